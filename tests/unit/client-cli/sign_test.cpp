// Warning signs on the command line: what is typed, and how a series looks.
#include "client-cli/decimal.hpp"
#include "client-cli/shown_text.hpp"
#include "client-cli/sparkline.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;

using test::id;
using test::json_of;
using test::millis;
using test::request_text;
using test::text_of;
using test::Words;

/// Friday 13 February 2026.
constexpr std::int32_t kFriday = 20'497;

api::SignAnswer three_nights() {
  api::SignAnswer sign;
  sign.set_sign_id(id('\x51'));
  sign.set_what("三日つづけて眠れない");
  sign.set_days(3);
  sign.set_within_days(3);
  sign.set_view("objective");
  sign.set_stage("yellow");
  sign.set_urgency("message");
  sign.set_progress(2);
  sign.set_today(kFriday);
  sign.set_series_days(5);
  sign.add_told(id('\x01'));
  for (int ago = 3; ago >= 0; --ago) {
    auto& day = *sign.add_series();
    day.set_day(kFriday - ago);
    day.set_seen(ago < 2);
    day.set_agency_id(id('\x01'));
  }
  *sign.mutable_last() = sign.series(3);
  sign.mutable_last()->set_stated_at(millis("2026-02-13T06:00:00Z"));
  return sign;
}

TEST(Thousandths, AreReadAndShownAsPeopleWriteThem) {
  EXPECT_EQ(parse_thousandths("4"), 4'000);
  EXPECT_EQ(parse_thousandths("4.25"), 4'250);
  EXPECT_EQ(parse_thousandths("-0.5"), -500);
  EXPECT_EQ(parse_thousandths("1000000000"), 1'000'000'000'000);
  for (const auto* text :
       {"", "-", ".", "4.", ".5", "4.1234", "4,5", "1e3", "1000000001", "９", "99999999999999999"})
    EXPECT_FALSE(parse_thousandths(text)) << text;
  for (const std::int64_t value : {0, 4'000, 4'250, -500, -1, 1'000'000})
    EXPECT_EQ(parse_thousandths(show_thousandths(value)), value) << show_thousandths(value);
  EXPECT_EQ(show_thousandths(4'250), "4.25");
  EXPECT_EQ(show_thousandths(-500), "-0.5");
}

TEST(Sparkline, HasABlockForEachDayAndADotWhereNobodyLooked) {
  EXPECT_EQ(sparkline({std::nullopt, SparkDay{false, 0}, SparkDay{true, 0}}), "·▁█");
  EXPECT_EQ(text_width(sparkline({SparkDay{true, 0}, std::nullopt, SparkDay{}})), 3u);
  EXPECT_EQ(sparkline({}), "");
}

TEST(Sparkline, OfMeasuredValuesIsAsHighAsTheyAre) {
  EXPECT_EQ(
      sparkline({SparkDay{true, 0}, SparkDay{true, 2'000}, SparkDay{true, 4'000}, SparkDay{true, 8'000}},
                4'000),
      "▁▂▄█");
  EXPECT_EQ(sparkline({SparkDay{true, 4'000}, SparkDay{true, -5'000}}, 4'000), "█▁");
  EXPECT_EQ(sparkline({SparkDay{true, 1'000'000'000'000}}, 1), "█");
}

TEST(SignRequest, IsWhatWasTyped) {
  EXPECT_EQ(request_text({"sign",       "define",       "t",     "--what",     "w",           "--days",
                          "3",          "--within",     "7",     "--view",     "objective",   "--stage",
                          "黄（注意）", "--urgency",    "phone", "--category", "sleep-meals", "--to",
                          "x,y",        "--noticed-by", "x"}),
            "sign_define { team: \"t\" what: \"w\" category: \"sleep-meals\" days: 3 within_days: 7 view: "
            "\"objective\" stage: \"yellow\" urgency: \"phone\" to: \"x\" to: \"y\" noticed_by: \"x\" }");
  EXPECT_EQ(request_text({"sign", "define", "t", "--revise", "s", "--unit", "L", "--at-least", "4.5"}),
            "sign_define { team: \"t\" sign: \"s\" unit: \"L\" at_least: 4500 }");
  EXPECT_EQ(request_text({"sign", "define", "t", "--end", "s"}),
            "sign_define { team: \"t\" sign: \"s\" end: true }");
  EXPECT_EQ(request_text({"sign", "list", "t", "--ended", "--days", "30"}),
            "sign_list { team: \"t\" ended: true days: 30 }");
  EXPECT_EQ(request_text({"sign", "report", "s", "--note", "n"}), "sign_report { sign: \"s\" note: \"n\" }");
  EXPECT_EQ(request_text({"sign", "observe", "s", "--day", "yesterday", "--seen"}),
            "sign_observe { sign: \"s\" day: \"yesterday\" seen: true }");
  EXPECT_EQ(request_text({"sign", "observe", "s", "--day", "2026-02-13", "--value", "4.2"}),
            "sign_observe { sign: \"s\" day: \"2026-02-13\" seen: true value: 4200 }");
  EXPECT_EQ(request_text({"sign", "observe", "s", "--day", "today", "--not-seen"}),
            "sign_observe { sign: \"s\" day: \"today\" }");
}

TEST(SignRequest, HasNoDefaultsAndNothingThatContradictsItself) {
  EXPECT_EQ(request_text({"sign", "define", "t", "--what", "w", "--days", "3", "--view", "objective",
                          "--stage", "red"}),
            "error argument-missing --urgency");
  EXPECT_EQ(request_text({"sign", "observe", "s", "--day", "today"}),
            "error argument-missing --seen | --not-seen | --value");
  EXPECT_EQ(request_text({"sign", "observe", "s", "--day", "today", "--seen", "--not-seen"}),
            "error argument-without --seen --not-seen --value");
  EXPECT_EQ(request_text({"sign", "list", "t", "--days", "0"}), "error number-unclear --days 0");
  EXPECT_EQ(request_text({"sign", "list", "t", "--days", "1.5"}), "error number-unclear --days 1.5");
}

TEST(SignList, ShowsTheSeriesHowFarItIsAndHowFreshThatIs) {
  api::Response response;
  *response.mutable_sign() = three_nights();
  const auto text =
      text_of({"sign", "list", "t"}, {response}, {.agency_names = {{id('\x01'), "みどり訪問看護"}}});
  for (const auto* part : {"● 三日つづけて眠れない  51515151", "黄（注意）", "3日つづいたら", "3日のうち2日",
                           "2時間前の情報  みどり訪問看護  2026-02-13 みられた", "2026-02-09 から今日 ·▁▁██"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  const auto english = text_of({"sign", "list", "t"}, {response}, {.language = Language::English});
  for (const auto* part : {"3 days running", "2 of 3 days", "from 2 hours ago", "2026-02-09 to today ·▁▁██"})
    EXPECT_NE(english.find(part), std::string::npos) << part << "\n" << english;
}

TEST(SignList, IsJsonWithTheDaysAsDates) {
  api::Response response;
  *response.mutable_sign() = three_nights();
  auto json = json_of({"sign", "list", "t"}, response);
  EXPECT_EQ(json["series"][3]["day"], "2026-02-13");
  EXPECT_EQ(json["series"][3]["seen"], true);
  EXPECT_EQ(json["series"][3]["value"], nullptr);
  EXPECT_EQ(json["open_episode"], nullptr);
  response.mutable_sign()->set_unit("L");
  response.mutable_sign()->set_at_least(4'500);
  response.mutable_sign()->mutable_series(3)->set_value(4'250);
  response.mutable_sign()->mutable_open_episode()->set_first_day(kFriday);
  json = json_of({"sign", "list", "t"}, response);
  EXPECT_EQ(json["at_least"], 4.5);
  EXPECT_EQ(json["series"][3]["value"], 4.25);
  EXPECT_EQ(json["open_episode"]["first_day"], "2026-02-13");
}

TEST(SignAlert, SaysStageAndDaysAndWhetherItWasShownBefore) {
  api::Response response;
  auto& message = *response.mutable_message();
  message.set_state("delivered");
  message.set_kind("alert");
  message.set_by_node(true);
  message.mutable_sign()->set_what("三日つづけて眠れない");
  message.mutable_sign()->set_again(true);
  auto& alert = *message.mutable_form()->mutable_alert();
  alert.set_first_day(kFriday - 2);
  alert.set_last_day(kFriday);
  alert.set_stage("red");
  alert.add_observation(id('\x01'));
  const auto text = text_of({"inbox"}, {response});
  for (const auto* part : {"赤（危機）", "2026-02-11 から 2026-02-13", "すでにお知らせ", "自動"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  const auto json = json_of({"inbox"}, response);
  EXPECT_EQ(json["sign"]["stage"], "red");
  EXPECT_EQ(json["sign"]["again"], true);
  EXPECT_EQ(json["by_node"], true);
}

TEST(SignAlert, StandsOutInWatchOncePerEpisode) {
  api::Response response;
  auto& event = *response.mutable_event();
  event.set_event("alert");
  event.set_stage("red");
  event.set_sign_id(id('\x51'));
  event.set_episode_id(id('\x52'));
  const auto shown = text_of({"watch"}, {response}, {.colour = true});
  EXPECT_NE(shown.find("サインの通知"), std::string::npos);
  event.set_event("alert-again");
  EXPECT_NE(text_of({"watch"}, {response}, {.colour = true}), shown);
  const auto json = json_of({"watch"}, response);
  EXPECT_EQ(json["stage"], "red");
  EXPECT_TRUE(json.contains("sign_id") && json.contains("episode_id"));
}

}  // namespace
}  // namespace tasuki::cli
