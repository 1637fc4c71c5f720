// Handoffs, questions, what is due, and how fresh it is, as people see them.
#include "client-cli/freshness.hpp"
#include "client-cli/shown_text.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using test::id;
using test::millis;
using test::request_of;
using test::request_text;
using test::text_of;
using test::Words;

api::Freshness fresh(Duration age, bool stale = false, const std::string& basis = "said-by-person") {
  api::Freshness freshness;
  freshness.set_age_ms(age.count());
  freshness.set_stale(stale);
  freshness.set_stale_after_ms(Duration(std::chrono::hours(24)).count());
  freshness.set_basis(basis);
  freshness.set_observed(!basis.empty());
  return freshness;
}

std::string line_of(const api::Freshness& freshness, Language language = Language::Japanese) {
  std::ostringstream nowhere;
  const Arguments none;
  return freshness_line(freshness, View(nowhere, {.language = language}, none));
}

TEST(FreshnessLine, SaysHowOldAndWhoseWords) {
  using namespace std::chrono_literals;
  EXPECT_EQ(line_of(fresh(3h)), "3時間前・本人の言葉");
  EXPECT_EQ(line_of(fresh(3h), Language::English), "3 hours ago, said by the person");
  EXPECT_EQ(line_of(fresh(20s)), "いま・本人の言葉");
  EXPECT_EQ(line_of(fresh(48h, true, "observed")), "2日前・観察  ⚠ 古い情報");
  EXPECT_EQ(line_of(fresh(2h, false, "")), "2時間前に記載・根拠の記載なし");
  EXPECT_EQ(line_of(fresh(20s, false, "")), "いま記載・根拠の記載なし");
  EXPECT_EQ(line_of(fresh(-2h)), "未来の時刻の情報（時計を確かめてください）・本人の言葉");
  EXPECT_EQ(line_of({}), "") << "its content is gone";
}

TEST(FreshnessLine, MissesNoBasisInWhatWasAgreed) {
  api::Response message;
  message.mutable_message()->set_state("opened");
  *message.mutable_message()->mutable_freshness() = fresh(std::chrono::hours(3), false, "");
  message.mutable_message()->set_kind("status");
  EXPECT_NE(text_of({"inbox"}, {message}).find("3時間前に記載・根拠の記載なし"), std::string::npos);
  message.mutable_message()->set_kind("roster");
  EXPECT_NE(text_of({"inbox"}, {message}).find("3時間前に記載"), std::string::npos);
  EXPECT_EQ(text_of({"inbox"}, {message}).find("根拠"), std::string::npos);
}

TEST(FreshnessLine, IsInEveryMessageAndOnTheReceiptBoard) {
  api::Response message;
  message.mutable_message()->set_state("opened");
  *message.mutable_message()->mutable_freshness() = fresh(std::chrono::hours(30), true);
  EXPECT_NE(text_of({"inbox"}, {message}).find("いつの情報  1日前・本人の言葉  ⚠ 古い情報"),
            std::string::npos)
      << text_of({"inbox"}, {message});
  const auto json = test::json_of({"inbox"}, message);
  EXPECT_EQ(json["age_seconds"], 30 * 3600);
  EXPECT_EQ(json["stale"], true);
  EXPECT_EQ(test::json_of({"inbox"}, {})["age_seconds"], nullptr);
  api::Response board;
  *board.mutable_receipts()->mutable_freshness() = fresh(std::chrono::hours(30), true);
  EXPECT_NE(text_of({"receipts", "m"}, {board, board}).find("1日前"), std::string::npos);
  EXPECT_EQ(test::json_of({"receipts", "m"}, board)["stale"], true);
}

api::Response handoff(std::size_t length) {
  std::string text;
  while (text.size() < length) text += "夜は落ち着いていた。水を2リットル飲んだ。";
  api::Response response;
  auto& handoff = *response.mutable_handoff();
  handoff.set_message_id(id('\xa1'));
  handoff.set_person("Aさん");
  handoff.set_from_agency_name("ひまわり相談支援センター");
  handoff.set_from_staff("相談 太郎");
  handoff.set_from_profession("consultation-specialist");
  handoff.add_to_name("みどり訪問看護");
  handoff.set_window("late");
  handoff.set_from(millis("2026-02-13T08:00:00Z"));
  handoff.set_until(millis("2026-02-13T13:00:00Z"));
  handoff.set_accept_by(millis("2026-02-13T07:30:00Z"));
  handoff.set_state("opened");
  *handoff.mutable_freshness() = fresh(std::chrono::hours(1));
  auto& said = *handoff.mutable_said();
  said.set_identify(text);
  said.set_situation(text);
  said.set_background(text);
  said.set_assessment(text);
  said.set_recommendation(text + "\n二行目");
  handoff.set_body(text);
  handoff.set_open_elsewhere(1);
  return response;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(ForwardedMessage, SaysWhoseItWasFirstAndSince) {
  api::Response message;
  message.mutable_message()->set_state("opened");
  auto& forward = *message.mutable_message()->mutable_form()->mutable_forward();
  forward.set_author(id('\xbb'));
  forward.set_stated_at(millis("2026-02-13T05:10:00Z"));
  EXPECT_NE(text_of({"open", "m"}, {message}).find("もとの送信元  bbbbbbbb  2026-02-13 14:10"),
            std::string::npos)
      << text_of({"open", "m"}, {message});
}

TEST(PlanSteps, OfThePersonAreNotTakenForTheReaders) {
  api::Response opened;
  auto& step = *opened.mutable_act()->mutable_plan_steps()->add_other();
  step.set_who("person");
  step.set_text("病棟に電話する");
  const auto text = text_of({"open", "m"}, {opened});
  EXPECT_NE(text.find("本人がすること"), std::string::npos) << text;
  EXPECT_EQ(text.find("わたし"), std::string::npos) << text;
}

TEST(HandoffShow, FitsOneScreenHoweverLongItIs) {
  for (const std::size_t length : {std::size_t{1}, std::size_t{60}, std::size_t{700}, std::size_t{8'000}}) {
    for (const auto language : {Language::Japanese, Language::English}) {
      const auto text = text_of({"handoff", "show", "m"}, {handoff(length)}, {.language = language});
      const auto lines = lines_of(text);
      EXPECT_LE(lines.size(), 23u) << "one line is the prompt's\n" << text;
      for (const auto& line : lines) EXPECT_LE(text_width(line), 80u) << line;
      EXPECT_EQ(text.find("--full") != std::string::npos, length >= 700) << text;
    }
  }
}

TEST(HandoffShow, ShowsAllOfItWhereThatIsAsked) {
  const auto text = text_of({"handoff", "show", "m", "--full"}, {handoff(700)});
  EXPECT_GT(lines_of(text).size(), 40u);
  EXPECT_EQ(text.find("…"), std::string::npos);
  EXPECT_NE(text.find("\n            二行目\n"), std::string::npos) << text;
}

TEST(HandoffShow, PartsNoWords) {
  auto shown = handoff(1);
  shown.mutable_handoff()->mutable_said()->set_situation(
      "She phoned on Sunday at two; the helper went and stayed until four, she slept afterwards.");
  shown.mutable_handoff()->set_body(
      "02-15 02:10  message  Sakura Psychiatric Hospital  status of the person  a1a1a1a1\n02-15 02:21  "
      "call\n");
  const auto text = text_of({"handoff", "show", "m", "--full"}, {shown});
  EXPECT_NE(text.find("stayed until four,\n            she slept afterwards.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("status of the\n            person  a1a1a1a1\n            02-15 02:21"),
            std::string::npos)
      << text;
}

TEST(HandoffShow, SaysWhatToDoNext) {
  auto shown = handoff(1);
  EXPECT_NE(text_of({"handoff", "show", "m"}, {shown}).find("tasuki accept a1a1a1a1\n"), std::string::npos);
  shown.mutable_handoff()->set_read_back(true);
  EXPECT_NE(text_of({"handoff", "show", "m"}, {shown}).find("tasuki accept a1a1a1a1 --note"),
            std::string::npos);
  shown.mutable_handoff()->set_unaccepted(true);
  EXPECT_NE(text_of({"handoff", "show", "m"}, {shown}).find("まだ受領されていません"), std::string::npos);
  auto& accepted = *shown.mutable_handoff()->add_accepted();
  accepted.set_agency_name("みどり訪問看護");
  accepted.set_note("電話をかけ直します");
  EXPECT_NE(text_of({"handoff", "show", "m"}, {shown}).find("復唱: 電話をかけ直します"), std::string::npos);
}

TEST(HandoffShow, HoldsNoControlSequenceOfTheWriters) {
  auto hostile = handoff(1);
  hostile.mutable_handoff()->mutable_said()->set_situation(
      "\x1b[2Ja\xc2\x9b"
      "b\xff\xe3");
  hostile.mutable_handoff()->set_person("\x1b]0;t\x07");
  const auto text = text_of({"handoff", "show", "m"}, {hostile});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xc2\x9b"), std::string::npos);
}

TEST(HandoffList, SaysWhetherItWasAcceptedAndHowFreshItIs) {
  auto line = handoff(1);
  line.mutable_handoff()->set_unaccepted(true);
  const auto text = text_of({"handoff", "list", "t"}, {line});
  EXPECT_NE(text.find("まだ受領されていません（期限 2026-02-13 16:30 を過ぎました）"), std::string::npos)
      << text;
  EXPECT_NE(text.find("1時間前・本人の言葉"), std::string::npos);
  EXPECT_EQ(text_of({"handoff", "list", "t"}, {}).find("ここに届いている申し送りはありません。\n"), 0u);
  EXPECT_EQ(test::json_of({"handoff", "list", "t"}, line)["unaccepted"], true);
}

TEST(HandoffWriteRequest, CarriesTheFields) {
  const auto request =
      request_of({"handoff", "write", "abcdef", "--situation", "状況", "--background", "背景", "--back",
                  "--category", "medication,服薬", "--to", "x,y", "--dry-run"});
  ASSERT_TRUE(request) << request.error().code;
  const auto& write = request->handoff_write();
  EXPECT_EQ(write.situation(), "状況");
  EXPECT_EQ(write.background(), "背景");
  EXPECT_TRUE(write.back());
  EXPECT_EQ(write.to_size(), 2);
  EXPECT_EQ(write.category(0), "medication");
  EXPECT_EQ(request_text({"handoff", "write", "abcdef"}), "error argument-missing --situation");
  EXPECT_EQ(request_text({"handoff", "write", "abcdef", "--situation", " "}),
            "error value-empty --situation");
}

TEST(QuestionsList, SayWhoOwesWhatToWhom) {
  api::Response response;
  auto& question = *response.mutable_question();
  question.set_message_id(id('\xa1'));
  question.set_from_agency_name("ひまわり相談支援センター");
  question.set_owner_name("みどり訪問看護");
  question.set_mine(true);
  question.set_ask("今夜は眠れましたか");
  question.set_ask_by(millis("2026-02-13T07:00:00Z"));
  question.set_overdue(true);
  const auto text = text_of({"questions"}, {response});
  EXPECT_NE(text.find("期限切れ"), std::string::npos);
  EXPECT_NE(text.find("みどり訪問看護（→ ひまわり相談支援センター）"), std::string::npos);
  EXPECT_NE(text.find("--answers a1a1a1a1"), std::string::npos);
  EXPECT_EQ(request_of({"questions", "--mine"})->questions().mine(), true);
}

TEST(DueList, SaysWhoOwesWhatToWhomUntilWhen) {
  api::Response response;
  auto& due = *response.mutable_due();
  due.set_what("medication-report");
  due.set_owes_name("みどり訪問看護");
  due.add_to_name("さくら精神科病院");
  due.set_due_day(20'512);
  due.set_done_day(20'484);
  due.set_overdue(true);
  EXPECT_EQ(text_of({"due"}, {response}),
            "期限切れ  2026-02-28       服薬状況の情報提供\n"
            "          前回 2026-01-31  みどり訪問看護 → さくら精神科病院\n");
  const auto json = test::json_of({"due"}, response);
  EXPECT_EQ(json["due"], "2026-02-28");
  EXPECT_EQ(json["last_done"], "2026-01-31");
}

TEST(MilestoneRequest, NamesADayOfTheCalendarHere) {
  const auto request = request_of({"milestone", "set", "abcdef", "discharge", "--on", "2026-02-13"});
  ASSERT_TRUE(request) << request.error().code;
  EXPECT_EQ(request->milestone_set().day(), 20'497);
  EXPECT_EQ(request_text({"milestone", "set", "abcdef", "birthday", "--on", "2026-02-13"}),
            "error value-unknown WHAT birthday");
}

TEST(SendRequest, MayNameWhoOwesTheAnswer) {
  const Words words{"send", "t",      "--urgency", "message", "--category",
                    "risk", "--body", "x",         "--owner", "ab"};
  EXPECT_EQ(request_text(words), "error argument-without --owner --ask");
}

}  // namespace
}  // namespace tasuki::cli
