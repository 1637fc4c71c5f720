#include "core/engine/commands/login_throttle.hpp"

#include <gtest/gtest.h>

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;

class LoginThrottleTest : public testing::Test {
 protected:
  bool attempt(const crypto::Digest& key) { return throttle.begin(key, now).has_value(); }
  void fail(int times) {
    for (int i = 0; i < times; ++i) ASSERT_TRUE(attempt(nurse));
  }

  LoginThrottle throttle;
  Duration now = 100s;
  const crypto::Digest nurse = LoginThrottle::key_of(1000, as_bytes("nurse"));
};

TEST_F(LoginThrottleTest, ThreeMistakesAreFree) {
  fail(3);
  EXPECT_FALSE(attempt(nurse));
}

TEST_F(LoginThrottleTest, EachFurtherOneWaitsTwiceAsLongUpToAMinute) {
  fail(3);
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    now += wait - 1ms;
    EXPECT_FALSE(attempt(nurse)) << wait.count();
    now += 1ms;
    EXPECT_TRUE(attempt(nurse)) << wait.count();
  }
}

TEST_F(LoginThrottleTest, ItSaysHowManySecondsToWait) {
  fail(3);
  now += 1s;
  fail(1);
  now += 500ms;
  const auto refused = throttle.begin(nurse, now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name(), "too-many-attempts");
  EXPECT_EQ(refused.error().detail(), "2");
}

TEST_F(LoginThrottleTest, WaitingIsNotMadeLongerByTrying) {
  fail(3);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(attempt(nurse));
  now += 1s;
  EXPECT_TRUE(attempt(nurse));
}

TEST_F(LoginThrottleTest, ARightPassphraseForgivesAll) {
  fail(3);
  throttle.succeeded(nurse);
  fail(3);
}

TEST_F(LoginThrottleTest, AnotherUserOrAccountIsNotLockedOut) {
  fail(3);
  EXPECT_FALSE(attempt(nurse));
  EXPECT_TRUE(attempt(LoginThrottle::key_of(1001, as_bytes("nurse"))));
  EXPECT_TRUE(attempt(LoginThrottle::key_of(1000, as_bytes("doctor"))));
}

TEST_F(LoginThrottleTest, MistakesAreForgottenAfterAQuarterOfAnHour) {
  fail(3);
  now += 15min;
  fail(3);
}

TEST_F(LoginThrottleTest, MadeUpNamesDoNotFillTheMemoryNorPushOutAFreshCount) {
  for (std::uint32_t i = 0; i < 5000; ++i) {
    now += 1ms;
    EXPECT_TRUE(attempt(LoginThrottle::key_of(i, as_bytes("made up"))));
    if (i == 4998) fail(2);
  }
  EXPECT_TRUE(attempt(nurse));
  EXPECT_FALSE(attempt(nurse));
}

}  // namespace
}  // namespace tasuki::engine
