#pragma once

#include "core/crypto/keys.hpp"
#include "core/crypto/mode.hpp"

namespace tasuki::crypto {

/// X3DH (Signal, revision 1, section 3) without one-time prekeys: nobody hands them out. The pair secret
/// takes the place of the KDF's empty salt, so that who records today's traffic and breaks X25519 later still
/// lacks it.

/// What both sides must agree on besides the keys.
struct X3dhContext {
  AgencyId initiator;
  AgencyId responder;
  DhPublicKey initiator_identity;
  DhPublicKey responder_identity;
  SessionId session;
  Mode mode;

  /// Both ids, both identity keys, the session's id, the mode's label: in every message of the session.
  Bytes associated_data() const;
};

/// The initiator's side (section 3.3). The prekey's signature has been verified. CryptoError::WeakKey.
Result<EphemeralSecret<32>> x3dh_initiate(const X3dhContext& context, const DhKey& identity,
                                          const EphemeralDhKey& ephemeral, const DhPublicKey& their_prekey,
                                          ByteView pair_secret);
/// The responder's side (section 3.4).
Result<EphemeralSecret<32>> x3dh_respond(const X3dhContext& context, const DhKey& identity,
                                         const EphemeralDhKey& prekey, const DhPublicKey& their_ephemeral,
                                         ByteView pair_secret);

}  // namespace tasuki::crypto
