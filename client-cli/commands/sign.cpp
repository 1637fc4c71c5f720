#include "client-cli/commands/decision_view.hpp"
#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/sign_view.hpp"
#include "client-cli/decimal.hpp"

namespace tasuki::cli {

namespace {

constexpr std::uint32_t kMostDays = 366;

Attempt<std::uint32_t> days_of(const Arguments& arguments, std::string_view flag) {
  const auto& text = arguments.one(flag);
  const auto number = parse_thousandths(text);
  if (!number || *number % 1'000 != 0 || *number < 1'000 || *number > 1'000 * std::int64_t(kMostDays))
    return usage("number-unclear", std::string(flag) + " " + text);
  return static_cast<std::uint32_t>(*number / 1'000);
}

Attempt<std::int64_t> value_of(const Arguments& arguments, std::string_view flag) {
  const auto number = parse_thousandths(arguments.one(flag));
  if (!number) return usage("number-unclear", std::string(flag) + " " + arguments.one(flag));
  return *number;
}

/// A new sign says everything; a version of one only what is to be different; an end nothing.
Attempt<> prepare_define(Arguments& arguments) {
  if (arguments.has("--revise") && arguments.has("--end")) return usage("argument-without", "--revise --end");
  if (arguments.has("--unit") != arguments.has("--at-least") && !arguments.has("--revise"))
    return usage("argument-without", "--unit --at-least");
  if (arguments.has("--revise") || arguments.has("--end")) return {};
  for (const auto* flag : {"--what", "--days", "--view", "--stage", "--urgency"}) {
    if (!arguments.has(flag)) return usage("argument-missing", flag);
  }
  return {};
}

Attempt<> fill_threshold(const Arguments& arguments, api::SignDefineRequest& define) {
  if (arguments.has("--days")) {
    TRY(const auto days, days_of(arguments, "--days"));
    define.set_days(days);
  }
  if (arguments.has("--within")) {
    TRY(const auto within, days_of(arguments, "--within"));
    define.set_within_days(within);
  }
  if (arguments.has("--unit")) define.set_unit(arguments.one("--unit"));
  if (arguments.has("--at-least")) {
    TRY(const auto value, value_of(arguments, "--at-least"));
    define.set_at_least(value);
  }
  return {};
}

Attempt<> fill_define(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& define = *request.mutable_sign_define();
  define.set_team(arguments.one("TEAM"));
  define.set_sign(arguments.has("--end") ? arguments.one("--end") : arguments.one("--revise"));
  define.set_end(arguments.has("--end"));
  if (arguments.has("--what")) define.set_what(arguments.one("--what"));
  if (arguments.has("--view")) define.set_view(arguments.one("--view"));
  if (arguments.has("--stage")) define.set_stage(arguments.one("--stage"));
  if (arguments.has("--urgency")) define.set_urgency(arguments.one("--urgency"));
  copy(arguments.all("--category"), *define.mutable_category());
  copy(arguments.all("--to"), *define.mutable_to());
  copy(arguments.all("--noticed-by"), *define.mutable_noticed_by());
  return fill_threshold(arguments, define);
}

Attempt<> fill_list(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& list = *request.mutable_sign_list();
  list.set_team(arguments.one("TEAM"));
  list.set_ended(arguments.has("--ended"));
  if (!arguments.has("--days")) return {};
  TRY(const auto days, days_of(arguments, "--days"));
  list.set_days(days);
  return {};
}

Attempt<> fill_report(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_sign_report()->set_sign(arguments.one("SIGN"));
  request.mutable_sign_report()->set_note(arguments.one("--note"));
  return {};
}

Attempt<> prepare_observe(Arguments& arguments) {
  const auto said = arguments.has("--seen") + arguments.has("--not-seen") + arguments.has("--value");
  if (said == 0) return usage("argument-missing", "--seen | --not-seen | --value");
  if (said > 1) return usage("argument-without", "--seen --not-seen --value");
  return {};
}

Attempt<> fill_observe(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& observe = *request.mutable_sign_observe();
  observe.set_sign(arguments.one("SIGN"));
  observe.set_day(arguments.one("--day"));
  observe.set_seen(!arguments.has("--not-seen"));
  observe.set_note(arguments.one("--note"));
  if (!arguments.has("--value")) return {};
  TRY(const auto value, value_of(arguments, "--value"));
  observe.set_value(value);
  return {};
}

Json json_of_stated(const api::Response& response, Language) {
  const auto& sent = response.sent();
  Json json{{"message_id", json_hex(sent.message_id())},
            {"sign_id", json_hex(sent.sign().sign_id())},
            {"recipients", json_of_decisions(sent.recipient())}};
  if (sent.sign().day() != 0) json["day"] = show_day(sent.sign().day());
  if (!sent.sign().episode_id().empty()) {
    json["episode_id"] = json_hex(sent.sign().episode_id());
    json["again"] = sent.sign().again();
  }
  json["not_a_contact"] = json_hexes(sent.sign().not_a_contact());
  return json;
}

Json json_of_line(const api::Response& response, Language) { return json_of_sign(response.sign()); }

void show_recipients(const api::SendAnswer& sent, View& view) {
  for (const auto& decision : sent.recipient()) show_decision(decision, view);
  for (const auto& agency : sent.sign().not_a_contact()) {
    view.line("  " + view.agency(agency) +
                  view.say({"  連絡先機関ではないため送れません。急ぐときは電話してください。",
                            "  is no contact of yours and gets nothing. If it is urgent, ring them."}),
              Style::Warning);
  }
}

void show_defined(const api::Response& response, View& view) {
  const auto id = view.id(response.sent().sign().sign_id());
  view.line((view.arguments().has("--end") ? view.say({"サインを終わりにしました  ", "The sign has ended  "})
                                           : view.say({"サインを決めました  ", "Agreed sign  "})) +
                id,
            Style::Good);
  show_recipients(response.sent(), view);
  if (!view.arguments().has("--end"))
    view.next({"みたことを記録する", "record what you see"},
              "tasuki sign observe " + id + " --day today --seen");
}

void show_observed(const api::Response& response, View& view) {
  const auto& stated = response.sent().sign();
  view.line(view.say({"記録しました  ", "Recorded  "}) + show_day(stated.day()), Style::Good);
  show_recipients(response.sent(), view);
  view.next({"だれに届いたか", "see who has it"}, "tasuki receipts " + view.id(response.sent().message_id()));
}

void show_reported(const api::Response& response, View& view) {
  const auto& sent = response.sent();
  view.line(view.say({"サインを知らせました  ", "Reported  "}) + view.id(sent.message_id()), Style::Good);
  if (sent.sign().again()) {
    view.line(view.say({"同じサインはすでに知らせてあります。新しい通知としては鳴りません。",
                        "This sign had been reported already: nobody is alerted a second time."}),
              Style::Warning);
  }
  show_recipients(sent, view);
  view.next({"だれが受け取ったか", "see who has it"}, "tasuki receipts " + view.id(sent.message_id()));
}

void show_line(const api::Response& response, View& view) { show_sign(response.sign(), view); }

void finish_list(View& view) {
  if (view.shown == 0)
    view.line(view.say({"ここに届いているサインはありません。", "No sign is known here."}));
}

std::vector<Option> define_options() {
  return {
      {.flag = "--what",
       .value = "TEXT",
       .help = {"何がみられたら（本人と決めた言葉で）", "what can be seen"}},
      {.flag = "--category",
       .value = "C",
       .help = {"情報区分（病状悪化のサインのほかに）", "categories besides warning-sign"},
       .takes = Takes::List,
       .of = List::Category},
      {.flag = "--days", .value = "N", .help = {"何日で知らせるか", "on how many days"}},
      {.flag = "--within",
       .value = "M",
       .help = {"何日のうちで数えるか（既定 つづけて）", "out of so many; running unless said"}},
      {.flag = "--unit", .value = "U", .help = {"はかる単位（L、kg、回）", "of what is measured: L, kg"}},
      {.flag = "--at-least",
       .value = "X",
       .help = {"この値以上なら1日と数える", "from which value a day counts"}},
      {.flag = "--view", .value = "V", .help = {"だれにわかるサインか", "who can tell"}, .of = List::View},
      {.flag = "--stage", .value = "S", .help = {"段階", "which stage it means"}, .of = List::Stage},
      {.flag = "--urgency", .value = "U", .help = {"知らせの緊急度", "of the alert"}, .of = List::Urgency},
      {.flag = "--to",
       .value = "AGENCY",
       .help = {"知らせる先（既定 ほかの全機関）", "who is told; every other member unless said"},
       .takes = Takes::List},
      {.flag = "--noticed-by",
       .value = "AGENCY",
       .help = {"気づく役の機関（既定 知らせる先すべて）", "who is to notice; all who are told unless said"},
       .takes = Takes::List},
      {.flag = "--revise",
       .value = "SIGN",
       .help = {"このサインを決めなおす", "another version of this sign"}},
      {.flag = "--end",
       .value = "SIGN",
       .help = {"このサインを終わりにする", "this sign is not watched any more"}}};
}

std::vector<Option> observe_options() {
  return {{.flag = "--day",
           .value = "D",
           .help = {"いつのことか: today、yesterday、2026-02-13", "which day: today, yesterday, 2026-02-13"},
           .required = true},
          {.flag = "--seen", .help = {"みられた", "it was seen"}, .takes = Takes::Nothing},
          {.flag = "--not-seen", .help = {"みられなかった", "it was not seen"}, .takes = Takes::Nothing},
          {.flag = "--value", .value = "X", .help = {"はかった値", "the value measured"}},
          {.flag = "--note", .value = "TEXT", .help = {"メモ", "a note"}}};
}

Positional team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }
Positional sign() {
  return {"SIGN", {"サインの ID、または決めた言葉そのまま", "a sign's id, or exactly what it says"}};
}

}  // namespace

std::vector<Command> sign_commands() {
  return {{.verb = "sign define",
           .help = {"本人と決めた病状悪化のサインを記録する", "record a warning sign agreed with the person"},
           .positionals = {team()},
           .options = define_options(),
           .exchange =
               {.fill = fill_define, .json = json_of_stated, .show = show_defined, .names_agencies = true},
           .prepare = prepare_define},
          {.verb = "sign list",
           .help = {"サインの一覧と経過", "the signs, and how each has been"},
           .positionals = {team()},
           .options = {{.flag = "--ended",
                        .help = {"終わったものも", "also those that have ended"},
                        .takes = Takes::Nothing},
                       {.flag = "--days",
                        .value = "N",
                        .help = {"経過の日数（既定 14）", "days of the series; 14"}}},
           .exchange = {.fill = fill_list,
                        .json = json_of_line,
                        .show = show_line,
                        .finish = finish_list,
                        .names_agencies = true}},
          {.verb = "sign report",
           .help = {"サインが出ていることを、いますぐ知らせる", "tell at once that the sign is there"},
           .positionals = {sign()},
           .options = {{.flag = "--note", .value = "TEXT", .help = {"メモ", "a note"}}},
           .exchange =
               {.fill = fill_report, .json = json_of_stated, .show = show_reported, .names_agencies = true}},
          {.verb = "sign observe",
           .help = {"その日にみたことを記録する", "record what was seen on one day"},
           .positionals = {sign()},
           .options = observe_options(),
           .exchange =
               {.fill = fill_observe, .json = json_of_stated, .show = show_observed, .names_agencies = true},
           .prepare = prepare_observe}};
}

}  // namespace tasuki::cli
