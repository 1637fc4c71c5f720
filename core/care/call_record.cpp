#include "core/care/call_record.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/payload.hpp"
#include "core/care/receipt.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

Result<> check(const CallRecord& call) {
  TRY_VOID(check_time(call.stated_at));
  TRY_VOID(check_said(call.number, kMaxNumber, Lines::One));
  if (!vocabulary::is_known(vocabulary::List::CallOutcome, call.outcome)) return CareError::UnknownCode;
  return check_text(call.note, kMaxNote);
}

}  // namespace

Result<Bytes> serialize(const CallRecord& call) {
  TRY_VOID(check(call));
  proto::record::CallRecord payload;
  payload.set_stated_at(to_millis(call.stated_at));
  payload.set_message(call.message.str());
  payload.set_number(call.number);
  payload.set_outcome(call.outcome);
  payload.set_note(call.note);
  return serialize_message(payload);
}

Result<CallRecord> parse_call_record(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::CallRecord>(bytes);
  if (!payload) return CareError::MalformedPayload;
  TRY(const auto message, read_id<RecordId>(payload->message()));
  CallRecord call{from_millis(payload->stated_at()), message, payload->number(), payload->outcome(),
                  payload->note()};
  TRY_VOID(check(call));
  return call;
}

}  // namespace tasuki::care
