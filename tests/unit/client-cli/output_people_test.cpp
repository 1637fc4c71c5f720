#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using test::id;
using test::judged;
using test::millis;
using test::text_of;

TEST(Staff, StandInAlignedColumns) {
  std::vector<api::Response> staff;
  for (const auto* name : {"斎藤 花", "ｻｲﾄｳ", "John"}) {
    auto& one = *staff.emplace_back().mutable_staff();
    one.set_staff_id(id('\x0a'));
    one.set_name(name);
    one.set_profession("psw");
    one.set_role("admin");
    one.set_active(*name != 'J');
  }
  EXPECT_EQ(text_of({"staff", "list"}, staff),
            "ID        名前     職種            役割\n"
            "0a0a0a0a  斎藤 花  精神保健福祉士  管理者\n"
            "0a0a0a0a  ｻｲﾄｳ     精神保健福祉士  管理者\n"
            "0a0a0a0a  John     精神保健福祉士  管理者  停止\n");
}

TEST(Consent, ShowsNamesAndTheLastDayIncluded) {
  api::Response response;
  auto& consent = *response.mutable_consent();
  consent.set_consent_id(id('\xc0'));
  consent.set_kind("consent");
  consent.set_state("active");
  consent.add_category("symptoms");
  consent.add_to(id('\x01'));
  consent.add_to(id('\x02'));
  consent.set_from(millis("2026-02-12T15:00:00Z"));
  consent.set_until(millis("2027-02-12T15:00:00Z"));
  consent.set_obtained("written");
  consent.set_obtained_on(millis("2026-02-10T15:00:00Z"));
  consent.add_attested_by(id('\x01'));
  EXPECT_EQ(
      text_of({"consent", "list", "t"}, {response}, {.agency_names = {{id('\x01'), "さくら精神科病院"}}}),
      "同意  c0c0c0c0  有効\n"
      "  情報区分            病状\n"
      "  提供先              さくら精神科病院、02020202\n"
      "  期間                2026-02-13 から 2027-02-12\n"
      "  取得                2026-02-11  書面\n"
      "  記録・確認した機関  さくら精神科病院\n");
}

TEST(Check, SaysWhatIsMissingAndWhy) {
  api::Response response;
  auto& decision = *response.mutable_decision()->mutable_decision();
  decision.set_name("あおぞら地域活動支援センター");
  decision.set_decision("deny");
  decision.add_missing("symptoms");
  decision.set_reason("no-consent");
  EXPECT_EQ(text_of({"consent", "check", "t", "--category", "symptoms"}, {response}),
            "  あおぞら地域活動支援センター  提供できない  病状: 同意がない\n");
}

TEST(Team, ShowsWhoCoordinates) {
  api::Response response;
  auto& team = *response.mutable_team();
  team.set_team_id(id('\x77'));
  team.set_person("Aさん");
  team.set_coordinator(id('\x02'));
  for (const char which : {'\x01', '\x02'}) {
    auto& member = *team.add_member();
    member.set_agency_id(id(which));
    member.set_name(which == '\x01' ? "さくら精神科病院" : "ひまわり相談支援センター");
    member.set_kind(which == '\x01' ? "psychiatric-hospital" : "consultation-support");
  }
  EXPECT_EQ(text_of({"team", "show", "t"}, {response}),
            "Aさん  77777777\n"
            "  01010101  さくら精神科病院          精神科病院\n"
            "  02020202  ひまわり相談支援センター  相談支援事業所  調整役\n");
}

TEST(Team, ShowsWhatDoesNotCountAndAsksForAnUpdate) {
  api::Response response;
  auto& team = *response.mutable_team();
  team.set_team_id(id('\x77'));
  team.set_person("Aさん");
  team.set_undecidable(true);
  auto& ignored = *team.add_ignored();
  ignored.set_record_id(id('\x05'));
  ignored.set_agency_id(id('\x01'));
  ignored.set_reason("concurrent-removal");
  EXPECT_EQ(text_of({"team", "show", "t"}, {response}),
            "Aさん  77777777\n"
            "新しい版の記録があり、判断できません。プログラムを更新してください。\n"
            "  無効な記録  05050505  01010101  同じころにチームから外れていた\n");
}

TEST(Status, SaysWhichWayTheClockIsWrong) {
  api::Response response;
  auto& status = *response.mutable_status();
  status.set_clock_offset_ms(40 * 60'000);
  EXPECT_NE(text_of({"status"}, {response}).find("ほかの機関より40分進んでいます"), std::string::npos);
  status.set_clock_offset_ms(-5 * 60'000);
  EXPECT_NE(
      text_of({"status"}, {response}, {.language = Language::English}).find("5 minutes behind the others'"),
      std::string::npos);
  status.set_clock_offset_ms(-59'000);
  EXPECT_EQ(text_of({"status"}, {response}).find("ほかの機関より"), std::string::npos);
}

TEST(Invitation, IsAQrCodeOnATerminalAndPlainTextElsewhere) {
  api::Response response;
  response.mutable_invite()->set_code("TASUKI-ABC");
  response.mutable_invite()->set_expires_at(millis("2026-02-14T08:00:00Z"));
  const auto plain = text_of({"contact", "invite"}, {response});
  EXPECT_TRUE(plain.starts_with("TASUKI-ABC\n一度だけ、この時刻まで使えます: 2026-02-14 17:00\n")) << plain;
  EXPECT_EQ(plain.find("▀"), std::string::npos);
  EXPECT_NE(text_of({"contact", "invite"}, {response}, {.terminal = true}).find("▀"), std::string::npos);
  const auto asked_for = text_of({"contact", "invite", "--qr"}, {response});
  EXPECT_NE(asked_for.find("▀"), std::string::npos);
  EXPECT_EQ(asked_for.find('\x1b'), std::string::npos) << "a file has no colours";
}

TEST(Status, WarnsOfATestClockAndAKeyFile) {
  api::Response response;
  auto& status = *response.mutable_status();
  status.set_agency_name("さくら精神科病院");
  status.set_now(millis("2026-02-13T08:00:00Z"));
  status.set_test_clock(true);
  status.add_warning("key-file-slot");
  const auto text = text_of({"status"}, {response});
  EXPECT_NE(text.find("2026-02-13 17:00（試験用の時計）"), std::string::npos) << text;
  EXPECT_NE(text.find("鍵ファイルが同じディスクにある"), std::string::npos);
}

TEST(AuditVerify, ThatFindsAFaultNamesItAndEndsWith1) {
  api::Response response;
  auto& audit = *response.mutable_audit_verify();
  audit.set_entries(9);
  audit.set_first_bad_entry(7);
  audit.set_reason("entry-altered");
  const auto text = text_of({"audit", "verify"}, {response});
  EXPECT_NE(text.find("書きかえられています"), std::string::npos) << text;
  EXPECT_NE(text.find("7"), std::string::npos);
  EXPECT_EQ(judged({"audit", "verify"}, response), ExitCode::Refused);
  response.mutable_audit_verify()->set_ok(true);
  EXPECT_EQ(judged({"audit", "verify"}, response), ExitCode::Done);
}

TEST(Watch, ShowsOneLinePerEventAndNamesAgencies) {
  api::Response response;
  auto& event = *response.mutable_event();
  event.set_event("peer-up");
  event.set_at(millis("2026-02-13T08:00:00Z"));
  event.set_agency_id(id('\x01'));
  EXPECT_EQ(text_of({"watch"}, {response}, {.agency_names = {{id('\x01'), "みどり訪問看護"}}}),
            "2026-02-13 17:00  接続しました  みどり訪問看護\n");
}

TEST(Watch, SaysThatThereIsNothingMoreToDoOnceAnotherHasTakenIt) {
  api::Response response;
  auto& event = *response.mutable_event();
  event.set_event("taken");
  event.set_at(millis("2026-02-13T08:00:00Z"));
  event.set_agency_id(id('\x01'));
  event.set_message_id(id('\xa1'));
  EXPECT_EQ(text_of({"watch"}, {response}, {.agency_names = {{id('\x01'), "みどり訪問看護"}}}),
            "2026-02-13 17:00  【受領済み】ほかの機関が受領しました。これ以上、電話は要りません  "
            "みどり訪問看護  a1a1a1a1\n");
}

TEST(Everything, CanBeShownOfAnEmptyAnswerInBothLanguages) {
  for (const auto& command : commands()) {
    if (command.exchange.show == nullptr) continue;
    for (const auto language : {Language::Japanese, Language::English}) {
      std::ostringstream out;
      const Arguments none;
      View view(out, {.language = language, .moment = test::friday()}, none);
      command.exchange.show({}, view);
      view.flush();
      EXPECT_FALSE(out.str().empty()) << command.verb;
    }
  }
}

}  // namespace
}  // namespace tasuki::cli
