#include "core/care/note.hpp"

#include "core/base/protobuf.hpp"
#include "core/care/payload.hpp"
#include "core/care/receipt.hpp"
#include "proto/records.pb.h"

namespace tasuki::care {

namespace {

Result<> check(const Label& label) {
  TRY_VOID(check_time(label.stated_at));
  return check_said(label.person, kMaxLabel, Lines::One);
}

Result<> check(const ConsentNote& note) {
  TRY_VOID(check_time(note.stated_at));
  return check_said(note.text, kMaxNote);
}

}  // namespace

Result<Bytes> serialize(const Label& label) {
  TRY_VOID(check(label));
  proto::record::Label payload;
  payload.set_stated_at(to_millis(label.stated_at));
  payload.set_person(label.person);
  return serialize_message(payload);
}

Result<Label> parse_label(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::Label>(bytes);
  if (!payload) return CareError::MalformedPayload;
  Label label{from_millis(payload->stated_at()), payload->person()};
  TRY_VOID(check(label));
  return label;
}

Result<Bytes> serialize(const ConsentNote& note) {
  TRY_VOID(check(note));
  proto::record::ConsentNote payload;
  payload.set_stated_at(to_millis(note.stated_at));
  payload.set_about(note.about.str());
  payload.set_text(note.text);
  return serialize_message(payload);
}

Result<ConsentNote> parse_consent_note(ByteView bytes) {
  const auto payload = tasuki::parse_message<proto::record::ConsentNote>(bytes);
  if (!payload) return CareError::MalformedPayload;
  TRY(const auto about, read_id<RecordId>(payload->about()));
  ConsentNote note{from_millis(payload->stated_at()), about, payload->text()};
  TRY_VOID(check(note));
  return note;
}

}  // namespace tasuki::care
