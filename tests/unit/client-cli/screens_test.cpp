// Screens as somebody reads them who is tired: nothing twice, nothing wider than the screen, one next step.
#include "client-cli/help.hpp"
#include "client-cli/sentences.hpp"
#include "client-cli/shown_text.hpp"
#include "tests/unit/client-cli/program_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using tasuki::test::FakeNode;
using test::id;
using test::millis;
using test::text_of;

constexpr std::size_t kScreen = 80;

void check_width(const std::string& text) {
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) EXPECT_LE(text_width(line), kScreen) << line;
}

api::Response agreement() {
  api::Response response;
  auto& agreement = *response.mutable_agreement();
  agreement.set_record_id(id('\xa1'));
  agreement.set_phone_within(600'000);
  agreement.set_emergency_number("119");
  for (const auto* code : {"water-intoxication", "suicide-risk", "no-sleep"}) {
    auto& situation = *agreement.add_situation();
    situation.set_code(code);
    situation.set_urgency(code == std::string("suicide-risk") ? "phone" : "message");
    situation.add_category(code == std::string("suicide-risk") ? "risk" : "sleep-meals");
    situation.add_category("warning-sign");
  }
  return response;
}

TEST(AgreementScreen, ShowsFirstWhatIsForThePhoneAndFitsTheScreen) {
  const auto text = text_of({"agreement", "show", "t"}, {agreement()});
  check_width(text);
  EXPECT_LT(text.find("電話にすること"), text.find("suicide-risk"));
  EXPECT_LT(text.find("suicide-risk"), text.find("メッセージでよいこと"));
  EXPECT_LT(text.find("メッセージでよいこと"), text.find("water-intoxication"));
}

api::Response roster() {
  api::Response response;
  auto& roster = *response.mutable_roster();
  roster.set_record_id(id('\xa1'));
  roster.set_opens(540);
  roster.set_closes(1050);
  auto& entry = *roster.add_on_duty();
  entry.set_window("business");
  entry.set_name("みどり訪問看護");
  entry.set_number("045-000-0002");
  auto& gap = *roster.add_gap();
  gap.set_window("early");
  gap.set_from(millis("2026-02-13T21:00:00Z"));
  gap.set_until(millis("2026-02-14T00:00:00Z"));
  return response;
}

TEST(RosterScreen, NamesTheHoursOnceAndSaysHowToSeeWhoAnswersNow) {
  const auto text = text_of({"roster", "show", "Aさん"}, {roster()});
  EXPECT_NE(text.find("開所時間  09:00-17:30\n  1  みどり訪問看護  ☎ 045-000-0002\n"), std::string::npos)
      << text;
  EXPECT_EQ(text.find("開所時間"), text.rfind("開所時間"));
  EXPECT_NE(text.find("  朝6時〜開所  2026-02-14 06:00"), std::string::npos) << text;
  EXPECT_NE(text.find("tasuki roster now Aさん\n"), std::string::npos);
}

TEST(CallScreen, CountsNoStepsWhereTheRosterIsAtItsEnd) {
  api::Response response;
  auto& next = *response.mutable_call_next();
  next.set_number("119");
  next.set_step(2);
  next.set_exhausted(true);
  next.set_disclosure("exhausted");
  next.set_say("say-emergency");
  const auto text = text_of({"call", "next", "abcdef"}, {response});
  EXPECT_EQ(text.find("番目"), std::string::npos) << text;
  EXPECT_NE(text.find("緊急の番号"), std::string::npos);
}

TEST(CallScreen, SaysNothingOfWhatTheyAreToldBeforeThatIsDecided) {
  api::Response response;
  auto& next = *response.mutable_call_next();
  next.set_name("お隣の田中さん");
  next.set_number("045-000-0002");
  next.set_step(2);
  next.set_say("say-your-turn");
  const auto text = text_of({"call", "next", "abcdef"}, {response});
  EXPECT_NE(text.find("次の連絡先  2番目\n"), std::string::npos) << text;
  EXPECT_NE(text.find("当番表でそちらの番です"), std::string::npos);
}

TEST(DueScreen, NamesAWholeTeamByItsSize) {
  api::Response response;
  auto& due = *response.mutable_due();
  due.set_what("monitoring");
  due.set_owes_name("ひまわり相談支援センター");
  for (const auto* name : {"みどり訪問看護", "さくら精神科病院", "お隣の田中さん"}) due.add_to_name(name);
  const auto text = text_of({"due"}, {response});
  EXPECT_NE(text.find("→ みどり訪問看護 ほか2機関"), std::string::npos) << text;
  EXPECT_NE(text_of({"due"}, {response}, {.language = Language::English}).find("and 2 more"),
            std::string::npos);
}

TEST(HandoffListScreen, IsNoTableInWhichOneHandoffMovesTheNext) {
  api::Response handoff;
  handoff.mutable_handoff()->set_message_id(id('\xa1'));
  handoff.mutable_handoff()->set_from_agency_name("みどり訪問看護");
  auto back = handoff;
  back.mutable_handoff()->set_back(true);
  const auto text = text_of({"handoff", "list", "t"}, {back, handoff});
  EXPECT_NE(text.find("\n申し送り  a1a1a1a1  みどり訪問看護\n"), std::string::npos) << text;
}

TEST(OpenScreen, OffersToAcceptOnlyWhatCanBeAccepted) {
  const auto shown = [](const std::string& state) {
    api::Response response;
    response.mutable_act()->mutable_message()->set_state(state);
    response.mutable_act()->mutable_message()->set_message_id(id('\xa1'));
    return text_of({"open", "m"}, {response});
  };
  EXPECT_NE(shown("opened").find("tasuki accept a1a1a1a1"), std::string::npos);
  for (const auto* state : {"sent", "closed", "declined"}) {
    EXPECT_EQ(shown(state).find("tasuki accept"), std::string::npos) << state;
    EXPECT_NE(shown(state).find("tasuki receipts a1a1a1a1"), std::string::npos) << state;
  }
  EXPECT_NE(shown("accepted").find("tasuki close a1a1a1a1"), std::string::npos);
}

TEST(ReceiptScreen, KeepsTheAgeApartFromTheBoard) {
  api::Response board;
  auto& receipts = *board.mutable_receipts();
  receipts.set_name("ひまわり相談支援センター");
  receipts.set_state("delivered");
  receipts.mutable_freshness()->set_stale_after_ms(1);
  const auto text = text_of({"receipts", "m"}, {board});
  EXPECT_NE(text.find("  いつの情報  いま記載"), std::string::npos) << text;
}

TEST(Help, PutsEveryCommandUnderAHeading) {
  for (const auto language : {Language::Japanese, Language::English}) {
    const auto text = help_overview(language);
    for (const auto& command : commands())
      EXPECT_NE(text.find("\n  " + std::string(command.verb) + "  "), std::string::npos) << command.verb;
    for (const Text heading : {Text{"\nはじめに\n", "\nNode and people\n"}, Text{"\n毎日\n", "\nEvery day\n"},
                               Text{"\n申し送り・質問・期限\n", "\nHandoffs, what is due\n"},
                               Text{"\nサインとプラン\n", "\nSigns and crisis plan\n"}})
      EXPECT_NE(text.find(heading.in(language)), std::string::npos) << heading.in(language) << text;
  }
}

TEST(UnknownValue, IsToldInTheWordsThatAreTaken) {
  const auto failed = parse({"agency", "set", "--asks", "入院"});
  ASSERT_FALSE(failed);
  const auto japanese = sentence(failed.error(), Language::Japanese);
  EXPECT_NE(japanese.find("入院相談、訪問"), std::string::npos) << japanese;
  EXPECT_EQ(japanese.find("home-visit"), std::string::npos) << japanese;
  EXPECT_NE(sentence(failed.error(), Language::English).find("home-visit"), std::string::npos);
}

TEST(CommandWithoutItsSecondWord, IsToldWhatIsMissing) {
  const auto failed = parse({"handoff"});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "command-missing");
  EXPECT_NE(sentence(failed.error(), Language::Japanese).find("「handoff」のあとに"), std::string::npos);
}

TEST(MilestoneRequest, TakesTheWordAndNamesTheKnownOnes) {
  const auto typed = [](const std::string& what) {
    return test::request_of({"milestone", "set", "t", what, "--on", "2026-02-01"});
  };
  EXPECT_EQ(typed("退院")->milestone_set().what(), "discharge");
  EXPECT_NE(sentence(typed("誕生日").error(), Language::Japanese).find("discharge 退院"), std::string::npos);
}

using Screens = test::ProgramRun;

TEST_F(Screens, TheRostersTemplateIsARoster) {
  EXPECT_EQ(run({"roster", "template"}), 0);
  const auto request = test::request_of({"roster", "set", "t", file("roster.toml", out_.str())});
  ASSERT_TRUE(request) << request.error().subject;
  EXPECT_EQ(request->roster_set().line_size(), 2);
}

TEST_F(Screens, WhatAHandoffLeavesOutStandsApart) {
  auto draft = [] {
    api::Response response;
    auto& item = *response.mutable_handoff_draft()->add_prefilled();
    item.set_what("question");
    item.set_kind("question");
    item.set_left_out(true);
    return response;
  }();
  node_answers(draft);
  EXPECT_EQ(run({"handoff", "write", "t", "--situation", "x", "--dry-run"}), 0);
  EXPECT_NE(out_.str().find("送られないもの:"), std::string::npos) << out_.str();
  EXPECT_EQ(out_.str().find("自動で入るもの:"), std::string::npos) << out_.str();
}

TEST_F(Screens, AnErrorAdvisesNoFlagThatTheCommandDoesNotTake) {
  api::Response refused;
  refused.mutable_error()->set_code("consent-missing");
  refused.mutable_error()->set_exit_code(5);
  node_answers(refused);
  EXPECT_EQ(run({"sign", "observe", "abcdef", "--day", "today", "--seen"}), 5);
  EXPECT_EQ(err_.str().find("--permitted-only"), std::string::npos) << err_.str();
  EXPECT_NE(err_.str().find("tasuki consent grant"), std::string::npos) << err_.str();
  EXPECT_EQ(run({"send", "t", "--urgency", "phone", "--category", "risk", "--body", "x"}), 5);
  EXPECT_NE(err_.str().find("--permitted-only"), std::string::npos) << err_.str();
}

api::OpenItem& add_item(api::HandoffDraftAnswer& draft, const std::string& what, char message) {
  auto& item = *draft.add_prefilled();
  item.set_what(what);
  item.set_message_id(id(message));
  item.set_kind("status");
  item.set_agency_name("さくら精神科病院");
  item.set_at(millis("2026-02-13T17:10:00Z"));
  return item;
}

/// As the node fills it in: one thing from several sides.
api::Response night() {
  api::Response response;
  auto& draft = *response.mutable_handoff_draft();
  draft.set_back(true);
  for (const auto* what : {"call-back", "call"}) {
    auto& call = add_item(draft, what, '\xa1');
    call.set_number("045-000-0002");
    call.set_outcome("no-answer");
  }
  add_item(draft, "unaccepted", '\xa1');
  add_item(draft, "message", '\xa1');
  add_item(draft, "unaccepted", '\xb2');
  add_item(draft, "alert", '\xb2').set_stage("yellow");
  add_item(draft, "message", '\xc3');
  return response;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(Screens, AHandBackTellsEachThingOnce) {
  node_answers(night());
  EXPECT_EQ(run({"handoff", "write", "t", "--back", "--situation", "x", "--dry-run"}), 0);
  const auto text = out_.str();
  check_width(text);
  EXPECT_EQ(count_of(text, "a1a1a1a1"), 2u) << "the call to return, and that nobody accepted it\n" << text;
  EXPECT_EQ(count_of(text, "b2b2b2b2"), 1u) << text;
  EXPECT_NE(text.find("サイン 黄（注意） 未受領"), std::string::npos) << text;
  EXPECT_NE(text.find("02-14 02:10  状況報告  さくら精神科病院  c3c3c3c3"), std::string::npos) << text;
}

}  // namespace
}  // namespace tasuki::cli
