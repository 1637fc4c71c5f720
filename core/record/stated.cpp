#include "core/record/stated.hpp"

namespace tasuki::record {

ConsentState stated(const GovernanceRecord& record, const Consent& consent) {
  return {.id = record.id,
          .author = record.author,
          .categories = consent.categories,
          .recipients = consent.recipients,
          .purpose = consent.purpose,
          .from = consent.from,
          .until = consent.until,
          .obtained = consent.obtained,
          .obtained_on = consent.obtained_on,
          .attested_by = {record.author},
          .withdrawn_by = std::nullopt};
}

RefusalState stated(const GovernanceRecord& record, const Refusal& refusal) {
  return {.id = record.id,
          .author = record.author,
          .categories = refusal.categories,
          .recipients = refusal.recipients,
          .stated_at = record.stated_at,
          .lifted_by = std::nullopt};
}

}  // namespace tasuki::record
