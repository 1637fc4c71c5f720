#include "core/care/about.hpp"

#include "core/care/call_record.hpp"
#include "core/care/escalation_step.hpp"
#include "core/care/receipt.hpp"

namespace tasuki::care {

std::optional<RecordId> message_named_by(const record::SignedRecord& record) {
  if (record.record.kind == record::Kind::Receipt) {
    if (const auto receipt = parse_receipt(record.record.payload)) return receipt->message;
  }
  if (record.record.kind == record::Kind::CallRecord) {
    if (const auto call = parse_call_record(record.record.payload)) return call->message;
  }
  if (record.record.kind == record::Kind::EscalationStep) {
    if (const auto step = parse_escalation_step(record.record.payload)) return step->message;
  }
  return std::nullopt;
}

}  // namespace tasuki::care
