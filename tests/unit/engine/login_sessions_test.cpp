#include "core/engine/commands/login_sessions.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;

class LoginSessionsTest : public testing::Test {
 protected:
  LoginSession session(Role role = Role::Staff, std::uint8_t seed = 1) {
    auto key = crypto::SigningKey::from_seed(Bytes(32, seed));
    StaffAccount account;
    account.id = *StaffId::from(key.public_key().bytes());
    account.role = role;
    std::optional<crypto::SigningKey> root;
    if (role == Role::Admin) root = crypto::SigningKey::from_seed(Bytes(32, 99));
    return {account, std::move(key), std::move(root)};
  }
  LoginToken open(std::uint8_t seed = 1) {
    return sessions.open(random, kUid, session(Role::Staff, seed), now);
  }
  std::string_view state(const LoginToken& token, std::uint32_t uid = kUid) {
    const auto found = sessions.find(token.bytes(), uid, now);
    return found ? "open" : found.error().name();
  }

  static constexpr std::uint32_t kUid = 1000;
  test::SeededRandom random{1};
  LoginSessions sessions{15min};
  Duration now = 500s;
};

TEST_F(LoginSessionsTest, ATokenFindsItsSession) {
  const auto token = open(7);
  const auto found = sessions.find(token.bytes(), kUid, now);
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)->key().public_key(), crypto::SigningKey::from_seed(Bytes(32, 7)).public_key());
  EXPECT_EQ((*found)->root_key(), nullptr);
}

TEST_F(LoginSessionsTest, AnotherTokenOrNoneFindsNothing) {
  open();
  EXPECT_EQ(state(random.id<LoginToken>()), "not-logged-in");
  EXPECT_FALSE(sessions.find({}, kUid, now));
}

TEST_F(LoginSessionsTest, AnotherUsersTokenFindsNothingAndDoesNotKeepTheSessionAwake) {
  const auto token = open();
  now += 10min;
  EXPECT_EQ(state(token, kUid + 1), "not-logged-in");
  now += 5min;
  EXPECT_EQ(state(token), "session-expired");
}

TEST_F(LoginSessionsTest, ASessionEndsExactlyAtItsIdleLimit) {
  const auto token = open();
  now += 15min - 1ms;
  EXPECT_EQ(state(token), "open");
  now += 15min - 1ms;
  EXPECT_EQ(state(token), "open");
  now += 15min;
  EXPECT_EQ(state(token), "session-expired");
  EXPECT_EQ(sessions.size(), 0u);
}

TEST_F(LoginSessionsTest, KeysOfIdleSessionsGoWithoutAnybodyAsking) {
  open();
  now += 5min;
  const auto later = open(2);
  EXPECT_EQ(sessions.next_expiry(), 500s + 15min);
  sessions.expire(500s + 15min);
  EXPECT_EQ(sessions.size(), 1u);
  EXPECT_EQ(sessions.next_expiry(), 500s + 20min);
  EXPECT_EQ(state(later), "open");
}

TEST_F(LoginSessionsTest, LogoutEndsOneSessionOnly) {
  const auto one = open();
  const auto other = open();
  sessions.close(*sessions.find(one.bytes(), kUid, now).value());
  EXPECT_EQ(state(one), "not-logged-in");
  EXPECT_EQ(state(other), "open");
}

TEST_F(LoginSessionsTest, ADisabledPersonLosesAllSessionsAndNobodyElseDoes) {
  const auto one = open(1);
  const auto two = open(1);
  const auto others = open(2);
  sessions.close_all_of(session(Role::Staff, 1).staff());
  EXPECT_EQ(state(one), "not-logged-in");
  EXPECT_EQ(state(two), "not-logged-in");
  EXPECT_EQ(state(others), "open");
}

TEST_F(LoginSessionsTest, TheSeventeenthSessionEndsTheIdlestOfThatPerson) {
  const auto others = open(2);
  const auto first = open();
  std::vector<LoginToken> rest;
  for (int i = 1; i < 16; ++i) {
    now += 1s;
    rest.push_back(open());
  }
  now += 1s;
  EXPECT_EQ(state(first), "open");
  open();
  EXPECT_EQ(state(first), "open");
  EXPECT_EQ(state(rest.front()), "not-logged-in");
  EXPECT_EQ(state(others), "open");
}

struct Right {
  Role role;
  Access access;
  bool allowed;
};
class RightsTest : public testing::TestWithParam<Right> {};

TEST_P(RightsTest, AreAsTheCommandLineSays) {
  EXPECT_EQ(may(GetParam().role, GetParam().access), GetParam().allowed);
}

INSTANTIATE_TEST_SUITE_P(
    All, RightsTest,
    testing::Values(Right{Role::Staff, Access::LoggedIn, true}, Right{Role::Staff, Access::Care, true},
                    Right{Role::Staff, Access::Admin, false}, Right{Role::Admin, Access::LoggedIn, true},
                    Right{Role::Admin, Access::Care, true}, Right{Role::Admin, Access::Admin, true},
                    Right{Role::Auditor, Access::LoggedIn, true}, Right{Role::Auditor, Access::Care, false},
                    Right{Role::Auditor, Access::Admin, false}));

}  // namespace
}  // namespace tasuki::engine
