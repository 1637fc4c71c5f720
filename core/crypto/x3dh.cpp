#include "core/crypto/x3dh.hpp"

#include "core/crypto/hkdf.hpp"

namespace tasuki::crypto {

namespace {

using SharedSecret = EphemeralSecret<32>;

/// Section 2.2: F ‖ DH1 ‖ DH2 ‖ DH3, where F keeps this input apart from a signature's in X25519.
SharedSecret combine(const X3dhContext& context, ByteView pair_secret, const SharedSecret& dh1,
                     const SharedSecret& dh2, const SharedSecret& dh3) {
  std::array<std::uint8_t, 32> f;
  f.fill(0xff);
  Bytes material = concat({f, dh1.reveal(), dh2.reveal(), dh3.reveal()});
  Bytes info = copy(as_bytes(labels_of(context.mode).x3dh));
  info.push_back(0);
  append(info, context.associated_data());
  SharedSecret secret = derive_key(pair_secret, material, as_text(info));
  wipe(material);
  return secret;
}

}  // namespace

Bytes X3dhContext::associated_data() const {
  return concat({initiator.bytes(), responder.bytes(), initiator_identity.bytes(), responder_identity.bytes(),
                 session.bytes(), as_bytes(labels_of(mode).mode)});
}

Result<SharedSecret> x3dh_initiate(const X3dhContext& context, const DhKey& identity,
                                   const EphemeralDhKey& ephemeral, const DhPublicKey& their_prekey,
                                   ByteView pair_secret) {
  TRY(const auto dh1, diffie_hellman(identity.reveal(), their_prekey));
  TRY(const auto dh2, diffie_hellman(ephemeral.reveal(), context.responder_identity));
  TRY(const auto dh3, diffie_hellman(ephemeral.reveal(), their_prekey));
  return combine(context, pair_secret, dh1, dh2, dh3);
}

Result<SharedSecret> x3dh_respond(const X3dhContext& context, const DhKey& identity,
                                  const EphemeralDhKey& prekey, const DhPublicKey& their_ephemeral,
                                  ByteView pair_secret) {
  TRY(const auto dh1, diffie_hellman(prekey.reveal(), context.initiator_identity));
  TRY(const auto dh2, diffie_hellman(identity.reveal(), their_ephemeral));
  TRY(const auto dh3, diffie_hellman(prekey.reveal(), their_ephemeral));
  return combine(context, pair_secret, dh1, dh2, dh3);
}

}  // namespace tasuki::crypto
