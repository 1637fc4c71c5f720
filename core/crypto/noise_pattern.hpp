#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// What one token of a handshake pattern makes a party do (Noise rev 34, section 5.3; Psk: section 9.2).
enum class NoiseToken { E, S, EE, ES, SE, SS, Psk };

/// A handshake pattern with its modifiers applied: what the handshake works off, token by token.
struct NoisePattern {
  /// The whole protocol name, as it goes into the handshake hash.
  std::string protocol_name;
  /// Pre-messages: whose static key the other side knows beforehand.
  bool initiator_static_known = false;
  bool responder_static_known = false;
  /// Only the initiator sends, in the handshake and after it (section 7.4).
  bool one_way = false;
  /// Messages in turn; the initiator writes the first.
  std::vector<std::vector<NoiseToken>> messages;

  std::size_t psk_count() const;
};

/// Reads names of the form `Noise_XKpsk0+psk3_25519_ChaChaPoly_SHA256`: every fundamental, deferred and
/// one-way pattern of rev 34 (section 7 and appendix 18.1) with any psk modifiers that fit it.
/// CryptoError::UnknownPattern for any other, `detail` says which part (`pattern`, `modifier`, `suite`,
/// `name`).
Result<NoisePattern> parse_noise_protocol(std::string_view protocol_name);

}  // namespace tasuki::crypto
