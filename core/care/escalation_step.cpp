#include "core/care/escalation_step.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/form/forward.hpp"
#include "core/care/payload.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

using vocabulary::List;

constexpr std::string_view kStepDomain = "tasuki/1/escalation-step";

Result<> check(const EscalationStep& step) {
  TRY_VOID(check_time(step.stated_at));
  if (step.step == 0 || step.step > kMaxStep) return CareError::BadNumber;
  if (!vocabulary::is_known(List::EscalationReason, step.reason)) return CareError::UnknownCode;
  if (!vocabulary::is_known(List::EscalationDisclosure, step.disclosure)) return CareError::UnknownCode;
  if (!record::is_phone_number(step.number)) return CareError::BadNumber;
  if ((step.disclosure == "exhausted") == step.agency.has_value()) return CareError::MalformedPayload;
  if ((step.disclosure == "sent") != step.forward.has_value()) return CareError::MalformedPayload;
  return {};
}

}  // namespace

crypto::Digest step_id(const RecordId& message, std::uint32_t step) {
  Bytes number;
  append_u32(number, step);
  return crypto::hash(kStepDomain, {message.bytes(), number});
}

Result<Bytes> serialize(const EscalationStep& step) {
  TRY_VOID(check(step));
  proto::record::EscalationStep payload;
  payload.set_stated_at(to_millis(step.stated_at));
  payload.set_message(step.message.str());
  payload.set_step(step.step);
  payload.set_reason(step.reason);
  if (step.agency) payload.set_agency_id(step.agency->str());
  payload.set_number(step.number);
  payload.set_disclosure(step.disclosure);
  if (step.forward) payload.set_forward(step.forward->str());
  return serialize_message(payload);
}

Result<EscalationStep> parse_escalation_step(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::EscalationStep>(bytes);
  if (!payload) return CareError::MalformedPayload;
  TRY(const auto message, read_id<RecordId>(payload->message()));
  EscalationStep step{from_millis(payload->stated_at()),
                      message,
                      payload->step(),
                      payload->reason(),
                      std::nullopt,
                      payload->number(),
                      payload->disclosure(),
                      std::nullopt};
  if (!payload->agency_id().empty()) {
    TRY(step.agency, read_id<AgencyId>(payload->agency_id()));
  }
  if (!payload->forward().empty()) {
    TRY(step.forward, read_id<RecordId>(payload->forward()));
  }
  TRY_VOID(check(step));
  return step;
}

}  // namespace tasuki::care
