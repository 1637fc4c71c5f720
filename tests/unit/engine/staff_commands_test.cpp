#include "core/engine/commands/staff_commands.hpp"

#include <gtest/gtest.h>

#include "core/engine/record/countersign.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/record_store.hpp"
#include "tests/support/command_rig.hpp"

namespace tasuki::engine {
namespace {

using proto::api::Request;
using test::CommandRig;

class StaffCommandsTest : public testing::Test {
 protected:
  Request as(const std::string& token) {
    Request request;
    request.set_token(token);
    return request;
  }
  proto::api::Response add(const std::string& token, const std::string& name, const std::string& role,
                           const std::string& profession = "ward-nurse",
                           const std::string& passphrase = "secret") {
    auto request = as(token);
    auto& wanted = *request.mutable_staff_add();
    wanted.set_name(name);
    wanted.set_role(role);
    wanted.set_profession(profession);
    wanted.set_passphrase(passphrase);
    return rig.ask(request);
  }
  std::string disable(const std::string& token, const std::string& staff) {
    auto request = as(token);
    request.mutable_staff_disable()->set_staff(staff);
    const auto response = rig.ask(request);
    if (!response.has_staff()) return response.error().code();
    return response.staff().active() ? "active" : "disabled";
  }
  std::string list(const std::string& token) {
    auto request = as(token);
    request.mutable_staff_list();
    const auto responses = rig.send(request);
    return responses.back().has_done() ? std::to_string(responses.size() - 1)
                                       : responses.back().error().code();
  }
  std::string login(const std::string& staff, const std::string& passphrase = "secret") {
    const auto response = rig.ask(CommandRig::login_request(staff, passphrase));
    return response.has_login() ? "open" : response.error().code();
  }
  template <class Read>
  auto read(Read&& read) {
    auto result = read(rig.store().begin());
    rig.store().rollback();
    return result;
  }

  CommandRig rig;
  std::string admin = rig.log_in_administrator();
};

TEST_F(StaffCommandsTest, ANewPersonIsCertifiedAndCanLogIn) {
  const auto response = add(admin, "看護 花子", "staff");
  ASSERT_TRUE(response.has_staff()) << response.error().code();
  EXPECT_EQ(response.staff().profession(), "ward-nurse");
  EXPECT_EQ(login("看護 花子"), "open");
  const auto account = read([&](Transaction& t) { return find_staff(t, "看護 花子").value(); });
  EXPECT_FALSE(account.root_key);
  const auto certificate =
      read([&](Transaction& t) { return record::find_certificate(t, account.certificate).value(); });
  EXPECT_EQ(certificate.agency, rig.created().agency);
  EXPECT_EQ(certificate.staff, account.id);
  EXPECT_EQ(certificate.role, "staff");
}

TEST_F(StaffCommandsTest, ANewAdministratorCanAddOthersWithTheirOwnPassphrase) {
  add(admin, "管理 次郎", "admin", "psw", "another");
  EXPECT_TRUE(add(rig.log_in("管理 次郎", "another"), "看護 花子", "staff").has_staff());
}

TEST_F(StaffCommandsTest, OnlyAdministratorsAddAndDisable) {
  add(admin, "看護 花子", "staff");
  add(admin, "監査 太郎", "auditor");
  for (const auto* name : {"看護 花子", "監査 太郎"}) {
    const auto token = rig.log_in(name, "secret");
    EXPECT_EQ(add(token, "誰か", "staff").error().code(), "not-allowed");
    EXPECT_EQ(disable(token, "管理 一郎"), "not-allowed");
  }
  EXPECT_EQ(add("", "誰か", "staff").error().code(), "not-logged-in");
  EXPECT_EQ(list(rig.log_in("看護 花子", "secret")), "3");
  EXPECT_EQ(list(rig.log_in("監査 太郎", "secret")), "not-allowed");
}

TEST_F(StaffCommandsTest, WhatCannotBeAPersonIsRefusedBeforeAnyWork) {
  const auto before = rig.derivations();
  EXPECT_EQ(add(admin, "看護 花子", "boss").error().code(), "unknown-code");
  EXPECT_EQ(add(admin, "看護 花子", "staff", "wizard").error().code(), "unknown-code");
  EXPECT_EQ(add(admin, "", "staff").error().code(), "text-too-long");
  EXPECT_EQ(add(admin, "看護 花子", "staff", "ward-nurse", "").error().code(), "empty-passphrase");
  EXPECT_EQ(rig.derivations(), before);
}

TEST_F(StaffCommandsTest, WhoeverIsDisabledIsOutAtOnceAndCannotComeBack) {
  add(admin, "看護 花子", "staff");
  const auto token = rig.log_in("看護 花子", "secret");
  EXPECT_EQ(disable(admin, "看護 花子"), "disabled");
  EXPECT_EQ(list(token), "not-logged-in");
  EXPECT_EQ(login("看護 花子"), "wrong-passphrase");
}

TEST_F(StaffCommandsTest, ACertificateEndsAtTheLastNumberTheAgencyGave) {
  add(admin, "看護 花子", "staff");
  const auto account = read([&](Transaction& t) { return find_staff(t, "看護 花子").value(); });
  auto& transaction = rig.store().begin();
  const auto identity = load_identity(transaction).value();
  test::SeededRandom random(77);
  auto stated = record::make_record(random, record::Kind::Label, random.id<TeamId>(),
                                    {identity.agency, account.certificate}, {});
  record::SignedRecord* const batch[]{&stated};
  record::sign_records(batch, crypto::SigningKey::generate(random));
  countersign(transaction, identity, batch);
  rig.store().commit().value();

  EXPECT_EQ(disable(admin, "看護 花子"), "disabled");
  const auto end =
      read([&](Transaction& t) { return record::find_certificate_end(t, account.certificate).value(); });
  EXPECT_EQ(end.certificate, account.certificate);
  EXPECT_FALSE(end.ends(stated.countersignature->number));
  EXPECT_TRUE(end.ends({1, 2}));
}

TEST_F(StaffCommandsTest, WhatTheSameBatchStatedBeforeStillCounts) {
  add(admin, "看護 花子", "staff");
  const auto account = read([&](Transaction& t) { return find_staff(t, "看護 花子").value(); });
  Effects effects;
  Turn turn{rig.desk(), rig.store().begin(), effects};
  const LoginSession session(account, crypto::SigningKey::from_seed(Bytes(32, 1)), std::nullopt);
  const TeamId team = *TeamId::from(Bytes(32, 2));
  rig.desk().statements.by_node(turn, record::Kind::Label, team, Bytes{1});
  const auto first = rig.desk().statements.by_staff(turn, session, record::Kind::Label, team, Bytes{2});
  auto request = as(admin);
  request.mutable_staff_disable()->set_staff("看護 花子");
  run_command(rig.desk(), turn.transaction,
              {ClientId{1}, CommandRig::kUid, copy(as_bytes(request.SerializeAsString()))}, effects);
  const auto later = rig.desk().statements.by_staff(turn, session, record::Kind::Label, team, Bytes{2});
  rig.desk().statements.sign(turn);

  const auto end = record::find_certificate_end(turn.transaction, account.certificate).value();
  const auto number = [&](const RecordId& id) {
    return record::find_record(turn.transaction, id)->record.countersignature->number;
  };
  EXPECT_FALSE(end.ends(number(first)));
  EXPECT_TRUE(end.ends(number(later)));
}

TEST_F(StaffCommandsTest, DisablingTwiceKeepsTheFirstEnd) {
  add(admin, "看護 花子", "staff");
  EXPECT_EQ(disable(admin, "看護 花子"), "disabled");
  const auto before = rig.store().dump();
  EXPECT_EQ(disable(admin, "看護 花子"), "disabled");
  EXPECT_EQ(rig.store().dump(), before);
}

TEST_F(StaffCommandsTest, TheLastAdministratorStays) {
  EXPECT_EQ(disable(admin, "管理 一郎"), "last-administrator");
  add(admin, "管理 次郎", "admin", "psw", "another");
  EXPECT_EQ(disable(admin, "管理 一郎"), "disabled");
  EXPECT_EQ(list(admin), "not-logged-in");
  EXPECT_EQ(disable(rig.log_in("管理 次郎", "another"), "管理 次郎"), "last-administrator");
}

TEST_F(StaffCommandsTest, AnAdministratorDisabledMeanwhileAddsNobody) {
  add(admin, "管理 次郎", "admin", "psw", "another");
  const auto second = rig.log_in("管理 次郎", "another");
  auto& transaction = rig.store().begin();
  Effects effects;
  Request request = as(second);
  request.mutable_staff_add()->set_name("看護 花子");
  request.mutable_staff_add()->set_role("staff");
  request.mutable_staff_add()->set_profession("ward-nurse");
  request.mutable_staff_add()->set_passphrase("secret");
  run_command(rig.desk(), transaction,
              {ClientId{1}, CommandRig::kUid, copy(as_bytes(request.SerializeAsString()))}, effects);
  rig.store().commit().value();
  ASSERT_EQ(effects.size(), 1u);
  const auto& wanted = std::get<Derive>(effects[0]);
  const auto job = wanted.job;
  const auto waiting = wanted.waiting;
  EXPECT_EQ(disable(admin, "管理 次郎"), "disabled");

  Turn turn{rig.desk(), rig.store().begin(), effects};
  test::SeededRandom random(3);
  rig.desk().jobs.derived(turn, {job, waiting, Secret<32>::random(random)});
  rig.store().commit().value();
  EXPECT_EQ(login("看護 花子"), "wrong-passphrase");
  EXPECT_EQ(list(admin), "2");
}

}  // namespace
}  // namespace tasuki::engine
