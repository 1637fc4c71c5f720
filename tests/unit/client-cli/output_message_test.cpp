#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using test::id;
using test::judged;
using test::millis;
using test::text_of;
using test::Words;

const View::Setting kEnglish{.language = Language::English};

api::Response message(const std::string& state, const std::string& urgency = "message") {
  api::Response response;
  auto& message = *response.mutable_message();
  message.set_message_id(id('\xa1'));
  message.set_person("Aさん");
  message.set_from_agency_name("みどり訪問看護");
  message.set_from_staff("斎藤 花");
  message.set_from_profession("visiting-nurse");
  message.set_urgency(urgency);
  message.set_kind("handoff");
  message.add_category("sleep-meals");
  message.add_category("medication");
  message.set_sent_at(millis("2026-02-13T07:30:00Z"));
  message.set_observed_at(millis("2026-02-13T05:00:00Z"));
  message.set_basis("said-by-person");
  message.set_state(state);
  message.set_text_left_out(state == "delivered");
  if (state != "delivered") message.set_body("三日続けて眠れていません。\n水は2リットル。");
  return response;
}

TEST(Inbox, ShowsWhoWhatAndHowOldAndWhereTheTextIsLeftOutHowToOpenIt) {
  EXPECT_EQ(text_of({"inbox"}, {message("delivered")}),
            "  メッセージ  a1a1a1a1  2026-02-13 16:30  到達\n"
            "  送信元      みどり訪問看護  斎藤 花（訪問看護師）\n"
            "  本人        Aさん\n"
            "  内容        申し送り  睡眠・食事、服薬\n"
            "  いつの情報  3時間前の情報\n"
            "  情報の根拠  本人の言葉\n"
            "次にすること: 開いて読む  tasuki open a1a1a1a1\n"
            "\n");
}

TEST(Inbox, ShowsTheTextThatItIsGiven) {
  const auto text = text_of({"inbox"}, {message("opened")}, kEnglish);
  EXPECT_NE(text.find("  │ 三日続けて眠れていません。\n  │ 水は2リットル。\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  observed    from 3 hours ago\n  basis       said by the person\n"),
            std::string::npos)
      << text;
}

TEST(Inbox, MarksAPhoneMessageAndSaysWhyOneIsHeld) {
  auto held = message("held", "phone");
  held.mutable_message()->set_held_reason("missing-governance");
  held.mutable_message()->clear_body();
  const auto text = text_of({"inbox"}, {held});
  EXPECT_NE(text.find("☎ 電話"), std::string::npos);
  EXPECT_NE(text.find("運営記録の到着待ち"), std::string::npos);
  EXPECT_NE(text.find("tasuki call next a1a1a1a1"), std::string::npos)
      << "a phone message shows whom to call at once";
}

api::Response taken_message() {
  auto response = message("delivered", "phone");
  auto& taken = *response.mutable_message()->mutable_taken();
  taken.set_agency_id(id('\x02'));
  taken.set_name("さくら精神科病院");
  taken.set_at(millis("2026-02-13T18:20:00Z"));
  taken.set_step(2);
  return response;
}

TEST(Inbox, NamesInOneLineWhoHasTakenIt) {
  const auto text = text_of({"inbox"}, {taken_message()});
  EXPECT_NE(text.find("  情報の根拠    本人の言葉\n"
                      "  受領した機関  さくら精神科病院  2026-02-14 03:20  連絡の順番 2番目\n"),
            std::string::npos)
      << text;
  const auto english = text_of({"inbox"}, {taken_message()}, kEnglish);
  EXPECT_NE(english.find("  accepted by  さくら精神科病院  2026-02-14 03:20  turn 2\n"), std::string::npos)
      << english;
}

TEST(Open, SaysThatThereIsNothingMoreToDoOnceAnotherHasTakenIt) {
  const auto text = text_of({"open", "a1a1a1"}, {taken_message()});
  EXPECT_NE(text.find("電話をかける必要はありません"), std::string::npos) << text;
  EXPECT_EQ(text.find("だれかが電話に出るまで終わりません"), std::string::npos);
}

TEST(Inbox, SaysSoWhenItIsEmpty) { EXPECT_EQ(text_of({"inbox"}, {}), "届いたメッセージはありません。\n"); }

TEST(Search, ShowsTheTextsThatItIsGiven) {
  EXPECT_EQ(text_of({"search", "眠"}, {message("delivered")}).find("三日"), std::string::npos);
  EXPECT_NE(text_of({"search", "眠"}, {message("accepted")}).find("三日"), std::string::npos);
}

TEST(Output, OfAPeersTextHoldsNoControlSequence) {
  auto hostile = message("opened");
  hostile.mutable_message()->set_from_staff("\x1b[2Jx\u202e");
  hostile.mutable_message()->set_body(
      "a\x1b]0;t\x07\xc2\x9b"
      "b");
  const auto text = text_of({"inbox"}, {hostile});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xc2\x9b"), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
}

TEST(Output, HasColourOnATerminalOnly) {
  EXPECT_EQ(text_of({"inbox"}, {message("opened", "phone")}).find('\x1b'), std::string::npos);
  EXPECT_NE(
      text_of({"inbox"}, {message("opened", "phone")}, {.colour = true}).find("\x1b[1;31m☎ 電話\x1b[0m"),
      std::string::npos);
}

struct Age {
  std::string_view at;
  std::string_view japanese;
  std::string_view english;
};

TEST(Freshness, IsToldInTheLargestUnitThatFits) {
  constexpr Age kAges[] = {
      {"2026-02-13T08:00:00Z", "いまの情報", "from just now"},
      {"2026-02-13T07:59:01Z", "いまの情報", "from just now"},
      {"2026-02-13T07:59:00Z", "1分前の情報", "from 1 minute ago"},
      {"2026-02-13T07:01:00Z", "59分前の情報", "from 59 minutes ago"},
      {"2026-02-13T07:00:00Z", "1時間前の情報", "from 1 hour ago"},
      {"2026-02-12T08:00:00Z", "1日前の情報", "from 1 day ago"},
      {"2026-02-03T08:00:00Z", "10日前の情報", "from 10 days ago"},
      {"2026-02-13T08:01:00Z", "いまの情報", "from just now"},
      {"2026-02-13T08:02:00Z", "未来の時刻の情報（時計を確かめてください）",
       "from the future (check the clocks)"},
  };
  std::ostringstream nowhere;
  const Arguments none;
  for (const auto& [at, japanese, english] : kAges) {
    const View in_japanese(nowhere, {.moment = test::friday()}, none);
    const View in_english(nowhere, {.language = Language::English, .moment = test::friday()}, none);
    EXPECT_EQ(in_japanese.freshness(millis(at)), japanese) << at;
    EXPECT_EQ(in_english.freshness(millis(at)), english) << at;
  }
}

api::Response sent(const std::vector<std::string>& decisions, bool went_out) {
  api::Response response;
  if (went_out) response.mutable_sent()->set_message_id(id('\xa1'));
  for (const auto& word : decisions) {
    auto& decision = *response.mutable_sent()->add_recipient();
    decision.set_name("さくら精神科病院");
    decision.set_decision(word);
    if (word == "permit") decision.add_consent(id('\xc0'));
    if (word == "deny") decision.add_missing("risk");
  }
  return response;
}

Words send_words(const Words& more = {}) {
  Words words{"send", "t", "--urgency", "message", "--category", "risk", "--body", "x"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Send, SaysToWhomOnWhichConsentAndWhatNext) {
  EXPECT_EQ(text_of(send_words(), {sent({"permit", "deny"}, true)}),
            "送りました  a1a1a1a1\n"
            "  さくら精神科病院  提供できる    同意 c0c0c0c0\n"
            "  さくら精神科病院  提供できない  自傷他害のリスク\n"
            "次にすること: 受領状況を見る  tasuki receipts a1a1a1a1\n");
}

TEST(Send, OfAPhoneMessageSaysThatSomebodyMustRing) {
  auto words = send_words();
  words[3] = "phone";
  const auto text = text_of(words, {sent({"permit"}, true)});
  EXPECT_NE(text.find("必ず人に電話してください"), std::string::npos);
  EXPECT_NE(text.find("tasuki call next a1a1a1a1"), std::string::npos);
}

TEST(DryRun, SaysThatNothingWasSent) {
  const auto text = text_of(send_words({"--dry-run"}), {sent({"permit"}, false)});
  EXPECT_TRUE(text.starts_with("試しです。何も送っていません。\n")) << text;
}

TEST(DryRun, EndsAsSendingWouldHave) {
  const auto dry = send_words({"--dry-run"});
  const auto rest = send_words({"--dry-run", "--permitted-only"});
  EXPECT_EQ(judged(dry, sent({"permit"}, false)), ExitCode::Done);
  EXPECT_EQ(judged(dry, sent({"permit", "deny"}, false)), ExitCode::NoConsent);
  EXPECT_EQ(judged(rest, sent({"permit", "deny"}, false)), ExitCode::Done);
  EXPECT_EQ(judged(rest, sent({"deny"}, false)), ExitCode::NoConsent);
  EXPECT_EQ(judged(send_words({"--dry-run", "--override", "命"}), sent({"deny"}, false)), ExitCode::Done);
  EXPECT_EQ(judged(send_words({"--permitted-only"}), sent({"permit", "deny"}, true)), ExitCode::Done);
}

TEST(ReceiptBoard, ShowsEachStateWithWhoAndWhen) {
  api::Response response;
  auto& receipts = *response.mutable_receipts();
  receipts.set_name("ひまわり相談支援センター");
  receipts.set_state("accepted");
  const std::pair<const char*, const char*> kStates[] = {
      {"delivered", ""}, {"opened", "佐藤"}, {"accepted", "佐藤"}};
  for (const auto& [name, staff] : kStates) {
    auto& state = *receipts.add_states();
    state.set_state(name);
    state.set_at(millis("2026-02-13T08:00:00Z"));
    state.set_staff(staff);
  }
  EXPECT_EQ(text_of({"receipts", "m"}, {response}),
            "ひまわり相談支援センター  受領（対応します）\n"
            "  到達                    2026-02-13 17:00\n"
            "  開封                    2026-02-13 17:00    佐藤\n"
            "  受領（対応します）      2026-02-13 17:00    佐藤\n");
  EXPECT_NE(text_of({"receipts", "m"}, {response}, kEnglish).find("delivered"), std::string::npos);
}

TEST(CallNext, ShowsTheNumberAndNeverClaimsToHaveCalled) {
  api::Response response;
  auto& next = *response.mutable_call_next();
  next.set_name("さくら精神科病院");
  next.set_number("03-0000-0002");
  next.set_say("say-phone-message");
  const auto text = text_of({"call", "next", "a1a1a1"}, {response});
  EXPECT_TRUE(text.starts_with("☎ 03-0000-0002\n")) << text;
  EXPECT_NE(text.find("このプログラムは電話をかけません"), std::string::npos);
  EXPECT_NE(text.find("tasuki call log a1a1a1 --number 03-0000-0002 --outcome"), std::string::npos);
}

TEST(CallNext, NamesWhoHasTakenItAlsoWhereNoNumberOfTheirsIsKnown) {
  api::Response response;
  response.mutable_call_next()->set_name("さくら精神科病院");
  response.mutable_call_next()->set_say("say-taken");
  const auto text = text_of({"call", "next", "a1a1a1"}, {response});
  EXPECT_TRUE(text.starts_with("さくら精神科病院が受領しています。ほかの機関にかける必要はありません。\n"))
      << text;
  EXPECT_EQ(text.find("☎"), std::string::npos);
}

TEST(CallLog, LeadsOnToTheNextNumberWhenNobodyAnswered) {
  api::Response response;
  response.mutable_call_log()->set_call_id(id('\x01'));
  const auto next_of = [&](const std::string& outcome) {
    return text_of({"call", "log", "a1a1a1", "--number", "1", "--outcome", outcome}, {response});
  };
  EXPECT_NE(next_of("no-answer").find("tasuki call next a1a1a1"), std::string::npos);
  EXPECT_NE(next_of("answered").find("tasuki receipts a1a1a1"), std::string::npos);
}

}  // namespace
}  // namespace tasuki::cli
