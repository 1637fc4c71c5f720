// Crisis plans: the file that people write, there and back.
#include "client-cli/plan/plan_file.hpp"

#include "client-cli/plan/plan_page.hpp"
#include "client-cli/sentences.hpp"
#include "tests/unit/client-cli/plan_fixture.hpp"

namespace tasuki::cli {
namespace {

using namespace test;

std::string error_of(const std::string& text) {
  api::PlanSetRequest request;
  const auto done = read_plan_file(text, "plan.toml", request);
  if (done) return "none";
  EXPECT_TRUE(has_sentence(done.error().code)) << done.error().code;
  return done.error().code + " " + done.error().subject;
}

TEST(PlanFile, SaysWhoMaySeeWhatSectionBySection) {
  const auto request = read(kFull);
  ASSERT_EQ(request.section_size(), 4);
  EXPECT_EQ(request.section(0).code(), "own-words");
  EXPECT_EQ(request.section(0).share(0), "team");
  const auto& red = request.section(1);
  EXPECT_EQ(red.share_size(), 2);
  EXPECT_EQ(red.category(0), "symptoms") << "a Japanese word is its code";
  EXPECT_EQ(red.step_size(), 6);
  EXPECT_EQ(red.step(3).agency(), "みどり訪問看護");
  EXPECT_EQ(red.step(3).text(), "訪問する");
  EXPECT_EQ(request.section(2).step(0).window(), "night");
  EXPECT_EQ(request.section(3).share(0), "となりの家");
  EXPECT_EQ(show_plan_day(request.review_day()), "2026-09-01");
}

TEST(PlanFile, AnUnusedSectionIsNotSent) {
  EXPECT_EQ(read(with("[blue]\nsigns = []\n[keys]\nholders = [\"兄\"]\n")).section_size(), 1);
}

TEST(PlanFile, WhatIsWrongIsToldWithItsLine) {
  EXPECT_EQ(error_of("review = \n"), "plan-not-toml plan.toml:1");
  EXPECT_EQ(error_of(with("[blue\n")), "plan-not-toml plan.toml:3");
  EXPECT_EQ(error_of("share = [\"team\"]\n[keys]\nholders = [\"兄\"]\n"), "plan-review-missing plan.toml");
  EXPECT_EQ(error_of("review = \"2026-09-01\"\n"), "plan-bad-day plan.toml:1 review");
  EXPECT_EQ(error_of("review = 2026-02-30\n").substr(0, 4), "plan");
  EXPECT_EQ(error_of(with("")), "plan-empty plan.toml");
  EXPECT_EQ(error_of(with("[bleu]\n")), "plan-unknown-key plan.toml:3 bleu");
  EXPECT_EQ(error_of(with("[blue]\nsings = [\"x\"]\n")), "plan-unknown-key plan.toml:4 blue.sings");
  EXPECT_EQ(error_of(with("[keys]\nsigns = [\"x\"]\n")), "plan-unknown-key plan.toml:4 keys.signs");
  EXPECT_EQ(error_of(with("keys = [\"x\"]\n")), "plan-not-a-section plan.toml:3 keys");
  EXPECT_EQ(error_of(with("[keys]\nholders = \"兄\"\n")), "plan-not-a-list plan.toml:4 holders");
  EXPECT_EQ(error_of(with("[keys]\nholders = [3]\n")), "plan-not-text plan.toml:4 holders");
  EXPECT_EQ(error_of(with("[keys]\nholders = [\"\"]\n")), "plan-line-empty plan.toml:4 holders");
  EXPECT_EQ(error_of(with("[keys]\nholders = [\"　\"]\n")), "plan-line-empty plan.toml:4 holders");
  EXPECT_EQ(error_of(with("[keys]\nholders = [\"" + std::string(4'097, 'a') + "\"]\n")),
            "plan-line-too-long plan.toml:4 holders");
  EXPECT_EQ(error_of(with("[keys]\ncategories = [\"money\", \"gossip\"]\nholders = [\"兄\"]\n")),
            "plan-unknown-category plan.toml:4 gossip");
  EXPECT_EQ(error_of(with("[red]\nagency = \"病院\"\n")), "plan-not-tables plan.toml:4 agency");
  EXPECT_EQ(error_of(with("[red]\n[[red.agency]]\ndoes = [\"x\"]\n")),
            "plan-name-missing plan.toml:4 agency");
  EXPECT_EQ(error_of(with("[red]\n[[red.agency]]\nname = \"x\"\n")), "plan-does-missing plan.toml:4 agency");
  EXPECT_EQ(error_of(with("[contacts]\n[[contacts.call]]\nnumber = \"1\"\n")),
            "plan-name-or-who plan.toml:4 call");
  EXPECT_EQ(error_of(with("[contacts]\n[[contacts.call]]\nwho = \"兄\"\n")),
            "plan-number-missing plan.toml:4 call");
  EXPECT_EQ(error_of(with("[contacts]\n[[contacts.call]]\nwho = \"兄\"\nnumber = \"電話\"\n")),
            "plan-bad-number plan.toml:6 電話");
  EXPECT_EQ(
      error_of(with("[contacts]\n[[contacts.call]]\nwho = \"兄\"\nnumber = \"1\"\nwindow = \"noon\"\n")),
      "plan-unknown-window plan.toml:7 noon");
  EXPECT_EQ(error_of(with("[contacts]\n[[contacts.call]]\nwho = \"兄\"\nnumber = \"1\"\nnote = \"x\"\n")),
            "plan-note-without-name plan.toml:7 note");
}

TEST(PlanFile, NobodyIsToldByDefault) {
  EXPECT_EQ(error_of("review = 2026-09-01\n[keys]\nholders = [\"兄\"]\n"),
            "plan-share-missing plan.toml:2 keys");
  EXPECT_EQ(error_of(with("[keys]\nshare = []\nholders = [\"兄\"]\n")),
            "plan-share-missing plan.toml:3 keys");
}

TEST(PlanFile, WhatIsExportedIsTheSamePlanAgain) {
  for (const auto& text : {kFull, std::string(plan_template())}) {
    const auto request = read(text);
    const auto again = read(write_plan_file(answer_to(request)));
    EXPECT_EQ(again.DebugString(), request.DebugString());
  }
}

TEST(PlanFile, WhoeverExportsAnothersPlanSharesItWithItsAuthorAndNotWithItself) {
  auto plan = answer_to(read(kFull));
  plan.set_own_agency(plan.section(1).shared_with(0));
  const auto again = read(write_plan_file(plan));
  EXPECT_EQ(again.section(1).share_size(), 2);
  EXPECT_EQ(again.section(1).share(0), "みどり訪問看護");
  EXPECT_EQ(again.section(1).share(1), "ひまわり相談支援センター");
}

TEST(PlanFile, TheTemplateNamesEverySectionAndIsFitToBeSent) {
  EXPECT_EQ(read(std::string(plan_template())).section_size(), 8);
}

}  // namespace
}  // namespace tasuki::cli
