#include "core/crypto/password.hpp"

#include <gtest/gtest.h>

#include "proto/state.pb.h"
#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

constexpr std::string_view kDomain = "tasuki/1/test-wrapped";

class Password : public testing::Test {
 protected:
  static Secret<32> key_for(std::string_view passphrase, const Argon2Salt& salt) {
    return derive(as_bytes(passphrase), salt, kArgon2Least).value();
  }

  test::SeededRandom random_{11};
  const Argon2Salt salt_ = random_salt(random_);
};

TEST_F(Password, DerivesWhatLibsodiumDerives) {
  std::array<std::uint8_t, 32> expected;
  ASSERT_EQ(crypto_pwhash(expected.data(), expected.size(), "correct horse", 13, salt_.data(),
                          kArgon2Least.ops_limit, kArgon2Least.mem_limit, crypto_pwhash_ALG_ARGON2ID13),
            0);
  EXPECT_TRUE(same_secret(key_for("correct horse", salt_).reveal(), expected));
  EXPECT_FALSE(same_secret(key_for("correct horse ", salt_).reveal(), expected));
}

TEST_F(Password, CostsOutsideTheBoundsAreRefusedWithoutComputing) {
  for (const Argon2Cost cost :
       {Argon2Cost{0, kArgon2Least.mem_limit}, Argon2Cost{1, kArgon2Least.mem_limit - 1},
        Argon2Cost{kArgon2Most.ops_limit + 1, kArgon2Least.mem_limit},
        Argon2Cost{1, kArgon2Most.mem_limit + 1}, Argon2Cost{~0ULL, ~0ULL}}) {
    EXPECT_FALSE(is_acceptable(cost));
    const auto key = derive(as_bytes("p"), salt_, cost);
    ASSERT_FALSE(key);
    EXPECT_TRUE(key.error().is(CryptoError::PasswordHashing));
  }
  EXPECT_TRUE(is_acceptable(kArgon2Default));
  EXPECT_FALSE(derive(as_bytes("p"), as_bytes("short salt"), kArgon2Least));
}

TEST_F(Password, AWrappedSecretSurvivesTheStore) {
  const auto key = key_for("correct horse", salt_);
  proto::state::WrappedSecret stored;
  wrap(random_, key, salt_, kArgon2Least, kDomain, as_bytes("seed")).to_proto(stored);
  const auto wrapped = WrappedSecret::from_proto(stored).value();
  EXPECT_EQ(wrapped.salt, salt_);
  EXPECT_EQ(wrapped.cost, kArgon2Least);
  EXPECT_EQ(to_string(unwrap(key, kDomain, wrapped).value().reveal()), "seed");
}

TEST_F(Password, AnotherKeyDomainSaltOrCostDoesNotUnwrap) {
  const auto key = key_for("correct horse", salt_);
  const auto wrapped = wrap(random_, key, salt_, kArgon2Least, kDomain, as_bytes("seed"));
  EXPECT_FALSE(unwrap(key_for("correct hose", salt_), kDomain, wrapped));
  EXPECT_FALSE(unwrap(key, "tasuki/1/test-other", wrapped));
  auto changed = wrapped;
  changed.salt[0] ^= 1;
  EXPECT_FALSE(unwrap(key, kDomain, changed));
  changed = wrapped;
  changed.cost.ops_limit += 1;
  EXPECT_FALSE(unwrap(key, kDomain, changed));
  changed = wrapped;
  changed.box.back() ^= 1;
  EXPECT_FALSE(unwrap(key, kDomain, changed));
  changed.nonce.pop_back();
  EXPECT_FALSE(unwrap(key, kDomain, changed));
}

TEST_F(Password, StoredParametersAreCheckedWhenRead) {
  proto::state::WrappedSecret stored;
  wrap(random_, key_for("p", salt_), salt_, kArgon2Least, kDomain, as_bytes("seed")).to_proto(stored);
  auto changed = stored;
  changed.set_mem_limit(1ULL << 40U);
  EXPECT_TRUE(WrappedSecret::from_proto(changed).error().is(CryptoError::PasswordHashing));
  changed = stored;
  changed.set_salt("short");
  EXPECT_TRUE(WrappedSecret::from_proto(changed).error().is(CryptoError::Malformed));
  changed = stored;
  changed.clear_nonce();
  EXPECT_TRUE(WrappedSecret::from_proto(changed).error().is(CryptoError::Malformed));
}

}  // namespace
}  // namespace tasuki::crypto
