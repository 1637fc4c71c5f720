#pragma once

#include <vector>

#include "core/delivery/invitation.hpp"

namespace tasuki::delivery {

/// An invitation that this node accepted and whose pairing is not finished yet. Kept until the two have met
/// as contacts, so that a crash on either side is made good by pairing once more.
struct Acceptance {
  Invitation invitation;
  Time begun_at;
};

/// Replaces an earlier one for the same agency.
void save_acceptance(Transaction& transaction, const Acceptance& acceptance);
std::optional<Acceptance> load_acceptance(Transaction& transaction, const AgencyId& inviter);
void erase_acceptance(Transaction& transaction, const AgencyId& inviter);
/// The inviting agencies, ordered.
std::vector<AgencyId> list_acceptances(Transaction& transaction);

}  // namespace tasuki::delivery
