#include "core/engine/record/successions.hpp"

#include "core/care/arrival.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/taking_back.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// Calls `visit` with every succession until it returns true.
template <class Visit>
std::optional<record::SuccessionState> find_in_all(Turn& turn, Visit&& visit) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    for (const auto& [id, succession] : state->successions) {
      if (visit(succession)) return succession;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_unverified(Turn& turn, const record::TeamState& state, const AgencyId& agency) {
  if (agency == turn.desk.agency() || state.succession_of(agency) == nullptr) return false;
  const auto contact = delivery::load_contact(turn.transaction, agency);
  return !contact || !contact->verified;
}

std::set<AgencyId> unverified_in(Turn& turn, const record::TeamState& state) {
  std::set<AgencyId> unverified;
  for (const auto& [id, succession] : state.successions) {
    if (state.is_member(succession.new_agency) && is_unverified(turn, state, succession.new_agency))
      unverified.insert(succession.new_agency);
  }
  return unverified;
}

std::set<AgencyId> unverified_in_all(Turn& turn) {
  std::set<AgencyId> all;
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (state->is_member(turn.desk.agency())) all.merge(unverified_in(turn, *state));
  }
  return all;
}

std::optional<record::SuccessionState> continues(Turn& turn, const AgencyId& agency) {
  return find_in_all(turn, [&](const auto& succession) { return succession.new_agency == agency; });
}

std::optional<record::SuccessionState> continued_by(Turn& turn, const AgencyId& agency) {
  return find_in_all(turn, [&](const auto& succession) { return succession.old_agency == agency; });
}

std::uint64_t count_held_of(Turn& turn, const AgencyId& agency) {
  const std::string unverified(care::held_reason_code(care::Verdict::Unverified));
  std::uint64_t count = 0;
  std::vector<RecordId> held;
  turn.transaction.scan(Table::Held, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    if (equal(value, as_bytes(unverified))) held.push_back(*RecordId::from(key.subspan(TeamId::kSize)));
    return true;
  });
  for (const auto& id : held) {
    const auto row = load_message_row(turn.transaction, id);
    count += row && row->from() == agency.str();
  }
  return count;
}

void successor_verified(Turn& turn, const AgencyId& agency) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (state->succession_of(agency) == nullptr) continue;
    judge_held_again(turn, team);
    if (state->is_member(agency)) ship_label(turn, agency, team);
  }
  let_go_withheld(turn, agency);
  take_what_waited_for(turn, agency.bytes());
}

}  // namespace tasuki::engine
