// The worked examples of docs/protocol.md, section 1.
#include <gtest/gtest.h>

#include "core/crypto/aead.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/hkdf.hpp"
#include "core/crypto/keys.hpp"
#include "tests/support/protocol_document.hpp"

namespace tasuki::crypto {
namespace {

constexpr std::string_view kDomain = "tasuki/1/example";

Bytes repeated(std::uint8_t byte) { return Bytes(32, byte); }

TEST(PrimitivesExample, HashIsAsTheProtocolSays) {
  EXPECT_EQ(to_hex(hash(kDomain, {as_bytes("ab"), as_bytes("c")})), test::protocol_example("hash"));
}

TEST(PrimitivesExample, SignIsAsTheProtocolSays) {
  const auto key = SigningKey::from_seed(repeated(1));
  EXPECT_EQ(key.sign(kDomain, as_bytes("abc")).hex(), test::protocol_example("signature"));
}

TEST(PrimitivesExample, KdfIsAsTheProtocolSays) {
  EXPECT_EQ(to_hex(derive_key(repeated(2), repeated(3), kDomain).reveal()), test::protocol_example("kdf"));
}

TEST(PrimitivesExample, SealIsAsTheProtocolSays) {
  const Bytes nonce(kXNonceSize, 5);
  EXPECT_EQ(to_hex(seal(repeated(4), nonce, as_bytes("ad"), as_bytes("abc"))),
            test::protocol_example("seal"));
}

}  // namespace
}  // namespace tasuki::crypto
