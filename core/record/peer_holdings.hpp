#pragma once

#include <vector>

#include "core/base/store.hpp"
#include "core/record/record.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::record {

/// Governance to hand to a peer, in the order to send it: cards, certificates and their ends stand before the
/// records that they check, parents before children.
struct Shipment {
  std::vector<AgencyId> cards{};
  std::vector<CertificateHash> certificates{};
  std::vector<CertificateHash> ends{};
  std::vector<RecordId> records{};

  bool empty() const { return cards.empty() && certificates.empty() && ends.empty() && records.empty(); }
};

/// What `peer` is not known to hold of a team's ledger, and of the cards of its members. Four rows read where
/// the peer is known to hold all of it.
Shipment governance_lacked_by(Transaction& transaction, const TeamId& team, const AgencyId& peer);

/// What answers a peer's question for records: those of `wanted` that are in the ledger, with what they stand
/// on, whatever the peer is known to hold; and those of their ancestors that it is not known to hold.
Shipment governance_wanted_by(Transaction& transaction, const TeamId& team, const AgencyId& peer,
                              const std::vector<RecordId>& wanted);

/// Where a former member's view of the ledger ends: the removals of it that `state`, the ledger's own,
/// counts.
std::vector<RecordId> removals_of(Transaction& transaction, const TeamState& state, const AgencyId& agency);
/// Those of `wanted` that are among `heads` or their ancestors.
std::vector<RecordId> up_to(Transaction& transaction, const std::vector<RecordId>& heads,
                            const std::vector<RecordId>& wanted);

/// The peer holds these, or will: to be noted when they are queued for it durably, or come from it.
void note_holdings(Transaction& transaction, const AgencyId& peer, const Shipment& held);
/// The peer has lost its memory: a new incarnation.
void forget_holdings(Transaction& transaction, const AgencyId& peer);

}  // namespace tasuki::record
