#include "core/delivery/acceptance.hpp"

#include "core/base/protobuf.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

void save_acceptance(Transaction& transaction, const Acceptance& acceptance) {
  Bytes invitation = invitation_bytes(acceptance.invitation);
  proto::state::AcceptanceState state;
  state.set_invitation(to_string(invitation));
  state.set_begun_at(to_millis(acceptance.begun_at));
  Bytes row = serialize_message(state);
  transaction.put(Table::Acceptance, acceptance.invitation.agency.bytes(), row);
  wipe(row);
  wipe(invitation);
  wipe(*state.mutable_invitation());
}

std::optional<Acceptance> load_acceptance(Transaction& transaction, const AgencyId& inviter) {
  auto row = transaction.get(Table::Acceptance, inviter.bytes());
  if (!row) return std::nullopt;
  auto state = parse_message<proto::state::AcceptanceState>(*row);
  wipe(*row);
  if (!state) return std::nullopt;
  auto invitation = parse_invitation(as_bytes(state->invitation()));
  wipe(*state->mutable_invitation());
  if (!invitation) return std::nullopt;
  return Acceptance{std::move(*invitation), from_millis(state->begun_at())};
}

void erase_acceptance(Transaction& transaction, const AgencyId& inviter) {
  transaction.erase(Table::Acceptance, inviter.bytes());
}

std::vector<AgencyId> list_acceptances(Transaction& transaction) {
  std::vector<AgencyId> inviters;
  transaction.scan(Table::Acceptance, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto agency = AgencyId::from(key)) inviters.push_back(*agency);
    return true;
  });
  return inviters;
}

}  // namespace tasuki::delivery
