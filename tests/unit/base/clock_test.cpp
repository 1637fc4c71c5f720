#include "core/base/clock.hpp"

#include <gtest/gtest.h>

namespace tasuki {
namespace {

TEST(Rfc3339, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(from_millis(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(from_millis(1'771'000'000'123)), "2026-02-13T16:26:40.123Z");
}

TEST(Rfc3339, ReadsOffsetsAndFractions) {
  EXPECT_EQ(from_rfc3339("2026-02-14T01:26:40+09:00"), from_millis(1'771'000'000'000));
  EXPECT_EQ(from_rfc3339("2026-02-13T16:26:40.5Z"), from_millis(1'771'000'000'500));
  EXPECT_EQ(from_rfc3339("2026-02-13T16:26:40.123456Z"), from_millis(1'771'000'000'123));
}

TEST(Rfc3339, RefusesATimeThatItsOffsetLeadsOutOfTheYearsItCanWrite) {
  EXPECT_FALSE(from_rfc3339("9999-12-31T23:59:59-23:59"));
  EXPECT_FALSE(from_rfc3339("0000-01-01T00:00:00+00:01"));
  EXPECT_TRUE(from_rfc3339("9999-12-31T23:59:59.999Z"));
}

TEST(Rfc3339, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026-02-30T00:00:00Z", "2026-02-13", "2026-02-13T24:00:00Z", "2026-02-13T16:26:40",
        "2026-02-13T16:26:40Zx", "2026-02-13T16:26:40.Z", "2026-2-13T16:26:40Z"}) {
    EXPECT_FALSE(from_rfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace tasuki
