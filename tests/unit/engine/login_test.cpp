#include "core/engine/commands/login.hpp"

#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "core/engine/engine.hpp"
#include "tests/support/command_rig.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using test::CommandRig;

class LoginTest : public testing::Test {
 protected:
  std::string login(const std::string& staff, const std::string& passphrase,
                    std::uint32_t uid = CommandRig::kUid) {
    const auto response = rig.ask(CommandRig::login_request(staff, passphrase), uid);
    return response.has_login() ? "open" : response.error().code();
  }
  std::string whoami(const std::string& token, std::uint32_t uid = CommandRig::kUid) {
    Request request;
    request.set_token(token);
    request.mutable_whoami();
    const auto response = rig.ask(request, uid);
    return response.has_staff() ? response.staff().name() : response.error().code();
  }

  CommandRig rig;
  const std::string administrator = "管理 一郎";
};

TEST_F(LoginTest, TheRightPassphraseGivesATokenAndSaysWhoItIs) {
  const auto response = rig.ask(CommandRig::login_request(administrator, "passphrase"));
  ASSERT_TRUE(response.has_login());
  EXPECT_EQ(response.login().token().size(), 32u);
  EXPECT_EQ(response.login().staff().staff_id(), rig.created().administrator.str());
  EXPECT_EQ(response.login().staff().role(), "admin");
  EXPECT_EQ(response.login().idle_limit_ms(), 15 * 60 * 1000);
  EXPECT_EQ(whoami(response.login().token()), administrator);
}

TEST_F(LoginTest, AnIdOrItsPrefixIsAsGoodAsTheName) {
  const auto id = rig.created().administrator.hex();
  EXPECT_EQ(login(id, "passphrase"), "open");
  EXPECT_EQ(login(id.substr(0, 6), "passphrase"), "open");
}

TEST_F(LoginTest, AWrongPassphraseAndAnUnknownNameAreAnsweredAlikeAfterTheSameWork) {
  EXPECT_EQ(login(administrator, "Passphrase"), "wrong-passphrase");
  EXPECT_EQ(rig.derivations(), 1u);
  EXPECT_EQ(login("誰か", "passphrase"), "wrong-passphrase");
  EXPECT_EQ(rig.derivations(), 2u);
  EXPECT_EQ(login("", ""), "wrong-passphrase");
  EXPECT_EQ(rig.derivations(), 3u);
}

TEST_F(LoginTest, WhoeverGuessesWaitsWhetherTheNameExistsOrNot) {
  for (const auto* name : {"管理 一郎", "誰か"}) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(login(name, "guess"), "wrong-passphrase");
    const auto derivations = rig.derivations();
    EXPECT_EQ(login(name, "passphrase"), "too-many-attempts");
    EXPECT_EQ(rig.derivations(), derivations);
  }
  EXPECT_EQ(login(administrator, "passphrase", CommandRig::kUid + 1), "open");
  rig.clock().advance(1s);
  EXPECT_EQ(login(administrator, "passphrase"), "open");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(login(administrator, "guess"), "wrong-passphrase");
}

TEST_F(LoginTest, ATokenIsGoodForItsOwnUserOnly) {
  const auto token = rig.log_in_administrator();
  EXPECT_EQ(whoami(token, CommandRig::kUid + 1), "not-logged-in");
  EXPECT_EQ(whoami(token), administrator);
}

TEST_F(LoginTest, WithoutATokenNobodyIsLoggedIn) {
  EXPECT_EQ(whoami(""), "not-logged-in");
  EXPECT_EQ(whoami(std::string(32, '\0')), "not-logged-in");
}

TEST_F(LoginTest, AnIdleSessionExpiresAndABusyOneDoesNot) {
  const auto token = rig.log_in_administrator();
  for (int i = 0; i < 4; ++i) {
    rig.clock().advance(14min);
    EXPECT_EQ(whoami(token), administrator);
  }
  rig.clock().advance(15min);
  EXPECT_EQ(whoami(token), "session-expired");
}

TEST_F(LoginTest, AJumpOfTheWallClockEndsNoSession) {
  const auto token = rig.log_in_administrator();
  rig.clock().set(rig.clock().now() + 24h);
  EXPECT_EQ(whoami(token), administrator);
}

TEST_F(LoginTest, LogoutEndsTheSession) {
  Request request;
  request.set_token(rig.log_in_administrator());
  request.mutable_logout();
  EXPECT_TRUE(rig.ask(request).has_logout());
  EXPECT_EQ(whoami(request.token()), "not-logged-in");
}

TEST_F(LoginTest, LoginsAndFailedOnesAndLogoutsAreOnTheTrailWithoutWhatWasTyped) {
  login("秘密の名前", "秘密の言葉");
  for (int i = 0; i < 4; ++i) login(administrator, "秘密の言葉");
  login(rig.created().administrator.hex(), "passphrase", CommandRig::kUid + 1);
  Request request;
  request.set_token(rig.log_in("管理 一郎", "passphrase"));
  rig.clock().advance(1s);
  request.set_token(rig.log_in_administrator());
  request.mutable_logout();
  rig.ask(request);

  std::vector<std::string> kinds;
  auto& transaction = rig.store().begin();
  const auto last = audit::tail(transaction).number;
  for (std::uint64_t number = 3; number <= last; ++number) {  // behind those of `init`
    const auto found = audit::find_entry(transaction, number).value();
    kinds.push_back(found.entry.kind +
                    (found.entry.facts.empty() ? "" : ":" + found.entry.facts.front().code));
  }
  rig.store().rollback();
  EXPECT_EQ(kinds, (std::vector<std::string>{"login-failed:wrong-passphrase", "login-failed:wrong-passphrase",
                                             "login-failed:wrong-passphrase", "login-failed:wrong-passphrase",
                                             "login-failed:too-many-attempts", "login",
                                             "login-failed:too-many-attempts", "login", "logout"}));
  EXPECT_EQ(rig.store().dump().find("秘密"), std::string::npos);
}

TEST_F(LoginTest, AMalformedRequestIsAnswered) {
  Effects effects;
  run_command(rig.desk(), rig.store().begin(), {ClientId{1}, 1, Bytes{0xff}}, effects);
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<Answer>(effects[0]));
}

/// Throws as a bug of ours would, once it is told to.
class FailingRandom final : public Random {
 public:
  void fill(MutableByteView bytes) override {
    if (fails) throw std::logic_error("ours");
    sound_.fill(bytes);
  }
  bool fails = false;

 private:
  test::SeededRandom sound_{1};
};

TEST(LoginInTheEngine, ABugBehindTheKeyIsToldToWhoeverWaits) {
  FailingRandom random;
  const test::ManualClock clock;
  test::MemoryStore store;
  const auto created = test::prepare_agency(store.begin(), random, clock.now());
  store.commit().value();
  Engine engine(clock, random, {});
  Effects effects;
  ASSERT_TRUE(engine.start(store.begin(), effects));
  store.commit().value();
  auto login = CommandRig::login_request(created.administrator.hex(), "passphrase");
  login.set_number(41);
  Transaction& transaction = store.begin();
  effects.clear();
  engine.handle(transaction, Command{ClientId{7}, 1000, copy(as_bytes(login.SerializeAsString()))}, effects);
  ASSERT_EQ(effects.size(), 1u);
  const auto& wanted = std::get<Derive>(effects[0]);
  auto key = crypto::derive(wanted.passphrase.reveal(), wanted.salt, {wanted.ops_limit, wanted.mem_limit});
  random.fails = true;
  Derived derived{wanted.job, wanted.waiting, std::move(*key)};
  engine.handle(transaction, std::move(derived), effects);
  ASSERT_EQ(effects.size(), 2u);
  const auto& answer = std::get<Answer>(effects[1]);
  proto::api::Response response;
  response.ParseFromArray(answer.response.data(), static_cast<int>(answer.response.size()));
  EXPECT_EQ(answer.client, ClientId{7});
  EXPECT_EQ(response.number(), 41u);
  EXPECT_EQ(response.error().code(), "internal");
  store.rollback();
}

}  // namespace
}  // namespace tasuki::engine
