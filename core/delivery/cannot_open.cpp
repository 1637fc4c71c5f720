#include "core/delivery/cannot_open.hpp"

#include "core/record/validate.hpp"
#include "proto/wire.pb.h"

namespace tasuki::delivery {

namespace {

constexpr std::string_view kCannotOpenDomain = "tasuki/1/cannot-open";

Bytes statement_bytes(const CannotOpen& statement) {
  return concat({statement.envelope.bytes(), as_bytes(statement.reason)});
}

}  // namespace

std::optional<std::string> reason_to_tell(const Error& error) {
  if (error.is(SessionError::Replay)) return std::nullopt;
  if (error.is(SessionError::CannotOpen)) return std::string(error.detail());
  if (error.is(SessionError::Expired)) return std::string(reason_code(CannotOpenReason::Expired));
  if (error.is(SessionError::NotForUs)) return std::string(reason_code(CannotOpenReason::OtherRecipient));
  if (error.is(SessionError::UnknownSender)) return std::string(reason_code(CannotOpenReason::UnknownSender));
  return std::string(reason_code(CannotOpenReason::Malformed));
}

bool is_about_the_session(std::string_view reason) {
  return reason != reason_code(CannotOpenReason::Expired) &&
         reason != reason_code(CannotOpenReason::OtherRecipient) &&
         reason != reason_code(CannotOpenReason::UnknownSender);
}

void sign_cannot_open(const CannotOpen& statement, const crypto::SigningKey& node,
                      proto::wire::CannotOpen& message) {
  message.set_envelope(statement.envelope.str());
  message.set_reason(statement.reason);
  message.set_signature(node.sign(kCannotOpenDomain, statement_bytes(statement)).str());
}

Result<CannotOpen> verify_cannot_open(const proto::wire::CannotOpen& message,
                                      const crypto::SigningPublicKey& node) {
  const auto envelope = EnvelopeHash::from(message.envelope());
  const auto signature = crypto::Signature::from(message.signature());
  if (!envelope || !signature || !record::is_code(message.reason())) return SessionError::Malformed;
  CannotOpen statement{*envelope, message.reason()};
  if (!crypto::verify(node, kCannotOpenDomain, statement_bytes(statement), *signature))
    return SessionError::Malformed;
  return statement;
}

}  // namespace tasuki::delivery
