#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/sending.hpp"

namespace tasuki::simulation {

namespace {

void send_something(World& world, bool phone) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  std::vector<std::size_t> to;  // nobody: everybody in the team
  if (world.chance().one_in(2)) to = choose_some(world, seat->team.members);
  send(world, *seat, to, phone);
}

void send_message(World& world) { send_something(world, false); }
void send_phone(World& world) { send_something(world, true); }

void send_many(World& world) {
  const auto count = 2 + world.chance().below(8);
  for (std::size_t i = 0; i < count; ++i) send_something(world, world.chance().one_in(6));
}

}  // namespace

void add_messages(Actions& actions) {
  actions.push_back({"send-message", Matter::Message, 6, send_message});
  actions.push_back({"send-phone", Matter::Message, 2, send_phone});
  actions.push_back({"send-many", Matter::Message, 1, send_many});
}

}  // namespace tasuki::simulation
