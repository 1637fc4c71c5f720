#include "core/care/message.hpp"

#include "core/base/protobuf.hpp"
#include "core/base/utf8.hpp"
#include "core/care/payload.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

using vocabulary::List;

Result<> check_texts(const Message& message) {
  if (message.body.size() > kMaxBody) return CareError::BodyTooLong;
  if (!is_utf8(message.body)) return CareError::NotUtf8;
  TRY_VOID(check_text(message.ask, kMaxAsk));
  return check_text(message.override_reason, kMaxOverrideReason);
}

Result<> check_times(const Message& message) {
  TRY_VOID(check_time(message.stated_at));
  if (message.observed_at) TRY_VOID(check_time(*message.observed_at));
  if (message.accept_by) TRY_VOID(check_time(*message.accept_by));
  if (!message.ask_by) return {};
  if (message.ask.empty()) return CareError::DeadlineWithoutAsk;
  return check_time(*message.ask_by);
}

Result<> check_codes(const Message& message) {
  TRY_VOID(check_categories(message.categories));
  if (message.urgency != Urgency::Phone && message.urgency != Urgency::Message)
    return CareError::UnknownUrgency;
  if (!vocabulary::is_known(List::Purpose, message.purpose)) return CareError::UnknownPurpose;
  if (!is_code(message.kind)) return CareError::UnknownCode;
  if (!message.basis.empty() && !is_code(message.basis)) return CareError::UnknownCode;
  return {};
}

Result<> check_recipients(const Message& message) {
  if (message.recipients.empty()) return CareError::NoRecipient;
  if (message.recipients.size() > kMaxRecipients) return CareError::TooMany;
  std::vector<AgencyId> agencies;
  for (const auto& recipient : message.recipients) {
    agencies.push_back(recipient.agency);
    if (recipient.consents.empty() && !message.is_override()) return CareError::NoConsentNamed;
    if (recipient.consents.size() > kMaxConsentsPerRecipient) return CareError::TooMany;
    TRY_VOID(check_ascending(recipient.consents));
  }
  return check_ascending(agencies);
}

Result<> check_owner(const Message& message) {
  if (!message.owner) return {};
  if (message.ask.empty()) return CareError::OwnerWithoutAsk;
  if (message.find(*message.owner) == nullptr) return CareError::OwnerNotARecipient;
  return {};
}

Result<> check_heads(const Message& message) {
  if (message.heads.empty()) return CareError::NoHead;
  if (message.heads.size() > kMaxHeads) return CareError::TooMany;
  return check_ascending(message.heads);
}

Result<> check(const Message& message) {
  TRY_VOID(check_texts(message));
  TRY_VOID(check_times(message));
  TRY_VOID(check_codes(message));
  TRY_VOID(check_recipients(message));
  TRY_VOID(check_owner(message));
  TRY_VOID(check_heads(message));
  return check(message.form);
}

std::optional<Time> read_optional_time(std::int64_t millis) {
  return millis == 0 ? std::nullopt : std::optional(from_millis(millis));
}

Result<std::vector<MessageRecipient>> read_recipients(const proto::record::Message& payload) {
  std::vector<MessageRecipient> recipients;
  for (const auto& field : payload.recipient()) {
    TRY(const auto agency, read_id<AgencyId>(field.agency_id()));
    TRY(auto consents, read_ids<RecordId>(field.consent()));
    recipients.push_back({agency, std::move(consents)});
  }
  return recipients;
}

}  // namespace

std::string_view urgency_code(Urgency urgency) { return urgency == Urgency::Phone ? "phone" : "message"; }

std::optional<Urgency> urgency_from(std::string_view code) {
  if (code == "phone") return Urgency::Phone;
  if (code == "message") return Urgency::Message;
  return std::nullopt;
}

const MessageRecipient* Message::find(const AgencyId& agency) const {
  const auto found = std::ranges::find(recipients, agency, &MessageRecipient::agency);
  return found == recipients.end() ? nullptr : &*found;
}

Result<Bytes> serialize(const Message& message) {
  TRY_VOID(check(message));
  if (!vocabulary::is_known(List::MessageKind, message.kind)) return CareError::UnknownCode;
  if (!message.basis.empty() && !vocabulary::is_known(List::Basis, message.basis))
    return CareError::UnknownCode;
  proto::record::Message payload;
  payload.set_stated_at(to_millis(message.stated_at));
  for (const auto& category : message.categories) payload.add_category(category);
  payload.set_urgency(static_cast<proto::record::Urgency>(message.urgency));
  payload.set_body(message.body);
  if (message.observed_at) payload.set_observed_at(to_millis(*message.observed_at));
  payload.set_basis(message.basis);
  payload.set_kind(message.kind);
  payload.set_ask(message.ask);
  if (message.ask_by) payload.set_ask_by(to_millis(*message.ask_by));
  if (message.answers) payload.set_answers(message.answers->str());
  payload.set_purpose(message.purpose);
  for (const auto& recipient : message.recipients) {
    auto& field = *payload.add_recipient();
    field.set_agency_id(recipient.agency.str());
    for (const auto& consent : recipient.consents) field.add_consent(consent.str());
  }
  for (const auto& head : message.heads) payload.add_head(head.str());
  payload.set_override_reason(message.override_reason);
  if (message.accept_by) payload.set_accept_by(to_millis(*message.accept_by));
  if (message.form.index() != 0) write(message.form, *payload.mutable_form());
  if (message.owner) payload.set_owner(message.owner->str());
  return serialize_message(payload);
}

Result<Message> parse_message(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::Message>(bytes);
  if (!payload) return CareError::MalformedPayload;
  Message message;
  message.stated_at = from_millis(payload->stated_at());
  TRY(message.categories, read_categories(payload->category()));
  // Compared before the cast: the field is open, and the cast would cut it.
  if (payload->urgency() != proto::record::PHONE && payload->urgency() != proto::record::MESSAGE_URGENCY) {
    return CareError::UnknownUrgency;
  }
  message.urgency = static_cast<Urgency>(payload->urgency());
  message.body = payload->body();
  message.observed_at = read_optional_time(payload->observed_at());
  message.basis = payload->basis();
  message.kind = payload->kind();
  message.ask = payload->ask();
  message.ask_by = read_optional_time(payload->ask_by());
  if (!payload->answers().empty()) {
    TRY(message.answers, read_id<RecordId>(payload->answers()));
  }
  message.purpose = payload->purpose();
  TRY(message.recipients, read_recipients(*payload));
  TRY(message.heads, read_ids<RecordId>(payload->head()));
  message.override_reason = payload->override_reason();
  message.accept_by = read_optional_time(payload->accept_by());
  TRY(message.form, read(payload->form()));
  if (!payload->owner().empty()) {
    TRY(message.owner, read_id<AgencyId>(payload->owner()));
  }
  TRY_VOID(check(message));
  return message;
}

std::string texts_of(const Message& message) {
  const auto texts = texts_of(message.form);
  if (message.body.empty() || texts.empty()) return message.body + texts;
  return message.body + '\n' + texts;
}

bool may_be_by_node(const Message& message) {
  if (const auto* alert = std::get_if<Alert>(&message.form)) return !alert->observations.empty();
  return std::holds_alternative<Forward>(message.form);
}

std::string_view legal_basis(const Message& message, const AgencyId& recipient) {
  const MessageRecipient* found = message.find(recipient);
  if (found == nullptr) return {};
  return found->consents.empty() ? "life-protection" : "consent";
}

}  // namespace tasuki::care
