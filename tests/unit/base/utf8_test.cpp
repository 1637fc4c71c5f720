#include "core/base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tasuki {
namespace {

TEST(Utf8, TakesWhatPeopleWrite) {
  for (const std::string_view text :
       {"", "plain", "斎藤と齋藤", "半角ｶﾅ", "🙂", "\xf4\x8f\xbf\xbf", "\xc2\x80", "\xe0\xa0\x80"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, RefusesEverythingThatIsNotWellFormed) {
  const std::string_view bad[] = {
      "\x80",              // a continuation alone
      "\xc0\xaf",          // overlong slash, two bytes
      "\xc1\xbf",          // overlong
      "\xe0\x9f\xbf",      // overlong, three bytes
      "\xf0\x8f\xbf\xbf",  // overlong, four bytes
      "\xed\xa0\x80",      // a surrogate
      "\xed\xbf\xbf",      // a surrogate
      "\xf4\x90\x80\x80",  // above U+10FFFF
      "\xf5\x80\x80\x80",  // no such lead
      "\xff",              // no such lead
      "\xe6\x96",          // cut short
      "a\xe6\x96",         // cut short behind something good
      "\xe6\x96(",         // third byte is no continuation
      "\xe6(\x8e",         // second byte is no continuation
      "\xf0\x9f\x99",      // cut short, four bytes
  };
  for (const auto text : bad) EXPECT_FALSE(is_utf8(text));
}

TEST(Utf8, EveryCodePointIsTakenAndEverySurrogateRefused) {
  for (std::uint32_t point = 0; point <= 0x10ffff; point += point < 0x11000 ? 1 : 251) {
    std::string text;
    const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
      put(point);
    } else if (point < 0x800) {
      put(0xc0 | point >> 6), put(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      put(0xe0 | point >> 12), put(0x80 | (point >> 6 & 0x3f)), put(0x80 | (point & 0x3f));
    } else {
      put(0xf0 | point >> 18), put(0x80 | (point >> 12 & 0x3f)), put(0x80 | (point >> 6 & 0x3f)),
          put(0x80 | (point & 0x3f));
    }
    ASSERT_EQ(is_utf8(text), point < 0xd800 || point > 0xdfff) << point;
  }
}

TEST(Utf8, ControlCharactersAreSeen) {
  EXPECT_TRUE(has_control_character("a\nb"));
  EXPECT_TRUE(has_control_character("\x1b[2J"));
  EXPECT_TRUE(has_control_character("\x7f"));
  EXPECT_FALSE(has_control_character("Aさん 🙂"));
}

}  // namespace
}  // namespace tasuki
