#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::audit {

/// One piece of information going to one recipient, on what basis. Ids and codes only.
struct Disclosure {
  RecordId message;
  TeamId team;
  AgencyId to;
  std::set<std::string> categories;
  std::string legal_basis;  ///< A code: consent, life-protection, law.
  std::vector<RecordId> consents;
  Time sent_at;
};

/// Writes the row, or writes it anew. In the transaction of what sends the message.
void record_disclosure(Transaction& transaction, const Disclosure& disclosure);
/// What was queued never went out (withdrawn before it was released): there was no disclosure.
void forget_disclosure(Transaction& transaction, const RecordId& message, const AgencyId& to);

/// A disclosure with what the recipient's receipts say. Times are the recipient's claims.
struct DisclosureLine {
  Disclosure disclosure;
  std::optional<Time> delivered_at;
  std::optional<Time> opened_at;
  std::optional<StaffId> opened_by;
  std::string opened_by_name;  ///< From the staff certificate; empty where it is not here.
  std::string state;           ///< The furthest receipt state, or `queued`, or `undeliverable`.
};

/// What is known of how far a disclosure got: from this node's own, or from a message that came here and
/// names its other recipients.
DisclosureLine with_receipts(Transaction& transaction, Disclosure disclosure);

struct DisclosureFilter {
  std::optional<TeamId> team{};
  std::optional<AgencyId> to{};
  std::optional<Time> since{};  ///< Included.
  std::optional<Time> until{};  ///< Not included.
};

/// Oldest first, then by message and recipient. Reads every disclosure, and the receipts of those that pass.
std::vector<DisclosureLine> disclosures(Transaction& transaction, const DisclosureFilter& filter);

}  // namespace tasuki::audit
