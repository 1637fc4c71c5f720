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
