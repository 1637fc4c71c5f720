#include "client-cli/commands/duty_view.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/duty_file.hpp"
#include "client-cli/invocation.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_roster(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& set = *request.mutable_roster_set();
  set.set_team(arguments.one("TEAM"));
  return read_roster_file(arguments.one(kDutyFileText), set);
}

Attempt<> fill_show_roster(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_roster_show()->set_team(arguments.one("TEAM"));
  return {};
}

Attempt<> fill_now(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_roster_now()->set_team(arguments.one("TEAM"));
  return {};
}

Json json_of_duty(const google::protobuf::RepeatedPtrField<api::OnDuty>& entries) {
  Json list = Json::array();
  for (const auto& entry : entries) {
    list.push_back({{"window", entry.window()},
                    {"agency_id", json_hex(entry.agency_id())},
                    {"name", entry.name()},
                    {"number", entry.number()},
                    {"note", json_text(entry.note())}});
  }
  return list;
}

Json json_of_span(const api::RosterSpan& span) {
  return {{"window", span.window()}, {"from", json_time(span.from())}, {"until", json_time(span.until())}};
}

Json json_of_cover(const api::RosterSpan& span) {
  auto json = json_of_span(span);
  json["on_duty"] = json_of_duty(span.on_duty());
  return json;
}

std::string clock_text(std::uint32_t minutes) {
  const auto two = [](std::uint32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

Json json_of_roster(const api::Response& response, Language) {
  const auto& roster = response.roster();
  Json gaps = Json::array();
  for (const auto& gap : roster.gap()) gaps.push_back(json_of_span(gap));
  Json json{{"team_id", json_hex(roster.team_id())},
            {"record_id", json_hex(roster.record_id())},
            {"business_hours", clock_text(roster.opens()) + "-" + clock_text(roster.closes())},
            {"entries", json_of_duty(roster.on_duty())},
            {"left_out", json_of_duty(roster.left_out())},
            {"gaps", std::move(gaps)},
            {"stated_at", json_time(roster.stated_at())},
            {"by_agency", json_hex(roster.by_agency())}};
  if (roster.has_words()) json["words"] = json_of_words(roster.words());
  return json;
}

Json json_of_now(const api::Response& response, Language) {
  auto json = json_of_cover(response.roster_now().now());
  json["team_id"] = json_hex(response.roster_now().team_id());
  json["next"] = json_of_cover(response.roster_now().next());
  return json;
}

std::string name_of(const api::OnDuty& entry, const View& view) {
  return entry.name().empty() ? view.id(entry.agency_id()) : entry.name();
}

void show_entry(const api::OnDuty& entry, std::size_t place, View& view) {
  view.row({{"  " + std::to_string(place), Style::Faint},
            {name_of(entry, view), Style::Strong},
            {"☎ " + entry.number()},
            {entry.note(), Style::Faint}});
}

/// The hours that the roster itself fixes stand beside their window.
std::string window_title(const api::RosterAnswer& roster, std::string_view window, const View& view) {
  const auto title = view.word(List::CoverageWindow, window);
  return window == "business" ? title + "  " + clock_text(roster.opens()) + "-" + clock_text(roster.closes())
                              : title;
}

void show_windows(const api::RosterAnswer& roster, View& view) {
  for (const auto& window : vocabulary::words(List::CoverageWindow)) {
    std::size_t place = 0;
    for (const auto& entry : roster.on_duty()) {
      if (entry.window() != window.code) continue;
      if (place++ == 0) view.line(window_title(roster, window.code, view));
      show_entry(entry, place, view);
    }
  }
  view.flush();
}

void show_gaps(const api::RosterAnswer& roster, View& view) {
  if (roster.gap_size() == 0) {
    view.line(view.say({"これから7日間、空いている時間帯はありません。", "No gap in the coming seven days."}),
              Style::Good);
    return;
  }
  view.line(view.say({"これから7日間で、だれも出ない時間帯:", "Nobody answers, in the coming seven days:"}),
            Style::Bad);
  for (const auto& gap : roster.gap()) {
    view.row({{"  " + view.word(List::CoverageWindow, gap.window()), Style::Bad},
              {view.time(gap.from()) + view.say({" から ", " to "}) + view.time(gap.until())}});
  }
  view.flush();
}

void show_roster(const api::Response& response, View& view) {
  const auto& roster = response.roster();
  if (roster.record_id().empty()) {
    view.line(
        view.say({"まだ当番表がありません。電話のメッセージをだれも受領しないと、すぐ緊急の番号になります。",
                  "There is no roster. What nobody accepts goes to the emergency number at once."}),
        Style::Warning);
    view.next({"ひな形から始める", "begin with a template"}, "tasuki roster template > roster.toml");
    return;
  }
  view.line(view.say({"当番表  ", "Roster  "}) + view.agency(roster.by_agency()) + "  " +
                view.freshness(roster.stated_at()),
            Style::Strong);
  show_windows(roster, view);
  for (const auto& entry : roster.left_out()) {
    view.line(view.say({"チームを離れたので外しました: ", "Left out, no member any more: "}) +
                  name_of(entry, view) + "  " + view.word(List::CoverageWindow, entry.window()),
              Style::Warning);
  }
  show_gaps(roster, view);
  if (roster.has_words()) show_words(roster.words(), view);
  view.next({"いまの当番を見る", "see who answers now"}, "tasuki roster now " + view.arguments().one("TEAM"));
}

void show_cover(const api::RosterSpan& span, View& view) {
  std::size_t place = 0;
  for (const auto& entry : span.on_duty()) show_entry(entry, ++place, view);
  if (place == 0) view.line(view.say({"  だれも出ません。", "  Nobody answers."}), Style::Bad);
}

void show_now(const api::Response& response, View& view) {
  const auto& now = response.roster_now().now();
  const auto& next = response.roster_now().next();
  view.line(view.say({"いま（", "Now, until "}) + view.time(now.until()) + view.say({" まで）  ", ":  "}) +
                view.word(List::CoverageWindow, now.window()),
            Style::Strong);
  show_cover(now, view);
  view.line(view.say({"つぎ（", "Then, from "}) + view.time(next.from()) + view.say({" から）  ", ":  "}) +
            view.word(List::CoverageWindow, next.window()));
  show_cover(next, view);
}

constexpr std::string_view kRosterTemplate = R"toml(# 当番表 / who answers when
# 時間帯: business 開所時間、early 朝6時〜開所、late 終了〜22時、night 22時〜6時、weekend 土日祝
# 時間帯ごとに、かける順に並べます。機関の名前は tasuki team show のとおりに書きます。
# Windows: business, early (from 6), late (until 22), night (22 to 6), weekend. In the order of ringing.
business_hours = "09:00-17:30"

[[business]]
agency = "ひまわり相談支援センター"
number = "045-000-0010"

[[night]]
agency = "さくら精神科病院"
number = "045-000-0001"
note = "3階東病棟"  # ひとこと。連絡調整の同意がある機関にだけ届きます / a note
)toml";

Attempt<ExitCode> run_roster_template(Invocation& invocation) {
  if (invocation.json) {
    print(invocation.io.out, {{"toml", std::string(kRosterTemplate)}});
  } else {
    invocation.io.out << kRosterTemplate;
  }
  return ExitCode::Done;
}

Positional roster_team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }

}  // namespace

std::vector<Command> roster_commands() {
  return {
      {.verb = "roster set",
       .help = {"当番表を決める（調整役）", "set who answers when (coordinator)"},
       .positionals = {roster_team(), {"FILE.toml", {"当番表のファイル", "the roster's file"}}},
       .exchange = {.fill = fill_roster, .json = json_of_roster, .show = show_roster, .names_agencies = true},
       .prepare = prepare_duty_file},
      {.verb = "roster show",
       .help = {"当番表を見る", "show who answers when"},
       .positionals = {roster_team()},
       .exchange =
           {.fill = fill_show_roster, .json = json_of_roster, .show = show_roster, .names_agencies = true}},
      {.verb = "roster now",
       .help = {"いま出るのはだれか", "who answers at this moment, and who next"},
       .positionals = {roster_team()},
       .exchange = {.fill = fill_now, .json = json_of_now, .show = show_now}},
      {.verb = "roster template",
       .help = {"当番表のひな形を出す", "print a template of a roster"},
       .run = run_roster_template}};
}

}  // namespace tasuki::cli
