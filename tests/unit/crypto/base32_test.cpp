#include "core/crypto/base32.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

constexpr std::string_view kDomain = "tasuki/1/test-code";

TEST(Base32, EncodesKnownBytes) {
  EXPECT_EQ(base32_encode({}), "");
  EXPECT_EQ(base32_encode(Bytes{0}), "00");
  EXPECT_EQ(base32_encode(Bytes{0xff}), "ZW");
  EXPECT_EQ(base32_encode(as_bytes("foobar")), "CSQPYRK1E8");
}

TEST(Base32, DecodesWhatItEncodes) {
  test::SeededRandom random(3);
  for (std::size_t size = 0; size < 70; ++size) {
    Bytes bytes(size);
    random.fill(bytes);
    EXPECT_EQ(base32_decode(base32_encode(bytes)).value(), bytes);
  }
}

TEST(Base32, OnlyOneTextDecodesToTheSameBytes) {
  EXPECT_FALSE(base32_decode("ZX"));   // bits behind the last byte
  EXPECT_FALSE(base32_decode("ZW0"));  // a digit that adds no byte
  EXPECT_FALSE(base32_decode("Z"));
  EXPECT_FALSE(base32_decode("zw"));
  EXPECT_FALSE(base32_decode("U0"));
}

TEST(FoldTyped, ReadsWhatTiredPeopleType) {
  EXPECT_EQ(fold_typed(" o0-iIlL1 \tab\r\n").value(), "0011111AB");
  EXPECT_EQ(fold_typed("ＡｂＯ０　１ー２－３").value(), "AB00123");
  EXPECT_EQ(fold_typed("").value(), "");
}

TEST(FoldTyped, RefusesOtherCharacters) {
  for (const char* typed : {"AU", "A!", "あ", "A\xef", "\xef\xbc", "Ｕ", "A\xef\xbf\xbf", "é"}) {
    const auto digits = fold_typed(typed);
    ASSERT_FALSE(digits) << typed;
    EXPECT_TRUE(digits.error().is(CryptoError::Mistyped));
  }
}

TEST(Code, SurvivesGroupsCaseAndSpaces) {
  const Bytes bytes = copy(as_bytes("an invitation"));
  const std::string digits = code_encode(kDomain, bytes);
  std::string lower = in_groups(digits, 5);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_EQ(code_decode(kDomain, digits).value(), bytes);
  EXPECT_EQ(code_decode(kDomain, lower + "\n").value(), bytes);
}

TEST(Code, EveryChangedDigitIsFound) {
  const std::string digits = code_encode(kDomain, as_bytes("an invitation"));
  for (std::size_t i = 0; i < digits.size(); ++i) {
    std::string changed = digits;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(code_decode(kDomain, changed)) << i;
    EXPECT_FALSE(code_decode(kDomain, digits.substr(0, i))) << i;
  }
}

TEST(Code, OfAnotherDomainIsRefused) {
  EXPECT_FALSE(code_decode("tasuki/1/test-other", code_encode(kDomain, as_bytes("an invitation"))));
}

TEST(Groups, HaveHyphensBetweenThem) {
  EXPECT_EQ(in_groups("ABCDEFG", 3), "ABC-DEF-G");
  EXPECT_EQ(in_groups("ABCDEF", 3), "ABC-DEF");
  EXPECT_EQ(in_groups("", 3), "");
}

}  // namespace
}  // namespace tasuki::crypto
