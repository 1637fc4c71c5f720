#include "core/care/receipt.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/payload.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

Result<> check(const Receipt& receipt) {
  if (receipt.state < ReceiptState::Delivered || receipt.state > ReceiptState::Closed)
    return CareError::UnknownCode;
  TRY_VOID(check_time(receipt.stated_at));
  return check_text(receipt.note, kMaxNote);
}

bool may_follow(const std::set<ReceiptState>& states, ReceiptState next) {
  const auto was = [&](ReceiptState state) { return states.contains(state); };
  if (next == ReceiptState::Delivered) return true;
  if (!was(ReceiptState::Delivered)) return false;
  switch (next) {
    case ReceiptState::Accepted:
      return !was(ReceiptState::Declined) && !was(ReceiptState::Closed);
    case ReceiptState::Declined:
      return !was(ReceiptState::Closed);
    case ReceiptState::Closed:
      return !was(ReceiptState::Declined) && (was(ReceiptState::Opened) || was(ReceiptState::Accepted));
    default:
      return true;
  }
}

/// That a life may hang on it is not over because somebody read it: somebody has rung, or whoever took it on
/// says what came of it.
bool is_answered_for(const ReceiptsSoFar& so_far) {
  return so_far.call_record || (so_far.says_outcome && so_far.states.contains(ReceiptState::Accepted));
}

}  // namespace

std::string_view receipt_state_code(ReceiptState state) {
  switch (state) {
    case ReceiptState::Delivered:
      return "delivered";
    case ReceiptState::Opened:
      return "opened";
    case ReceiptState::Accepted:
      return "accepted";
    case ReceiptState::Declined:
      return "declined";
    case ReceiptState::Closed:
      return "closed";
  }
  return "";
}

std::optional<ReceiptState> receipt_state_from(std::string_view code) {
  for (auto state = ReceiptState::Delivered; state <= ReceiptState::Closed;
       state = static_cast<ReceiptState>(static_cast<int>(state) + 1)) {
    if (code == receipt_state_code(state)) return state;
  }
  return std::nullopt;
}

std::optional<ReceiptState> state_of_act(std::string_view act) {
  if (act == "open") return ReceiptState::Opened;
  if (act == "accept") return ReceiptState::Accepted;
  if (act == "decline") return ReceiptState::Declined;
  if (act == "close") return ReceiptState::Closed;
  return std::nullopt;
}

bool has_taken_on(const std::set<ReceiptState>& states) {
  if (states.contains(ReceiptState::Closed)) return true;
  return states.contains(ReceiptState::Accepted) && !states.contains(ReceiptState::Declined);
}

Result<Bytes> serialize(const Receipt& receipt) {
  TRY_VOID(check(receipt));
  proto::record::Receipt payload;
  payload.set_stated_at(to_millis(receipt.stated_at));
  payload.set_message(receipt.message.str());
  payload.set_state(static_cast<proto::record::ReceiptState>(receipt.state));
  payload.set_note(receipt.note);
  return serialize_message(payload);
}

Result<Receipt> parse_receipt(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::Receipt>(bytes);
  if (!payload) return CareError::MalformedPayload;
  // Compared before the cast: the field is open, and the cast would cut it.
  if (payload->state() < proto::record::DELIVERED || payload->state() > proto::record::CLOSED) {
    return CareError::UnknownCode;
  }
  TRY(const auto message, read_id<RecordId>(payload->message()));
  Receipt receipt{from_millis(payload->stated_at()), message, static_cast<ReceiptState>(payload->state()),
                  payload->note()};
  TRY_VOID(check(receipt));
  return receipt;
}

Result<> check_transition(const ReceiptsSoFar& so_far, ReceiptState next) {
  if (so_far.states.contains(next)) return CareError::AlreadyStated;
  if (!may_follow(so_far.states, next)) return CareError::WrongTransition;
  if (next == ReceiptState::Closed && so_far.phone && !is_answered_for(so_far))
    return CareError::CallRecordMissing;
  return {};
}

Result<> check_receipt_author(ReceiptState state, bool by_staff) {
  if ((state == ReceiptState::Delivered) == by_staff) return CareError::WrongAuthor;
  return {};
}

std::optional<ReceiptState> furthest(const std::set<ReceiptState>& states) {
  if (states.empty()) return std::nullopt;
  return *states.rbegin();
}

}  // namespace tasuki::care
