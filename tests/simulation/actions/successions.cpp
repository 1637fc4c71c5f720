#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/sending.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;
using proto::api::Response;

/// Whom the successor continues: one and the same in all of a history.
std::size_t continued(World& world) {
  auto& continued = world.book().continued;
  if (!continued) continued = world.chance().below(*world.snapshot().successor);
  return *continued;
}

/// What only an administrator may say.
bool is_administrator_in(World& world, std::size_t node) {
  auto& office = world.office(node);
  if (!office.is_administrator_in()) office.change_shift();
  return office.is_administrator_in();
}

void compare_numbers(World& world, std::size_t node, std::size_t whom, Office::Reply reply = {}) {
  Request request;
  request.mutable_contact_verify()->set_agency(hex(world.node(whom).agency()));
  world.trace(world.node(node).name(), "compares the safety number of", world.node(whom).name());
  world.office(node).ask(std::move(request), std::move(reply));
}

void say_who_continues(World& world, std::size_t coordinator, std::size_t successor) {
  const auto old_one = continued(world);
  Request request;
  auto& continues = *request.mutable_contact_continues();
  continues.set_new_agency(hex(world.node(successor).agency()));
  continues.set_old_agency(hex(world.node(old_one).agency()));
  world.trace(world.node(coordinator).name(), "says that somebody continues", world.node(old_one).name());
  world.office(coordinator).ask(std::move(request), [&world](const Response& response) {
    if (response.has_succession()) world.reached("a succession by the coordinator's word");
  });
}

/// By the word of a coordinator, who has met it and mostly compares its number first.
void state_anothers(World& world) {
  const auto successor = world.snapshot().successor;
  if (!successor) return;
  const auto actor = choose_actor(world, world.chance().pick(world.snapshot().teams));
  if (!is_administrator_in(world, actor)) return;
  if (world.chance().one_in(4)) return say_who_continues(world, actor, *successor);
  compare_numbers(world, actor, *successor, [&world, actor, successor](const Response&) {
    say_who_continues(world, actor, *successor);
  });
}

void say_own(World& world, std::size_t old_one, const std::string& code) {
  Request request;
  request.mutable_succession_state()->set_code(code);
  world.trace(world.node(old_one).name(), "states its succession");
  world.office(old_one).ask(std::move(request), [&world](const Response& response) {
    if (response.has_succession()) world.reached("a succession by the old key");
  });
}

/// By the word of both: the new one's half is read out to the old one, some time later.
void state_own(World& world) {
  const auto successor = world.snapshot().successor;
  if (!successor || !is_administrator_in(world, *successor)) return;
  const auto old_one = continued(world);
  Request request;
  request.mutable_succession_ask()->set_old_agency(hex(world.node(old_one).agency()));
  world.trace(world.node(*successor).name(), "would continue", world.node(old_one).name());
  const auto read_out = world.chance().spread(Duration(10), std::chrono::minutes(10));
  world.office(*successor).ask(std::move(request), [&world, old_one, read_out](const Response& response) {
    if (!response.has_succession_code()) return;
    world.timeline().after(read_out, [&world, old_one, code = response.succession_code().code()] {
      if (is_administrator_in(world, old_one)) say_own(world, old_one, code);
    });
  });
}

/// Somebody compares the numbers, mostly the successor's.
void verify(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto successor = world.snapshot().successor;
  const auto whom =
      successor && !world.chance().one_in(4) ? *successor : world.chance().pick(seat->team.members);
  compare_numbers(world, seat->node, whom);
}

/// As an ordinary member, before or after anybody says whom it continues, with a consent of its own.
void welcome(World& world) {
  const auto successor = world.snapshot().successor;
  if (!successor) return;
  const auto& team = world.chance().pick(world.snapshot().teams);
  const auto actor = choose_actor(world, team);
  Request add;
  add.mutable_team_add()->set_team(hex(team.team));
  add.mutable_team_add()->set_agency(hex(world.node(*successor).agency()));
  Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(hex(team.team));
  grant.add_category(choose_category(world));
  grant.add_to(hex(world.node(*successor).agency()));
  grant.set_obtained("verbal");
  world.trace(world.node(actor).name(), "welcomes", world.node(*successor).name());
  world.office(actor).ask(std::move(add));
  world.office(actor).ask(std::move(request));
}

void write_to_successor(World& world) {
  const auto seat = choose_seat(world);
  if (seat && world.snapshot().successor)
    send(world, *seat, {*world.snapshot().successor}, world.chance().one_in(4));
}

}  // namespace

void add_successions(Actions& actions) {
  actions.push_back({"coordinator-says-who-continues", Matter::Succession, 3, state_anothers});
  actions.push_back({"old-key-says-who-continues", Matter::Succession, 2, state_own});
  actions.push_back({"welcome", Matter::Succession, 3, welcome});
  actions.push_back({"write-to-successor", Matter::Succession, 6, write_to_successor});
  actions.push_back({"verify", Matter::Succession, 5, verify});
}

}  // namespace tasuki::simulation
