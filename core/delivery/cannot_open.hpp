#pragma once

#include <string>
#include <string_view>

#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/crypto/keys.hpp"
#include "core/delivery/session_error.hpp"

namespace tasuki::proto::wire {
class CannotOpen;
}

namespace tasuki::delivery {

/// A receiver's statement that it could not open an envelope: the sender sends its content again under a new
/// session. Signed, so that nobody else makes a sender do so. docs/protocol.md, section 6.6.
struct CannotOpen {
  EnvelopeHash envelope;
  std::string reason;  ///< A code, see reason_code; a newer version may know more.
};

void sign_cannot_open(const CannotOpen& statement, const crypto::SigningKey& node,
                      proto::wire::CannotOpen& message);
/// SessionError::Malformed for another form or a wrong signature. The caller looks whether it sent the
/// envelope to the agency whose `node` key this is.
Result<CannotOpen> verify_cannot_open(const proto::wire::CannotOpen& message,
                                      const crypto::SigningPublicKey& node);

}  // namespace tasuki::delivery
