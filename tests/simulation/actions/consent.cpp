#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;

/// Also that of the signs, of which no message is written.
std::string choose_consented(World& world) {
  return world.chance().one_in(5) ? "warning-sign" : choose_category(world);
}

void grant(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(hex(seat->team.team));
  grant.add_category(choose_consented(world));
  for (const auto to : choose_some(world, seat->team.members)) grant.add_to(hex(world.node(to).agency()));
  grant.set_obtained("verbal");
  if (world.chance().one_in(4)) {
    const auto lasts = world.chance().spread(std::chrono::seconds(1), std::chrono::hours(48));
    grant.set_until(to_millis(world.node(seat->node).clock().now() + lasts));
  }
  world.trace(world.node(seat->node).name(), "grants", grant.category(0));
  world.office(seat->node).ask(std::move(request));
}

void refuse(World& world) {
  const auto seat = choose_seat(world);
  if (!seat) return;
  Request request;
  auto& refuse = *request.mutable_consent_refuse();
  refuse.set_team(hex(seat->team.team));
  refuse.add_category(choose_consented(world));
  for (const auto to : choose_some(world, seat->team.members)) refuse.add_to(hex(world.node(to).agency()));
  world.trace(world.node(seat->node).name(), "refuses", refuse.category(0));
  world.office(seat->node).ask(std::move(request));
}

/// Any governance record: what is no consent or refusal is answered with an error.
std::optional<std::string> choose_consent(World& world, std::size_t node) {
  const auto key = choose_key(world, node, Table::Governance);
  if (!key || key->size() != TeamId::kSize + RecordId::kSize) return std::nullopt;
  return to_hex(ByteView(*key).subspan(TeamId::kSize));
}

void withdraw(World& world) {
  const auto seat = choose_seat(world);
  const auto consent = seat ? choose_consent(world, seat->node) : std::nullopt;
  if (!consent) return;
  Request request;
  request.mutable_consent_withdraw()->set_consent(*consent);
  world.trace(world.node(seat->node).name(), "withdraws", consent->substr(0, 8));
  world.office(seat->node).ask(std::move(request));
}

void confirm(World& world) {
  const auto seat = choose_seat(world);
  const auto consent = seat ? choose_consent(world, seat->node) : std::nullopt;
  if (!consent) return;
  Request request;
  request.mutable_consent_confirm()->set_consent(*consent);
  world.trace(world.node(seat->node).name(), "confirms", consent->substr(0, 8));
  world.office(seat->node).ask(std::move(request));
}

}  // namespace

void add_consent(Actions& actions) {
  actions.push_back({"grant", Matter::Consent, 4, grant});
  actions.push_back({"withdraw", Matter::Consent, 5, withdraw});
  actions.push_back({"refuse", Matter::Consent, 1, refuse});
  actions.push_back({"confirm", Matter::Consent, 2, confirm});
}

}  // namespace tasuki::simulation
