#include "core/crypto/recovery_code.hpp"

#include <gtest/gtest.h>

#include "core/crypto/base32.hpp"
#include "tests/support/counting_random.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::crypto {
namespace {

class RecoveryCodeTest : public testing::Test {
 protected:
  static Bytes key_of(const RecoveryCode& code) {
    return copy(code.derive(as_bytes("salt"), "tasuki/1/test-recovery").reveal());
  }
  static std::string detail_of(std::string_view typed) {
    const auto parsed = RecoveryCode::parse(typed);
    return parsed ? "accepted" : parsed.error().detail();
  }

  test::SeededRandom random_{5};
  RecoveryCode code_ = RecoveryCode::generate(random_);
  std::string text_ = to_string(code_.reveal_text().reveal());
};

TEST_F(RecoveryCodeTest, IsSixGroupsOfSix) {
  ASSERT_EQ(text_.size(), 41U);
  for (std::size_t i = 6; i < text_.size(); i += 7) EXPECT_EQ(text_[i], '-');
}

TEST_F(RecoveryCodeTest, GivesTheSameKeyWhenTypedAgain) {
  EXPECT_EQ(key_of(RecoveryCode::parse(text_).value()), key_of(code_));
  std::string typed;
  for (const char c : text_) {
    if (c == '0')
      typed += 'o';
    else if (c == '1')
      typed += 'l';
    else if (c != '-')
      typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  EXPECT_EQ(key_of(RecoveryCode::parse(typed).value()), key_of(code_));
}

TEST_F(RecoveryCodeTest, AWrongDigitIsFoundInItsGroup) {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '-') continue;
    for (const char digit : kBase32Alphabet) {
      std::string typed = text_;
      if (typed[i] == digit) continue;
      typed[i] = digit;
      EXPECT_EQ(detail_of(typed), std::to_string(i / 7 + 1)) << typed;
    }
  }
}

TEST_F(RecoveryCodeTest, DigitsThatChangedPlacesAreFound) {
  for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
    std::string typed = text_;
    if (typed[i] == '-' || typed[i + 1] == '-' || typed[i] == typed[i + 1]) continue;
    std::swap(typed[i], typed[i + 1]);
    EXPECT_EQ(detail_of(typed), std::to_string(i / 7 + 1)) << typed;
  }
}

TEST_F(RecoveryCodeTest, GroupsThatChangedPlacesAreFound) {
  const std::string typed = text_.substr(7, 6) + text_.substr(0, 6) + text_.substr(13);
  EXPECT_EQ(detail_of(typed), "1");
}

TEST_F(RecoveryCodeTest, AGroupOfAnotherCodeIsFound) {
  const std::string other = to_string(RecoveryCode::generate(random_).reveal_text().reveal());
  EXPECT_EQ(detail_of(other.substr(0, 7) + text_.substr(7)), "whole");
}

TEST_F(RecoveryCodeTest, SaysWhatElseIsWrong) {
  EXPECT_EQ(detail_of(text_.substr(1)), "length");
  EXPECT_EQ(detail_of(""), "length");
  EXPECT_EQ(detail_of("!" + text_), "character");
}

TEST_F(RecoveryCodeTest, LabelAndSaltSeparateKeys) {
  const Bytes key = key_of(code_);
  EXPECT_NE(copy(code_.derive(as_bytes("salt"), "tasuki/1/test-other").reveal()), key);
  EXPECT_NE(copy(code_.derive(as_bytes("tlas"), "tasuki/1/test-recovery").reveal()), key);
}

TEST(RecoveryCode, IsWrittenAsTheProtocolSays) {
  test::CountingRandom random(0x2a);
  EXPECT_EQ(to_hex(RecoveryCode::generate(random).reveal_text().reveal()),
            test::protocol_example("recovery-code"));
}

}  // namespace
}  // namespace tasuki::crypto
