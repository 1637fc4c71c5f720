#pragma once

#include <optional>
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

/// A receiver's statement that it could not open an envelope, or will never take it: the sender seals its
/// content anew. Signed, so that nobody else makes a sender do so. docs/protocol.md, section 6.6.
struct CannotOpen {
  EnvelopeHash envelope;
  std::string reason;  ///< A code, see reason_code; a newer version may know more.
};

/// The reason to tell for an error of `Sessions::open`. None for Replay: that envelope is to be acknowledged.
std::optional<std::string> reason_to_tell(const Error& error);
/// Whether a new session may help. Of a reason that only a newer version knows: yes.
bool is_about_the_session(std::string_view reason);

void sign_cannot_open(const CannotOpen& statement, const crypto::SigningKey& node,
                      proto::wire::CannotOpen& message);
/// SessionError::Malformed for another form or a wrong signature. The caller looks whether it sent the
/// envelope to the agency whose `node` key this is.
Result<CannotOpen> verify_cannot_open(const proto::wire::CannotOpen& message,
                                      const crypto::SigningPublicKey& node);

}  // namespace tasuki::delivery
