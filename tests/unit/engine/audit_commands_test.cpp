#include "core/engine/commands/audit_commands.hpp"

#include <gmock/gmock.h>

#include "core/audit/export_check.hpp"
#include "core/audit/trail.hpp"
#include "core/base/protobuf.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::engine {
namespace {

using proto::api::Request;
using proto::api::Response;
using test::WorldAgency;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

constexpr const char* kBody = "眠れていないCANARY-BODY";

/// The office and the hospital have met and share a team; the person lets the hospital know about symptoms.
class AuditTest : public testing::Test {
 protected:
  AuditTest() {
    office.pair_with(hospital);
    team = office.found_team({&hospital});
    office.consent(team, {"symptoms"}, {&hospital});
  }
  std::string sent_and_opened() {
    const auto message = office.send(team, kBody);
    EXPECT_EQ(hospital.act(message, "open").act().state(), "opened");
    return message;
  }
  /// A request of somebody else than the administrator; the first answer.
  Response ask_as(const std::string& token, Request request) {
    request.set_number(1);
    request.set_token(token);
    return *parse_message<Response>(office.node().call(serialize_message(request)).at(0));
  }
  std::string log_in(const std::string& staff, const std::string& passphrase) {
    Request request;
    request.mutable_login()->set_staff(staff);
    request.mutable_login()->set_passphrase(passphrase);
    return ask_as("", request).login().token();
  }
  static std::vector<Response> disclosures_of(WorldAgency& agency) {
    Request request;
    request.mutable_disclosures();
    auto lines = agency.ask(request);
    EXPECT_TRUE(lines.back().last() && lines.back().has_done());
    lines.pop_back();
    return lines;
  }
  static proto::api::AuditVerifyAnswer verified(WorldAgency& agency) {
    Request request;
    request.mutable_audit_verify();
    return agency.ask(request).at(0).audit_verify();
  }
  /// It comes in parts.
  static proto::api::ReportAnswer whole_report(WorldAgency& agency, Request request) {
    proto::api::ReportAnswer whole;
    for (const auto& part : agency.ask(request)) whole.MergeFrom(part.report());
    return whole;
  }
  static Bytes exported(WorldAgency& agency) {
    Request request;
    request.mutable_audit_export();
    Bytes file;
    for (const auto& piece : agency.ask(request)) append(file, as_bytes(piece.audit_chunk().data()));
    return file;
  }
  /// How often each kind of entry is in the trail.
  static std::map<std::string, int> kinds(WorldAgency& agency) {
    std::map<std::string, int> counts;
    agency.node().prepare([&](Transaction& transaction) {
      for (std::uint64_t number = 1; const auto open = audit::find_entry(transaction, number); ++number) {
        ++counts[open->entry.kind];
      }
    });
    return counts;
  }

  test::World world;
  WorldAgency hospital{world, "hospital"};
  WorldAgency office{world, "office", "consultation-support"};
  std::string team;
};

TEST_F(AuditTest, WhoReceivedWhatIsListedWithTheReceipts) {
  const auto message = sent_and_opened();
  const auto lines = disclosures_of(office);
  ASSERT_EQ(lines.size(), 1u);
  const auto& line = lines[0].disclosure();
  EXPECT_EQ(to_hex(as_bytes(line.message_id())), message);
  EXPECT_EQ(line.to_agency_name(), "hospital");
  EXPECT_EQ(line.category(0), "symptoms");
  EXPECT_EQ(line.legal_basis(), "consent");
  EXPECT_EQ(line.consent_size(), 1);
  EXPECT_EQ(line.state(), "opened");
  EXPECT_EQ(line.opened_by(), "管理 一郎");
  EXPECT_EQ(line.from_staff(), "管理 一郎");
  EXPECT_GT(line.delivered_at(), 0);
  EXPECT_GT(line.opened_at(), 0);
}

TEST_F(AuditTest, TheListIsFilteredByTeamRecipientAndTime) {
  sent_and_opened();
  Request request;
  request.mutable_disclosures()->set_to(office.id().hex());
  EXPECT_EQ(office.ask(request).size(), 1u);
  request.mutable_disclosures()->set_to(hospital.id().hex());
  request.mutable_disclosures()->set_team(team);
  EXPECT_EQ(office.ask(request).size(), 2u);
  request.mutable_disclosures()->set_until(to_millis(office.node().clock().now()) - 60'000);
  EXPECT_EQ(office.ask(request).size(), 1u);
  request.mutable_disclosures()->set_team("ffffffff");
  EXPECT_EQ(office.ask(request).at(0).error().code(), "unknown-team");
}

TEST_F(AuditTest, BothTrailsHoldWhatHappenedAndAreSound) {
  sent_and_opened();
  EXPECT_THAT(kinds(office),
              testing::AllOf(Contains(Pair("disclosure", 1)), Contains(Pair("receipt-received", 2)),
                             Contains(Pair("invitation", 1)), Contains(Pair("team", 2)),
                             Contains(Pair("consent", 1)), Contains(Pair("login", 1))));
  EXPECT_THAT(kinds(hospital),
              testing::AllOf(Contains(Pair("receipt-given", 2)), Contains(Pair("consent", 1)),
                             Contains(Pair("contact-paired", 1)), Contains(Pair("store-created", 1))));
  for (WorldAgency* agency : {&office, &hospital}) {
    const auto report = verified(*agency);
    EXPECT_TRUE(report.ok()) << report.reason() << " " << report.first_bad_entry();
    EXPECT_GT(report.entries(), 5u);
    EXPECT_EQ(report.head().size(), 32u);
  }
}

TEST_F(AuditTest, ARefusedSendingLeavesItsTrace) {
  EXPECT_EQ(office.send(team, kBody, "money"), "");
  EXPECT_THAT(kinds(office), Contains(Pair("sending-denied", 1)));
  EXPECT_TRUE(disclosures_of(office).empty());
}

TEST_F(AuditTest, AFailedLoginLeavesItsTrace) {
  EXPECT_EQ(log_in("管理 一郎", "wrong"), "");
  EXPECT_THAT(kinds(office), Contains(Pair("login-failed", 1)));
}

TEST_F(AuditTest, AnAlteredEntryIsNamed) {
  sent_and_opened();
  office.node().prepare([](Transaction& transaction) {
    Bytes key;
    append_u64(key, 3);
    auto row = *transaction.get(Table::Audit, key);
    row[row.size() / 2] ^= 1;
    transaction.put(Table::Audit, key, row);
  });
  const auto report = verified(office);
  EXPECT_FALSE(report.ok());
  EXPECT_EQ(report.first_bad_entry(), 3u);
  EXPECT_THAT(report.reason(), testing::StartsWith("entry-"));
}

TEST_F(AuditTest, TheExportHoldsWithoutANodeAndHoldsNoBody) {
  sent_and_opened();
  for (WorldAgency* agency : {&office, &hospital}) {
    const Bytes file = exported(*agency);
    const auto report = audit::check_export(file);
    EXPECT_TRUE(report.report.ok()) << audit::fault_code(
        report.report.finding.value_or(audit::Finding{}).fault);
    EXPECT_EQ(report.agency, agency->id());
    EXPECT_EQ(report.records, 5u);  // founding, member, consent, two receipts
    EXPECT_THAT(to_string(file), Not(HasSubstr("CANARY")));
    EXPECT_THAT(to_string(file), Not(HasSubstr("Aさん")));
    EXPECT_THAT(kinds(*agency), Contains(Pair("export", 1)));
  }
}

TEST_F(AuditTest, TheReportTellsThePersonWhatBothSidesKnow) {
  sent_and_opened();
  Request request;
  request.mutable_audit_report()->set_team(team);
  for (WorldAgency* agency : {&office, &hospital}) {
    const auto report = whole_report(*agency, request);
    ASSERT_EQ(report.disclosure_size(), 1);
    EXPECT_EQ(report.disclosure(0).from_agency_name(), "office");
    EXPECT_EQ(report.disclosure(0).to_agency_name(), "hospital");
    EXPECT_EQ(report.disclosure(0).state(), "opened");
    ASSERT_EQ(report.consent_size(), 1);
    EXPECT_EQ(report.consent(0).state(), "active");
    EXPECT_EQ(report.team().person(), "Aさん");
    EXPECT_EQ(report.team().member_size(), 2);
    EXPECT_TRUE(report.audit().ok());
    EXPECT_THAT(report.SerializeAsString(), Not(HasSubstr("CANARY")));
    EXPECT_THAT(kinds(*agency), Contains(Pair("report", 1)));
  }
}

TEST_F(AuditTest, NoFrameOfAReportGrowsWithTheHistory) {
  constexpr int kMessages = 70;
  for (int i = 0; i < kMessages; ++i) office.send(team, kBody);
  Request request;
  request.mutable_audit_report()->set_team(team);
  const auto parts = office.ask(request);
  ASSERT_EQ(parts.size(), 5u) << "the beginning, two of disclosures, one of consents, the end";
  EXPECT_TRUE(parts[0].report().has_audit());
  EXPECT_EQ(parts[0].report().disclosure_size() + parts[0].report().consent_size(), 0);
  EXPECT_EQ(parts[1].report().disclosure_size(), 64);
  EXPECT_EQ(parts[2].report().disclosure_size(), kMessages - 64);
  EXPECT_EQ(parts[3].report().consent_size(), 1);
  EXPECT_TRUE(parts[4].last() && parts[4].has_done());
}

TEST_F(AuditTest, AnAuditorReadsTheAuditAndNothingElse) {
  sent_and_opened();
  Request request;
  request.mutable_staff_add()->set_name("監査 花子");
  request.mutable_staff_add()->set_profession("other");
  request.mutable_staff_add()->set_role("auditor");
  request.mutable_staff_add()->set_passphrase("another passphrase");
  ASSERT_TRUE(office.ask(request).at(0).has_staff());
  const auto token = log_in("監査 花子", "another passphrase");
  ASSERT_FALSE(token.empty());
  const auto answer = [&](auto choose) {
    Request wanted;
    choose(wanted);
    return ask_as(token, wanted);
  };
  EXPECT_TRUE(answer([](Request& r) { r.mutable_disclosures(); }).has_disclosure());
  EXPECT_TRUE(answer([](Request& r) { r.mutable_audit_verify(); }).audit_verify().ok());
  EXPECT_TRUE(answer([](Request& r) { r.mutable_audit_export(); }).has_audit_chunk());
  EXPECT_TRUE(answer([&](Request& r) { r.mutable_audit_report()->set_team(team); }).has_report());
  EXPECT_EQ(answer([](Request& r) { r.mutable_inbox(); }).error().code(), "not-allowed");
  EXPECT_EQ(answer([](Request& r) { r.mutable_search()->set_text("眠れ"); }).error().code(), "not-allowed");
}

TEST_F(AuditTest, NobodyReadsItWithoutALogin) {
  Request request;
  request.mutable_audit_export();
  EXPECT_EQ(ask_as("", request).error().code(), "not-logged-in");
}

}  // namespace
}  // namespace tasuki::engine
