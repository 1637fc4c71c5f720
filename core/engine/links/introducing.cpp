#include "core/engine/links/introducing.hpp"

#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/introduction.hpp"
#include "core/delivery/outbox.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/outgoing_item.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

bool is_met(Transaction& transaction, const AgencyId& agency) {
  return delivery::contact_mode(transaction, agency) == crypto::Mode::FaceToFace;
}

/// Behind the governance by which the receiver sees that the three are in one team.
void queue(Turn& turn, const AgencyId& peer, const AgencyId& agency) {
  proto::state::OutboxItem item;
  item.set_introduction_of(agency.str());
  item.set_since(to_millis(turn.desk.clock.now()));
  item.set_phone(true);
  delivery::enqueue(turn.transaction, peer, delivery::Lane::First, item);
}

void tell_both(Turn& turn, const audit::Actor& actor, const AgencyId& one, const AgencyId& other) {
  (void)delivery::secret_to_give(turn.transaction, turn.desk.random, one, other, turn.desk.clock.now());
  queue(turn, one, other);
  queue(turn, other, one);
  note(turn, audit::introduction_given(actor, one, other));
}

Result<> check_met(Transaction& transaction, const AgencyId& agency) {
  if (!delivery::is_contact(transaction, agency)) return Error(EngineError::NotAContact, agency.short_hex());
  if (!is_met(transaction, agency)) return Error(EngineError::NotFaceToFace, agency.short_hex());
  return {};
}

}  // namespace

Result<> introduce(Turn& turn, const audit::Actor& actor, const AgencyId& one, const AgencyId& other) {
  const AgencyId& us = turn.desk.agency();
  if (one == other || one == us || other == us) return EngineError::NotTwoAgencies;
  TRY_VOID(check_met(turn.transaction, one));
  TRY_VOID(check_met(turn.transaction, other));
  if (!share_a_team(turn, one, other)) return EngineError::NoSharedTeam;
  tell_both(turn, actor, one, other);
  return {};
}

void introduce_members(Turn& turn, const TeamId& team) {
  const auto state = team_state(turn, team);
  const AgencyId& us = turn.desk.agency();
  const bool is_ours = turn.desk.settings.introduce && state->coordinator == us && state->is_member(us);
  if (!is_ours || !state->decidable) return;
  std::vector<AgencyId> met;
  for (const auto& member : state->members) {
    if (member != us && is_met(turn.transaction, member)) met.push_back(member);
  }
  for (std::size_t i = 0; i < met.size(); ++i) {
    for (std::size_t j = i + 1; j < met.size(); ++j) {
      if (!delivery::has_introduced(turn.transaction, met[i], met[j]))
        tell_both(turn, audit::by_node(), met[i], met[j]);
    }
  }
}

void introduce_in_its_teams(Turn& turn, const AgencyId& peer) {
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    if (team_state(turn, team)->is_member(peer)) introduce_members(turn, team);
  }
}

void introduce_again(Turn& turn, const AgencyId& peer) {
  if (!is_met(turn.transaction, peer)) return;
  for (const auto& other : delivery::introduced_to(turn.transaction, peer)) queue(turn, peer, other);
}

bool fill_introduction(Turn& turn, const AgencyId& peer, const AgencyId& agency,
                       proto::wire::Introduction& out) {
  if (!is_met(turn.transaction, peer) || !is_met(turn.transaction, agency)) return false;
  if (!fill_card(turn.transaction, agency, *out.mutable_agency())) return false;
  out.mutable_agency()->clear_earlier();  // they go with the governance that needs them
  out.mutable_agency()->clear_prekey();   // beside it
  if (const auto prekey = delivery::kept_prekey(turn.transaction, agency))
    *out.mutable_prekey() = record::to_proto(*prekey);
  const auto secret =
      delivery::secret_to_give(turn.transaction, turn.desk.random, peer, agency, turn.desk.clock.now());
  out.set_secret(to_string(secret.reveal()));
  return true;
}

}  // namespace tasuki::engine
