// Crisis plans: the pages that are printed, and what comes with an alert.
#include "client-cli/plan/plan_page.hpp"

#include "client-cli/plan/plan_view.hpp"
#include "client-cli/shown_text.hpp"
#include "tests/unit/client-cli/plan_fixture.hpp"

namespace tasuki::cli {
namespace {

using namespace test;

std::string text_page(const PlanPageKind& kind = {}, Language language = Language::Japanese) {
  return plan_as_text(plan_page(answer_to(read(kFull)), kind, language));
}

TEST(PlanPage, IsSetForPaperInJapanese) {
  EXPECT_EQ(text_page(), R"(クライシスプラン（Aさん）
=========================
第2版　ひまわり相談支援センター 田中
次に見直す日: 2026-09-01

■ 赤：あぶないとき
  サイン
    ・三日つづけて"眠れない"
  わたしがすること
    ・病棟に電話する
  してほしくないこと
    ・大声
  機関がすること
    ・みどり訪問看護：訪問する
    ・みどり訪問看護：病棟に電話する
    ・さくら精神科病院：入院を受ける

■ 連絡先（順番に）
  22時〜6時
    1. さくら精神科病院  045-000-0001  病棟
    2. 兄  045-000-0003
  いつでも
    1. 精神科救急情報センター  045-000-0002

■ かぎを持っている人
    ・となりの斎藤さん

■ わたしの言葉
    ・ゆっくり
      話して
)");
}

TEST(PlanPage, IsSetInEnglish) {
  const auto page = text_page({.stage = "red"}, Language::English);
  EXPECT_EQ(page.substr(0, page.find("    ・み")), R"(Crisis plan (Aさん)
===================
version 2, by ひまわり相談支援センター 田中
To be looked at again: 2026-09-01

■ red: in a crisis
  sign
    ・三日つづけて"眠れない"
  what I do
    ・病棟に電話する
  what not to do
    ・大声
  what the agency does
)");
  EXPECT_NE(page.find("■ whom to call, in order\n  night, from 22 until 6\n"), std::string::npos);
}

TEST(PlanPage, OfThePersonBeginsWithTheirOwnWordsAndSaysNothingOfVersions) {
  const auto page = text_page({.for_person = true});
  EXPECT_EQ(page.find("わたしのクライシスプラン（Aさん）"), 0u);
  EXPECT_LT(page.find("わたしの言葉"), page.find("赤：あぶないとき"));
  EXPECT_EQ(page.find("版"), std::string::npos);
}

TEST(PlanPage, OfOneStageHasNoOther) {
  const auto page = text_page({.stage = "red"});
  EXPECT_NE(page.find("赤：あぶないとき"), std::string::npos);
  EXPECT_EQ(page.find("わたしの言葉"), std::string::npos);
  EXPECT_NE(text_page({.stage = "blue"}).find("連絡先"), std::string::npos);
}

TEST(PlanPage, OfADisasterSaysWhenThatIsNotSharedHere) {
  auto plan = answer_to(read(with("[blue]\nsigns = [\"x\"]\n")));
  const auto page = plan_as_text(plan_page(plan, {.disaster = true}, Language::Japanese));
  EXPECT_NE(page.find("この内容は、この機関には共有されていません。"), std::string::npos);
}

TEST(PlanPage, MarksAReviewThatIsOverdueAndAVersionThatIsOld) {
  auto plan = answer_to(read(kFull));
  plan.set_overdue(true);
  plan.set_newest(3);
  plan.set_stated_at(millis("2026-02-13T08:00:00Z"));
  const auto page = plan_as_text(plan_page(plan, {}, Language::Japanese));
  EXPECT_NE(page.find("（過ぎています。見直しましょう）"), std::string::npos);
  EXPECT_NE(page.find("田中　2026-02-13"), std::string::npos) << page;
  EXPECT_NE(page.find("（古い版です。最新は第3版）"), std::string::npos);
}

TEST(PlanPage, FitsEightyColumnsWhateverIsWritten) {
  const std::string kana =
      "あいうえおかきくけこさしすせそたちつてとなにぬねの、はひふへほまみむめもやゆよらりるれろ。";
  auto plan = answer_to(read(
      with("[red]\nsigns = [\"" + kana + kana + "\", \"" + std::string(300, 'x') +
           "\", \"some words that go on and on until the line is full and then some more of them\"]\n")));
  const auto page = plan_as_text(plan_page(plan, {}, Language::Japanese));
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(text_width(line), 80u) << line;
    EXPECT_EQ(line.find("      、"), std::string::npos) << "a line does not begin with a comma";
    EXPECT_EQ(line.find("      。"), std::string::npos);
  }
  std::size_t count = 0;
  for (const char c : page) count += c == 'x';
  EXPECT_EQ(count, 300u) << "nothing is cut off";
}

TEST(PlanPage, AsHtmlIsLargeSetForA4AndReadsInBlackAndWhite) {
  const auto html =
      plan_as_html(plan_page(answer_to(read(kFull)), {}, Language::Japanese), Language::Japanese);
  EXPECT_EQ(html.find("<!doctype html>\n<html lang=\"ja\">"), 0u);
  EXPECT_NE(html.find("@page { size: A4;"), std::string::npos);
  EXPECT_NE(html.find("font-size: 14pt"), std::string::npos);
  EXPECT_NE(html.find("<section class=\"red\">\n<h2>赤：あぶないとき</h2>\n<h3>サイン</h3>\n"
                      "<ul>\n<li>三日つづけて&quot;眠れない&quot;</li>\n</ul>\n"),
            std::string::npos)
      << html;
  EXPECT_EQ(html.find("<ruby"), std::string::npos);
}

TEST(PlanPage, WhatAPeerWroteDoesNotBecomeHtmlOrReachTheTerminal) {
  auto plan = answer_to(read(with("[keys]\nholders = [\"<script>alert(1)</script>\\u001b[2J\"]\n")));
  plan.set_person("<b>");
  const auto page = plan_page(plan, {}, Language::Japanese);
  const auto html = plan_as_html(page, Language::Japanese);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_EQ((html + plan_as_text(page)).find('\x1b'), std::string::npos);
}

TEST(PlanSteps, AreShownWithAnAlertTheOwnPartFirst) {
  api::Response response;
  response.mutable_act()->set_state("opened");
  auto& steps = *response.mutable_act()->mutable_plan_steps();
  steps.set_version(2);
  steps.set_stage("red");
  steps.set_author_name("ひまわり相談支援センター");
  steps.set_overdue(true);
  steps.add_own()->set_text("入院を受ける");
  steps.mutable_own(0)->set_who("agency");
  steps.mutable_own(0)->set_agency("さくら精神科病院");
  steps.add_other()->set_text("大声");
  steps.mutable_other(0)->set_who("avoid");
  const auto text = test::text_of({"open", "abcdef"}, {response});
  EXPECT_NE(text.find("赤（危機）"), std::string::npos) << text;
  EXPECT_LT(text.find("入院を受ける"), text.find("大声"));
  EXPECT_NE(text.find("見直しの日が過ぎています"), std::string::npos);
  const auto json = test::json_of({"open", "abcdef"}, response);
  EXPECT_EQ(json["plan_steps"]["own"][0]["text"], "入院を受ける");
}

TEST(CrisisPlanShow, SaysWhoHasWhichVersionAndWhetherItWasOpened) {
  api::Response response;
  auto& plan = *response.mutable_plan();
  plan = answer_to(read(kFull));
  auto& holder = *plan.add_holder();
  holder.set_name("さくら精神科病院");
  holder.set_version(1);
  holder.set_state("delivered");
  const auto text = test::text_of({"crisis-plan", "show", "abcdef"}, {response});
  EXPECT_NE(text.find("さくら精神科病院  第1版  到達  未開封"), std::string::npos) << text;
  const auto page = test::text_of({"crisis-plan", "show", "abcdef", "--person"}, {response});
  EXPECT_EQ(page.find("到達"), std::string::npos) << "the person's page is about the plan only";
}

TEST(CrisisPlanShow, TakesTheNumberOfAVersion) {
  EXPECT_EQ(test::request_text({"crisis-plan", "show", "abcdef", "--number", "2"}),
            "plan_show { team: \"abcdef\" version: 2 }");
  EXPECT_EQ(test::request_text({"crisis-plan", "show", "abcdef", "--number", "x"}),
            "error value-unknown --number x");
}

}  // namespace
}  // namespace tasuki::cli
