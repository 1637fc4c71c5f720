#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "core/engine/commands/passphrase_command.hpp"
#include "tests/support/command_rig.hpp"

namespace tasuki::engine {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using test::CommandRig;

class OwnPassphrase : public testing::Test {
 protected:
  std::string change(const std::string& token, const std::string& old_one, const std::string& new_one,
                     std::uint32_t uid = CommandRig::kUid) {
    Request request;
    request.set_token(token);
    request.mutable_passphrase_own()->set_passphrase(old_one);
    request.mutable_passphrase_own()->set_new_passphrase(new_one);
    const auto response = rig.ask(std::move(request), uid);
    return response.has_staff() ? "changed" : response.error().code();
  }
  std::string login(const std::string& passphrase, const std::string& staff = "管理 一郎") {
    const auto response = rig.ask(CommandRig::login_request(staff, passphrase));
    return response.has_login() ? "open" : response.error().code();
  }
  bool is_logged_in(const std::string& token) {
    Request request;
    request.set_token(token);
    request.mutable_whoami();
    return rig.ask(std::move(request)).has_staff();
  }
  std::string hire(const std::string& role) {
    Request request;
    request.set_token(rig.log_in_administrator());
    auto& add = *request.mutable_staff_add();
    add.set_name("看護 花子");
    add.set_profession("ward-nurse");
    add.set_role(role);
    add.set_passphrase("hers");
    rig.ask(std::move(request));
    return rig.log_in("看護 花子", "hers");
  }
  std::vector<std::string> trail() {
    std::vector<std::string> lines;
    auto& transaction = rig.store().begin();
    const auto last = audit::tail(transaction).number;
    for (std::uint64_t number = 3; number <= last; ++number) {
      const auto found = audit::find_entry(transaction, number).value();
      lines.push_back(found.entry.kind +
                      (found.entry.facts.empty() ? "" : ":" + found.entry.facts.front().code));
    }
    rig.store().rollback();
    return lines;
  }

  CommandRig rig;
};

TEST_F(OwnPassphrase, IsAnotherOneFromThenOn) {
  EXPECT_EQ(change(rig.log_in_administrator(), "passphrase", "another"), "changed");
  EXPECT_EQ(login("passphrase"), "wrong-passphrase");
  EXPECT_EQ(login("another"), "open");
}

TEST_F(OwnPassphrase, OfAnAdministratorStillOpensTheRootKey) {
  change(rig.log_in_administrator(), "passphrase", "another");
  Request request;
  request.set_token(rig.log_in("管理 一郎", "another"));
  auto& add = *request.mutable_staff_add();
  add.set_name("新人 次郎");
  add.set_profession("psw");
  add.set_role("staff");
  add.set_passphrase("his");
  EXPECT_TRUE(rig.ask(std::move(request)).has_staff());
}

TEST_F(OwnPassphrase, IsEverybodysToChange) {
  EXPECT_EQ(change(hire("staff"), "hers", "hers too"), "changed");
  EXPECT_EQ(login("hers too", "看護 花子"), "open");
  EXPECT_EQ(login("passphrase"), "open") << "nobody else's has changed";
}

TEST_F(OwnPassphrase, IsAnAuditorsToChangeToo) {
  EXPECT_EQ(change(hire("auditor"), "hers", "hers too"), "changed");
}

TEST_F(OwnPassphrase, NeedsTheOldOneThoughTheyAreLoggedIn) {
  const auto token = rig.log_in_administrator();
  EXPECT_EQ(change(token, "guess", "another"), "wrong-passphrase");
  EXPECT_EQ(login("passphrase"), "open");
  EXPECT_EQ(change("", "passphrase", "another"), "not-logged-in");
  EXPECT_EQ(change(token, "passphrase", ""), "empty-passphrase");
}

TEST_F(OwnPassphrase, IsGuessedAsSlowlyAsAtLogin) {
  const auto token = rig.log_in_administrator();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(change(token, "guess", "another"), "wrong-passphrase");
  const auto derivations = rig.derivations();
  EXPECT_EQ(change(token, "passphrase", "another"), "too-many-attempts");
  EXPECT_EQ(login("passphrase"), "too-many-attempts");
  EXPECT_EQ(rig.derivations(), derivations);
  rig.clock().advance(1s);
  EXPECT_EQ(change(token, "passphrase", "another"), "changed");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(login("guess"), "wrong-passphrase") << "they begin anew";
}

TEST_F(OwnPassphrase, EndsTheirOtherSessionsAndNobodyElses) {
  const auto nurse = hire("staff");
  const auto elsewhere = rig.log_in("看護 花子", "hers");
  const auto administrator = rig.log_in_administrator();
  change(nurse, "hers", "hers too");
  EXPECT_TRUE(is_logged_in(nurse));
  EXPECT_FALSE(is_logged_in(elsewhere));
  EXPECT_TRUE(is_logged_in(administrator));
}

TEST_F(OwnPassphrase, IsOnTheTrailWithoutWhatWasTyped) {
  const auto token = rig.log_in_administrator();
  change(token, "秘密の推測", "秘密の言葉");
  change(token, "passphrase", "秘密の言葉");
  EXPECT_EQ(trail(),
            (std::vector<std::string>{"login", "login-failed:wrong-passphrase", "key:own-passphrase"}));
  EXPECT_EQ(rig.store().dump().find("秘密"), std::string::npos);
}

TEST_F(OwnPassphrase, IsWrappedUnderAnotherSaltAtTheSameCost) {
  const auto id = rig.created().administrator;
  const auto before = load_staff(rig.store().begin(), id).value();
  rig.store().rollback();
  change(rig.log_in_administrator(), "passphrase", "passphrase");
  const auto after = load_staff(rig.store().begin(), id).value();
  rig.store().rollback();
  EXPECT_NE(before.staff_key.salt, after.staff_key.salt);
  EXPECT_EQ(before.staff_key.cost, after.staff_key.cost);
  EXPECT_EQ(login("passphrase"), "open");
}

}  // namespace
}  // namespace tasuki::engine
