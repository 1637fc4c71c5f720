#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;

/// By anybody: who has not met both is refused, and that is worth trying too.
void introduce(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto one = world.chance().pick(seat->team.members);
  const auto other = world.chance().pick(seat->team.members);
  Request request;
  request.mutable_contact_introduce()->set_first(hex(world.node(one).agency()));
  request.mutable_contact_introduce()->set_second(hex(world.node(other).agency()));
  world.trace(world.node(seat->node).name(), "introduces",
              world.node(one).name() + " and " + world.node(other).name());
  world.office(seat->node).ask(std::move(request));
}

}  // namespace

void add_introductions(Actions& actions) {
  actions.push_back({"introduce", Matter::Introduction, 1, introduce});
}

}  // namespace tasuki::simulation
