#include "core/record/governance.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "proto/records.pb.h"
#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

namespace pb = proto::record;
using test::TestAgency;

class GovernanceTest : public ::testing::Test {
 protected:
  Result<GovernanceRecord> read(Kind kind, Bytes payload) {
    return read_governance(
        office.state(kind, kind == Kind::TeamFounding ? TeamId() : team, std::move(payload)));
  }
  Result<GovernanceRecord> read(const Statement& statement) {
    return read(kind_of(statement), write_governance(statement, {parent}, from_millis(7)));
  }
  pb::Consent consent_message() const {
    pb::Consent message;
    message.add_parent(parent.str());
    message.add_category("symptoms");
    message.add_recipient(office.id().str());
    message.set_purpose("care");
    message.set_obtained("written");
    return message;
  }
  Result<GovernanceRecord> read(const pb::Consent& message) {
    return read(Kind::Consent, serialize_message(message));
  }

  TestAgency office{1};
  const TeamId team = *TeamId::from(Bytes(32, 7));
  const RecordId parent = *RecordId::from(Bytes(32, 9));
};

TEST_F(GovernanceTest, EveryStatementIsReadBackUnderItsKind) {
  const std::vector<Statement> statements{
      TeamFounding{1},
      MemberAdd{office.id()},
      MemberRemove{office.id()},
      CoordinatorHandover{office.id(), 3},
      CoordinatorReplacement{office.id(), 4},
      Consent{.categories = {"money"}, .recipients = {office.id()}, .obtained = "proxy"},
      Confirmation{parent},
      Refusal{.categories = {"money"}, .recipients = {office.id()}},
      Withdrawal{parent},
      RefusalLift{parent},
      RulesRaise{2},
      UrgencyAgreement{.situations = {{"violence", true, {"risk"}}}, .emergency_number = "119"},
      Roster{.entries = {{"night", office.id(), "045-000-0000"}}}};
  for (const auto& statement : statements) {
    const auto record = read(statement);
    ASSERT_TRUE(record) << statement.index();
    EXPECT_EQ(record->statement.index(), statement.index());
    EXPECT_EQ(record->kind, kind_of(statement));
    EXPECT_TRUE(record->understood);
    EXPECT_EQ(record->stated_at, from_millis(7));
    EXPECT_EQ(record->parents.empty(), record->kind == Kind::TeamFounding);
  }
}

TEST_F(GovernanceTest, AConsentKeepsItsScopeAndPeriod) {
  const Consent consent{.categories = {"money", "symptoms"},
                        .recipients = {office.id()},
                        .purpose = "care",
                        .from = from_millis(1000),
                        .until = from_millis(2000),
                        .obtained = "written",
                        .obtained_on = from_millis(500)};
  const auto read_back = std::get<Consent>(read(consent)->statement);
  EXPECT_EQ(read_back.categories, consent.categories);
  EXPECT_EQ(read_back.recipients, consent.recipients);
  EXPECT_EQ(read_back.from, consent.from);
  EXPECT_EQ(read_back.until, consent.until);
  EXPECT_EQ(read_back.obtained_on, consent.obtained_on);
}

TEST_F(GovernanceTest, BrokenPayloadsAreRefused) {
  auto message = consent_message();
  ASSERT_TRUE(read(message));
  const std::vector<std::function<void(pb::Consent&)>> breaks{
      [](pb::Consent& m) { m.clear_parent(); },
      [](pb::Consent& m) { m.add_parent("short"); },
      [](pb::Consent& m) { m.clear_category(); },
      [](pb::Consent& m) { m.add_category("Not A Code"); },
      [](pb::Consent& m) { m.clear_recipient(); },
      [](pb::Consent& m) { m.add_recipient("short"); },
      [](pb::Consent& m) { m.clear_purpose(); },
      [](pb::Consent& m) { m.clear_obtained(); },
      [](pb::Consent& m) {
        for (int i = 0; i < 257; ++i) m.add_recipient(std::string(32, 'a'));
      },
      [](pb::Consent& m) {
        for (int i = 0; i < 65; ++i) m.add_category("a");
      },
      [](pb::Consent& m) {
        for (int i = 0; i < 256; ++i) m.add_parent(std::string(32, 'a'));
      },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto broken = consent_message();
    breaks[i](broken);
    EXPECT_TRUE(read(broken).error().is(RecordError::Malformed)) << i;
  }
  EXPECT_FALSE(read(Kind::TeamFounding, Bytes{0x10, 1}));
  EXPECT_FALSE(read(Kind::Message, Bytes{1}));
  EXPECT_FALSE(read(CoordinatorHandover{office.id(), 0}));
}

TEST_F(GovernanceTest, AnUnknownFieldOrCodeIsKeptAndNotUnderstood) {
  auto message = consent_message();
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(99, 1);
  EXPECT_FALSE(read(message)->understood);
  message = consent_message();
  message.set_obtained("by-telepathy");
  EXPECT_FALSE(read(message)->understood);
  EXPECT_TRUE(std::holds_alternative<Consent>(read(message)->statement));
}

TEST_F(GovernanceTest, AnUnknownKindStillNamesItsParents) {
  const auto payload = write_governance(MemberAdd{office.id()}, {parent}, from_millis(7));
  const auto record = read(Kind{40}, payload);
  ASSERT_TRUE(record);
  EXPECT_FALSE(record->understood);
  EXPECT_TRUE(std::holds_alternative<UnknownStatement>(record->statement));
  EXPECT_EQ(record->parents, std::vector{parent});
  EXPECT_FALSE(read(Kind{40}, Bytes{0x08, 1}));
}

TEST_F(GovernanceTest, ALaterVersionIsNotUnderstood) {
  auto record =
      office.state(Kind::MemberAdd, team, write_governance(MemberAdd{office.id()}, {parent}, from_millis(7)));
  record.record.version = 2;
  EXPECT_FALSE(read_governance(record)->understood);
  EXPECT_TRUE(std::holds_alternative<UnknownStatement>(read_governance(record)->statement));
}

}  // namespace
}  // namespace tasuki::record
