#include "core/engine/commands/decision_view.hpp"

#include "core/engine/commands/message_view.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

proto::api::Decision describe_decision(Transaction& transaction, const care::Decision& decision) {
  proto::api::Decision out;
  out.set_agency_id(decision.recipient.str());
  out.set_name(agency_name(transaction, decision.recipient));
  out.set_decision(decision.permitted ? "permit" : "deny");
  for (const auto& consent : decision.consents) out.add_consent(consent.str());
  for (const auto& category : decision.missing) out.add_missing(category);
  if (decision.reason) out.set_reason(std::string(care::deny_reason_code(*decision.reason)));
  return out;
}

}  // namespace tasuki::engine
