#include "core/care/notice.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/payload.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

Result<> check(const OverrideNotice& notice) {
  TRY_VOID(check_time(notice.stated_at));
  TRY_VOID(check_categories(notice.categories));
  if (notice.recipients.empty()) return CareError::NoRecipient;
  if (notice.recipients.size() > kMaxRecipients) return CareError::TooMany;
  return check_said(notice.reason, kMaxOverrideReason);
}

}  // namespace

Result<Bytes> serialize(const OverrideNotice& notice) {
  TRY_VOID(check(notice));
  proto::record::OverrideNotice payload;
  payload.set_stated_at(to_millis(notice.stated_at));
  payload.set_message(notice.message.str());
  for (const auto& recipient : notice.recipients) payload.add_recipient(recipient.str());
  for (const auto& category : notice.categories) payload.add_category(category);
  payload.set_reason(notice.reason);
  return serialize_message(payload);
}

Result<OverrideNotice> parse_override_notice(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::OverrideNotice>(bytes);
  if (!payload) return CareError::MalformedPayload;
  OverrideNotice notice;
  notice.stated_at = from_millis(payload->stated_at());
  TRY(notice.message, read_id<RecordId>(payload->message()));
  TRY(const auto recipients, read_ids<AgencyId>(payload->recipient()));
  TRY_VOID(check_ascending(recipients));
  notice.recipients.insert(recipients.begin(), recipients.end());
  TRY(notice.categories, read_categories(payload->category()));
  notice.reason = payload->reason();
  TRY_VOID(check(notice));
  return notice;
}

Result<Bytes> serialize(const HoldNotice& notice) {
  TRY_VOID(check_time(notice.stated_at));
  proto::record::HoldNotice payload;
  payload.set_stated_at(to_millis(notice.stated_at));
  payload.set_message(notice.message.str());
  payload.set_reason(static_cast<proto::record::HoldReason>(notice.reason));
  return serialize_message(payload);
}

Result<HoldNotice> parse_hold_notice(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::HoldNotice>(bytes);
  if (!payload) return CareError::MalformedPayload;
  if (payload->reason() < proto::record::VIOLATION || payload->reason() > proto::record::STALE_HEADS) {
    return CareError::UnknownCode;
  }
  TRY(const auto message, read_id<RecordId>(payload->message()));
  TRY_VOID(check_time(from_millis(payload->stated_at())));
  return HoldNotice{from_millis(payload->stated_at()), message, static_cast<HoldReason>(payload->reason())};
}

std::optional<HoldReason> hold_reason(Verdict verdict) {
  switch (verdict) {
    case Verdict::Violation:
      return HoldReason::Violation;
    case Verdict::EndedInFlight:
      return HoldReason::EndedInFlight;
    case Verdict::StaleHeads:
      return HoldReason::StaleHeads;
    default:
      return std::nullopt;
  }
}

}  // namespace tasuki::care
