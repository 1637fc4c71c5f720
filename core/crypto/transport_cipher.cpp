#include "core/crypto/transport_cipher.hpp"

#include "core/crypto/secure_channel.hpp"

namespace tasuki::crypto {

Result<Bytes> TransportCipher::encrypt(ByteView text) {
  TRY(Bytes message, cipher_.encrypt({}, text));
  rekey_when_due();
  return message;
}

Result<Bytes> TransportCipher::decrypt(ByteView message) {
  TRY(Bytes text, cipher_.decrypt({}, message));
  rekey_when_due();
  return text;
}

void TransportCipher::rekey_when_due() {
  if (cipher_.nonce() % kRekeyInterval == 0) cipher_.rekey();
}

}  // namespace tasuki::crypto
