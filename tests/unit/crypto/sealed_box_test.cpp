#include "core/crypto/sealed_box.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

class SealedBox : public testing::Test {
 protected:
  test::SeededRandom random_{1};
  DhKey recipient_ = DhKey::generate(random_);
  const Bytes text_ = copy(as_bytes("夜間に二度来所"));
};

TEST_F(SealedBox, IsOpenedByLibsodium) {
  const Bytes sealed = seal_box(random_, recipient_.public_key(), text_).value();
  ASSERT_EQ(sealed.size(), text_.size() + kSealedBoxOverhead);
  Bytes opened(text_.size());
  ASSERT_EQ(crypto_box_seal_open(opened.data(), sealed.data(), sealed.size(),
                                 recipient_.public_key().bytes().data(), recipient_.reveal().data()),
            0);
  EXPECT_EQ(opened, text_);
}

TEST_F(SealedBox, OpensWhatLibsodiumSealed) {
  Bytes sealed(text_.size() + crypto_box_SEALBYTES);
  ASSERT_EQ(
      crypto_box_seal(sealed.data(), text_.data(), text_.size(), recipient_.public_key().bytes().data()), 0);
  EXPECT_EQ(open_box(recipient_, sealed).value(), text_);
}

TEST_F(SealedBox, TakesItsRandomnessFromThePort) {
  test::SeededRandom a(7);
  test::SeededRandom b(7);
  EXPECT_EQ(seal_box(a, recipient_.public_key(), text_).value(),
            seal_box(b, recipient_.public_key(), text_).value());
  EXPECT_NE(seal_box(a, recipient_.public_key(), text_).value(),
            seal_box(a, recipient_.public_key(), text_).value());
}

TEST_F(SealedBox, AnyFlippedByteIsFound) {
  const Bytes sealed = seal_box(random_, recipient_.public_key(), text_).value();
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open_box(recipient_, changed)) << i;
  }
}

TEST_F(SealedBox, AnotherKeyOrTooFewBytesDoNotOpen) {
  const Bytes sealed = seal_box(random_, recipient_.public_key(), text_).value();
  EXPECT_FALSE(open_box(DhKey::generate(random_), sealed));
  EXPECT_FALSE(open_box(recipient_, ByteView(sealed).first(kSealedBoxOverhead - 1)));
  EXPECT_FALSE(open_box(recipient_, {}));
}

TEST_F(SealedBox, AKeyOfLowOrderIsRefused) {
  const auto sealed = seal_box(random_, DhPublicKey(), text_);
  ASSERT_FALSE(sealed);
  EXPECT_TRUE(sealed.error().is(CryptoError::WeakKey));
}

}  // namespace
}  // namespace tasuki::crypto
