#include "client-cli/report/report.hpp"

#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using test::id;
using test::millis;

api::ReportAnswer report() {
  api::ReportAnswer report;
  report.set_agency_name("ひまわり相談支援センター");
  report.set_made_at(millis("2026-02-16T00:00:00Z"));
  auto& team = *report.mutable_team();
  team.set_person("Aさん");
  team.set_coordinator(id('\x01'));
  auto& office = *team.add_member();
  office.set_agency_id(id('\x01'));
  office.set_name("ひまわり相談支援センター");
  office.set_kind("consultation-support");
  auto& disclosure = *report.add_disclosure();
  disclosure.set_to_agency(id('\x02'));
  disclosure.set_to_agency_name("さくら精神科病院");
  disclosure.set_from_agency_name("みどり訪問看護");
  disclosure.set_from_staff("斎藤 花");
  disclosure.add_category("sleep-meals");
  disclosure.set_legal_basis("consent");
  disclosure.set_sent_at(millis("2026-02-13T08:00:00Z"));
  disclosure.set_delivered_at(millis("2026-02-13T08:00:01Z"));
  disclosure.set_opened_at(millis("2026-02-13T08:30:00Z"));
  disclosure.set_opened_by("山田 病棟");
  auto& consent = *report.add_consent();
  consent.set_kind("consent");
  consent.add_category("sleep-meals");
  consent.add_to(id('\x02'));
  consent.set_state("active");
  consent.set_from(millis("2026-02-12T15:00:00Z"));
  report.mutable_audit()->set_ok(true);
  report.mutable_audit()->set_entries(42);
  return report;
}

std::string text(const api::ReportAnswer& answer, Language language = Language::Japanese) {
  return page_as_text(report_page(answer, language, Zone::tokyo()));
}
std::string html(const api::ReportAnswer& answer, Language language = Language::Japanese) {
  return page_as_html(report_page(answer, language, Zone::tokyo()), language);
}

TEST(Report, TellsThePersonWhoGotWhatWhenFromWhomOnWhatBasisAndWhoOpenedIt) {
  EXPECT_NE(text(report()).find("  ・ 渡した日時: 2026-02-13 17:00\n"
                                "     渡した先: さくら精神科病院\n"
                                "     渡した人: みどり訪問看護 斎藤 花\n"
                                "     情報の種類: 睡眠・食事\n"
                                "     根拠: 本人の同意\n"
                                "     相手が開いたか: 2026-02-13 17:30 山田 病棟\n"),
            std::string::npos)
      << text(report());
}

TEST(Report, NamesTheRecipientsOfAConsent) {
  EXPECT_NE(text(report()).find(
                "     相手: さくら精神科病院\n     期間: 2026-02-13から 期限なし\n     今の状態: 有効\n"),
            std::string::npos)
      << text(report());
}

TEST(Report, SaysWhomToAskAndThatConsentCanBeTakenBack) {
  EXPECT_NE(text(report()).find("  ひまわり相談支援センター（調整役）に言ってください。"), std::string::npos);
  auto answer = report();
  answer.set_agency_name("みどり訪問看護");
  EXPECT_NE(text(answer).find("  ひまわり相談支援センター（調整役）か、みどり訪問看護に言ってください。"),
            std::string::npos);
  EXPECT_NE(text(report()).find("同意はいつでもやめられます。"), std::string::npos);
}

TEST(Report, TellsAnUnopenedMessageFromOneThatDidNotArrive) {
  auto answer = report();
  answer.mutable_disclosure(0)->clear_opened_at();
  EXPECT_NE(text(answer).find("届いたが、まだ開いていない"), std::string::npos);
  answer.mutable_disclosure(0)->clear_delivered_at();
  answer.mutable_disclosure(0)->set_state("undeliverable");
  EXPECT_NE(text(answer).find("相手が開いたか: 不達"), std::string::npos);
}

TEST(Report, SaysSoWhenTheTrailHasAFault) {
  auto answer = report();
  answer.mutable_audit()->set_ok(false);
  EXPECT_NE(text(answer).find("記録に問題が見つかりました"), std::string::npos);
}

TEST(Report, WithNothingInItIsStillAReport) {
  const auto page = text(api::ReportAnswer());
  EXPECT_NE(page.find("渡した情報はありません。"), std::string::npos);
  EXPECT_NE(page.find("記録された同意も不同意もありません。"), std::string::npos);
}

TEST(Report, HasTheSameRowsInBothForms) {
  for (const auto* word : {"さくら精神科病院", "みどり訪問看護 斎藤 花", "睡眠・食事", "本人の同意",
                           "2026-02-13 17:30 山田 病棟"}) {
    EXPECT_NE(text(report()).find(word), std::string::npos) << word;
    EXPECT_NE(html(report()).find(word), std::string::npos) << word;
  }
}

TEST(Report, SpeaksEnglishToo) {
  EXPECT_NE(text(report(), Language::English).find("What about: sleep and meals"), std::string::npos);
  EXPECT_NE(html(report(), Language::English).find("<html lang=\"en\">"), std::string::npos);
}

TEST(HtmlReport, IsOneFileForA4ThatNeedsNothingElse) {
  const auto page = html(report());
  EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"ja\">"));
  EXPECT_NE(page.find("size: A4"), std::string::npos);
  for (const auto* outside : {"http", "src=", "url(", "<script", "<link"})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
}

TEST(HtmlReport, EscapesWhatPeopleWrote) {
  auto answer = report();
  answer.mutable_team()->set_person("<script>alert('x')</script>");
  answer.mutable_disclosure(0)->set_opened_by("a\"b & c\u202e\x1b[2J");
  const auto page = html(answer);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(&#39;x&#39;)"), std::string::npos);
  EXPECT_NE(page.find("a&quot;b &amp; c&lt;U+202E&gt;␛[2J"), std::string::npos);
}

}  // namespace
}  // namespace tasuki::cli
