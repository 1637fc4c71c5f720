#include "core/engine/links/peer_life.hpp"

#include <set>
#include <vector>

#include "core/delivery/contact.hpp"
#include "core/delivery/introduction.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/governance_wants.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/ledger.hpp"
#include "core/record/peer_holdings.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// As often as the chores that look for it: an agency that moves more often makes nobody work for it.
constexpr Duration kPassOnEvery = std::chrono::minutes(10);

void ship_shared_teams(Turn& turn, const AgencyId& peer) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (!state->is_member(peer)) {
      tell_removals(turn, peer, team);
      continue;
    }
    ship_governance(turn, peer, team);
    ship_label(turn, peer, team);
  }
}

/// Of the teams in which this node and `agency` both are.
std::set<AgencyId> fellow_members_of(Turn& turn, const AgencyId& agency) {
  std::set<AgencyId> members;
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (state->is_member(agency) && state->is_member(turn.desk.agency()))
      members.insert(state->members.begin(), state->members.end());
  }
  members.erase(agency);
  return members;
}

/// Who cannot be dialled by it dials it under keys that are gone, or at an address where nobody is, until
/// somebody says so. Card and whereabouts speak for themselves; whoever learns of them passes them on once.
void pass_on_card(Turn& turn, const AgencyId& agency) {
  for (const auto& member : fellow_members_of(turn, agency)) {
    if (delivery::is_contact(turn.transaction, member)) ship_card(turn, member, agency);
  }
}

std::vector<AgencyId> to_pass_on(Transaction& transaction) {
  std::vector<AgencyId> agencies;
  transaction.scan(Table::ToPassOn, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto agency = AgencyId::from(key)) agencies.push_back(*agency);
    return true;
  });
  return agencies;
}

void to_be_passed_on(Turn& turn, const AgencyId& agency) {
  turn.transaction.put(Table::ToPassOn, agency.bytes(), {});
  pass_on_in_time(turn);
}

/// It may have lost what we asked it for, and what it promised.
void ask_again(Transaction& transaction, const AgencyId& peer) {
  auto row = load_catch_up(transaction, peer);
  const bool is_waiting = row && (row->state() == "asked" || missing_of(transaction, peer).awaited > 0);
  if (!is_waiting) return;
  doubt_awaited(transaction, peer);
  row->set_state("to-ask");
  save_catch_up(transaction, peer, *row);
}

}  // namespace

std::uint32_t known_incarnation(Transaction& transaction, const AgencyId& agency) {
  const auto known = record::find_known_agency(transaction, agency);
  return known ? known->card.incarnation.number : 0;
}

void note_card_kept(Turn& turn, const AgencyId& agency, std::uint32_t before) {
  const auto now = known_incarnation(turn.transaction, agency);
  if (before == 0 || now <= before || !delivery::is_contact(turn.transaction, agency)) return;
  const auto ends = ends_known_to(turn, agency);
  record::forget_holdings(turn.transaction, agency);
  turn.desk.shipped.clear();
  take_back_under_way(turn, agency);
  delivery::doubt_secret(turn.transaction, agency);
  note(turn, audit::contact_renewed(agency, now));
  ship_shared_teams(turn, agency);
  ship_ends(turn, agency, ends);
  pass_on_card(turn, agency);
  ask_again(turn.transaction, agency);
  introduce_again(turn, agency);
}

void note_whereabouts_kept(Turn& turn, const AgencyId& agency) {
  if (!delivery::is_contact(turn.transaction, agency)) return;
  hurry_to_peer(turn, agency);
  to_be_passed_on(turn, agency);
}

void note_prekey_kept(Turn& turn, const AgencyId& agency) {
  if (carries(turn.desk) && delivery::is_contact(turn.transaction, agency)) to_be_passed_on(turn, agency);
}

void pass_on_in_time(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  auto& passed_on = turn.desk.peers.passed_on;
  for (const auto& agency : to_pass_on(turn.transaction)) {
    const auto last = passed_on.find(agency);
    if (last != passed_on.end() && now < last->second + kPassOnEvery) continue;
    passed_on.insert_or_assign(agency, now);
    turn.transaction.erase(Table::ToPassOn, agency.bytes());
    pass_on_card(turn, agency);
  }
}

}  // namespace tasuki::engine
