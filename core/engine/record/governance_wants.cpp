#include "core/engine/record/governance_wants.hpp"

#include <algorithm>
#include <set>

#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "core/record/peer_holdings.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// In one request. What is left out is asked for with the next record that waits.
constexpr std::size_t kMostWanted = 1024;

/// One that was not kept, and what it stands on that is not here.
std::vector<RecordId> with_its_parents(Turn& turn, const record::SignedRecord& record) {
  const auto governance = record::read_governance(record);
  std::vector<RecordId> wanted;
  if (governance)
    wanted = record::absent_from_ledger(turn.transaction, record::team_of(record), governance->parents);
  wanted.push_back(record.id);
  return wanted;
}

}  // namespace

void want_what_is_missing(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const TeamId team = record::team_of(record);
  const auto missing = record::missing_governance(turn.transaction, team);
  const std::set<RecordId> all(missing.begin(), missing.end());
  std::vector<RecordId> wanted;
  for (const auto& id : with_its_parents(turn, record)) {
    if (all.contains(id)) wanted.push_back(id);
  }
  for (const auto& id : missing) {
    if (std::ranges::find(wanted, id) == wanted.end()) wanted.push_back(id);
    if (wanted.size() >= kMostWanted) break;
  }
  want_governance(turn, peer, team, wanted);
}

void want_once_more(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  want_governance(turn, peer, record::team_of(record), with_its_parents(turn, record));
}

void want_governance(Turn& turn, const AgencyId& peer, const TeamId& team,
                     const std::vector<RecordId>& records) {
  if (records.empty() || !delivery::is_contact(turn.transaction, peer)) return;
  proto::state::OutboxItem item;
  item.mutable_want()->set_team_id(team.str());
  for (const auto& record : records) item.mutable_want()->add_record(record.str());
  item.set_since(to_millis(turn.desk.clock.now()));
  item.set_phone(true);
  delivery::enqueue(turn.transaction, peer, delivery::Lane::First, item);
}

void take_want(Turn& turn, const AgencyId& peer, const proto::wire::WantRecords& want) {
  const auto team = TeamId::from(want.team_id());
  if (!team) return;
  std::vector<RecordId> wanted;
  for (const auto& bytes : want.record()) {
    if (const auto id = RecordId::from(bytes)) wanted.push_back(*id);
  }
  const auto state = team_state(turn, *team);
  if (state->is_member(peer)) {
    ship_wanted_governance(turn, peer, *team, wanted);
    ship_governance(turn, peer, *team);
  } else if (state->former_members.contains(peer)) {
    const auto removals = record::removals_of(turn.transaction, *state, peer);
    ship_wanted_governance(turn, peer, *team, record::up_to(turn.transaction, removals, wanted));
  }
}

void tell_removals(Turn& turn, const AgencyId& peer, const TeamId& team) {
  const auto state = team_state(turn, team);
  if (!state->former_members.contains(peer)) return;
  ship_wanted_governance(turn, peer, team, record::removals_of(turn.transaction, *state, peer));
}

}  // namespace tasuki::engine
