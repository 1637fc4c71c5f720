#include "core/engine/care/forms.hpp"
#include "core/engine/engine.hpp"
#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/sending.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;
using proto::api::Response;

/// As people type it: so many days before what their own clock says is today.
std::string day(World& world, std::size_t node, int days_ago) {
  const auto local = engine::Settings().calendar.zone.to_local(world.node(node).clock().now());
  return to_rfc3339(Time(local.time_since_epoch() - std::chrono::days(days_ago))).substr(0, 10);
}

/// With words or without; what is confirmed goes into the book either way.
void ask(World& world, std::size_t node, Request request, const std::string& note) {
  world.office(node).ask(std::move(request), [&world, node, note](const Response& response) {
    enter(world, node, note, response);
  });
}

void observe(World& world, const Seat& seat, const PreparedSign& sign, const std::string& on, bool seen) {
  Request request;
  auto& observe = *request.mutable_sign_observe();
  observe.set_sign(hex(sign.id));
  observe.set_day(on);
  observe.set_seen(seen || sign.measured);
  if (sign.measured) observe.set_value(seen ? kMeasuredAtLeast : kMeasuredAtLeast - 1);
  const auto note = world.chance().one_in(4) ? new_text(world) : std::string();
  observe.set_note(note);
  world.trace(world.node(seat.node).name(), seen ? "sees a sign on" : "looks in vain for a sign on", on);
  world.reached("an observation typed");
  ask(world, seat.node, std::move(request), note);
}

const PreparedSign& choose_sign(World& world, const PreparedTeam& team) {
  return team.signs[world.chance().below(team.signs.size())];
}

void look(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto on = day(world, seat->node, static_cast<int>(world.chance().below(5)));
  observe(world, *seat, choose_sign(world, seat->team), on, !world.chance().one_in(6));
}

/// Later, if it is still the world as it was and somebody is there.
void observe_later(World& world, const Seat& seat, const PreparedSign& sign, int days_ago, Duration after) {
  world.timeline().after(after, [&world, seat, &sign, days_ago] {
    if (world.is_healed() || !world.node(seat.node).running()) return;
    observe(world, seat, sign, day(world, seat.node, days_ago), true);
  });
}

Duration soon(World& world) { return world.chance().spread(Duration(1), std::chrono::minutes(2)); }

/// Three days, each seen by somebody, told of in any order.
void look_in_turn(World& world) {
  const auto& team = world.chance().pick(world.snapshot().teams);
  const auto& sign = choose_sign(world, team);
  const auto latest = static_cast<int>(world.chance().below(4));
  for (int ago = latest; ago < latest + 3; ++ago)
    observe_later(world, {team, world.chance().pick(team.members)}, sign, ago, soon(world));
}

/// Two who do not reach each other see the same.
void look_apart(World& world) {
  const auto& team = world.chance().pick(world.snapshot().teams);
  const auto& sign = choose_sign(world, team);
  const auto first = world.chance().below(team.members.size());
  const auto one = team.members[first];
  const auto other = team.members[(first + 1) % team.members.size()];
  const auto latest = static_cast<int>(world.chance().below(2));
  world.injured(world.node(one).name() + " and " + world.node(other).name() + " are parted, and see a sign");
  world.wires().part(one, other);
  for (int ago = latest; ago < latest + 3; ++ago) {
    for (const auto node : {one, other}) {
      if (!world.chance().one_in(6)) observe_later(world, {team, node}, sign, ago, soon(world));
    }
  }
  const auto time = world.chance().spread(std::chrono::seconds(10), std::chrono::minutes(20));
  world.timeline().after(time, [&world, one, other] { world.wires().join(one, other); });
}

struct Own {
  care::Observation said;
  bool seen;
};

std::vector<Own> own_observations(World& world, const Seat& seat, const PreparedSign& sign) {
  std::vector<Own> own;
  auto& node = world.node(seat.node);
  node.look([&](Transaction& transaction) {
    for (const auto& [message, what] : engine::all_of<care::Observation>(transaction, seat.team.team)) {
      if (message.author != node.agency() || what.sign != sign.id) continue;
      own.push_back({what, sign.measured ? what.value >= kMeasuredAtLeast : what.seen});
    }
  });
  return own;
}

/// Somebody corrects what their agency has said of a day, or says it once more.
void look_again(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto& sign = choose_sign(world, seat->team);
  auto own = own_observations(world, *seat, sign);
  if (own.empty()) return;
  const auto& before = world.chance().pick(own);
  const auto on = to_rfc3339(Time(std::chrono::days(before.said.day))).substr(0, 10);
  observe(world, *seat, sign, on, world.chance().one_in(4) ? before.seen : !before.seen);
}

/// The sign itself, without counting.
void report(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto note = new_text(world);
  Request request;
  request.mutable_sign_report()->set_sign(hex(choose_sign(world, seat->team).id));
  request.mutable_sign_report()->set_note(note);
  world.trace(world.node(seat->node).name(), "reports a sign");
  ask(world, seat->node, std::move(request), note);
}

/// By any member, with fewer or more days; a few end, and are taken up again by the next revision.
void revise(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  const auto& sign = choose_sign(world, seat->team);
  const auto days = static_cast<std::uint32_t>(2 + world.chance().below(2));
  Request request;
  auto& define = *request.mutable_sign_define();
  define.set_team(hex(seat->team.team));
  define.set_sign(hex(sign.id));
  define.set_days(days);
  define.set_within_days(sign.measured ? 4 : days);
  define.set_end(world.chance().one_in(8));
  world.trace(world.node(seat->node).name(), define.end() ? "ends a sign" : "revises a sign");
  ask(world, seat->node, std::move(request), {});
}

}  // namespace

void add_signs(Actions& actions) {
  actions.push_back({"look", Matter::Sign, 8, look});
  actions.push_back({"look-in-turn", Matter::Sign, 4, look_in_turn});
  actions.push_back({"look-apart", Matter::Sign, 3, look_apart});
  actions.push_back({"look-again", Matter::Sign, 4, look_again});
  actions.push_back({"report", Matter::Sign, 2, report});
  actions.push_back({"revise", Matter::Sign, 1, revise});
}

}  // namespace tasuki::simulation
