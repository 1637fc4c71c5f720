#include "core/engine/links/peer_life.hpp"

#include <set>

#include "core/delivery/contact.hpp"
#include "core/delivery/introduction.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/ledger.hpp"
#include "core/record/peer_holdings.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void ship_shared_teams(Turn& turn, const AgencyId& peer) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (!state->is_member(peer)) continue;
    ship_governance(turn, peer, team);
    ship_label(turn, peer, team);
  }
}

/// Who cannot be dialled by it dials it under keys that are gone, until somebody says so. The card speaks for
/// itself; whoever has it passes it on once.
void pass_on_card(Turn& turn, const AgencyId& agency) {
  std::set<AgencyId> members;
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (state->is_member(agency)) members.insert(state->members.begin(), state->members.end());
  }
  for (const auto& member : members) {
    if (member != agency && delivery::is_contact(turn.transaction, member)) ship_card(turn, member, agency);
  }
}

/// It may have lost what we asked it for.
void ask_again(Transaction& transaction, const AgencyId& peer) {
  auto row = load_catch_up(transaction, peer);
  if (!row || row->state() != "asked") return;
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
  record::forget_holdings(turn.transaction, agency);
  turn.desk.shipped.clear();
  take_back_under_way(turn, agency);
  delivery::doubt_secret(turn.transaction, agency);
  note(turn, audit::contact_renewed(agency, now));
  ship_shared_teams(turn, agency);
  pass_on_card(turn, agency);
  ask_again(turn.transaction, agency);
  introduce_again(turn, agency);
}

}  // namespace tasuki::engine
