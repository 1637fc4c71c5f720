#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_agency_list(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& list = *request.mutable_agency_list();
  list.set_kind(arguments.one("--kind"));
  list.set_open_now(arguments.has("--open-now"));
  list.set_ask(arguments.one("--asks"));
  return {};
}

Attempt<> fill_agency_show(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_agency_show()->set_agency(arguments.one("AGENCY"));
  return {};
}

Attempt<> fill_agency_set(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& set = *request.mutable_agency_set();
  set.set_set_hours(arguments.has("--hours"));
  set.set_hours(arguments.one("--hours"));
  set.set_set_asks(arguments.has("--asks"));
  copy(arguments.all("--asks"), *set.mutable_ask());
  set.set_confirm(arguments.has("--confirm"));
  if (!set.set_hours() && !set.set_asks() && !set.confirm()) return usage("argument-missing", "--confirm");
  return {};
}

Json json_of_agency(const api::Response& response, Language) {
  const auto& agency = response.agency();
  Json phones = Json::array();
  for (const auto& phone : agency.phone()) {
    phones.push_back({{"window", json_text(phone.window())},
                      {"number", phone.number()},
                      {"note", json_text(phone.note())}});
  }
  return {{"agency_id", json_hex(agency.agency_id())},
          {"name", agency.name()},
          {"kind", agency.kind()},
          {"own", agency.own()},
          {"trust", json_text(agency.trust())},
          {"phones", std::move(phones)},
          {"hours", json_text(agency.hours())},
          {"hours_unreadable", agency.hours_unreadable()},
          {"open", json_text(agency.open())},
          {"changes_at", json_time(agency.changes_at())},
          {"asks", json_texts(agency.ask())},
          {"confirmed_at", json_time(agency.confirmed_at())},
          {"stale", agency.stale()}};
}

std::string hours_of(const api::AgencyAnswer& agency, const View& view) {
  if (agency.hours_unreadable())
    return view.say({"読み取れません（電話で確かめてください）", "not readable here: ring and ask"});
  if (agency.hours().empty()) return view.say({"登録なし", "not said"});
  return view.say({agency.hours_ja(), agency.hours()});
}

Cell open_cell(const api::AgencyAnswer& agency, const View& view) {
  if (agency.open().empty()) return {view.say({"不明", "not known"}), Style::Warning};
  const bool open = agency.open() == "open";
  auto text = open ? view.say({"開所中", "open"}) : view.say({"閉所", "closed"});
  if (agency.changes_at() != 0)
    text += (open ? view.say({"（終了 ", " (until "}) : view.say({"（次の開所 ", " (opens "})) +
            view.time(agency.changes_at()) + view.say({"）", ")"});
  return {std::move(text), open ? Style::Good : Style::Faint};
}

Cell confirmed_cell(const api::AgencyAnswer& agency, const View& view) {
  if (agency.confirmed_at() == 0)
    return {view.say({"確認されていません", "never confirmed"}), Style::Warning};
  const auto day = view.day(agency.confirmed_at());
  if (!agency.stale()) return {day + view.say({" 確認", " confirmed"})};
  return {day + view.say({" 確認（半年より前です）", " confirmed (more than half a year ago)"}),
          Style::Warning};
}

void show_agency_details(const api::AgencyAnswer& agency, View& view) {
  view.line(agency.name() + "  " + view.id(agency.agency_id()) +
                (agency.own() ? view.say({"  （自分の機関）", "  (this agency)"}) : ""),
            Style::Strong);
  view.field({"種別", "kind"}, view.word(List::AgencyKind, agency.kind()));
  const auto open = open_cell(agency, view);
  view.field({"いま", "now"}, open.text, open.style);
  view.field({"開所時間", "hours"}, hours_of(agency, view));
  for (const auto& phone : agency.phone()) {
    const std::string when =
        phone.window().empty() ? "" : "  " + view.word(List::CoverageWindow, phone.window());
    view.field({"電話", "phone"}, phone.number() + when + (phone.note().empty() ? "" : "  " + phone.note()));
  }
  if (!agency.ask().empty()) view.field({"頼めること", "ask for"}, view.words(List::Ask, agency.ask()));
  const auto confirmed = confirmed_cell(agency, view);
  view.field({"情報の確認", "confirmed"}, confirmed.text, confirmed.style);
}

void show_agency(const api::Response& response, View& view) { show_agency_details(response.agency(), view); }

void show_agency_line(const api::Response& response, View& view) {
  show_agency_details(response.agency(), view);
  view.line();
}

void finish_agency_list(View& view) {
  if (view.shown > 0) return;
  view.line(view.say({"あてはまる機関はありません。", "No agency fits."}));
  if (view.arguments().has("--open-now"))
    view.line(view.say({"開所時間が登録されていない機関は出ません。--open-now なしで確かめてください。",
                        "Agencies whose hours are not known are left out. Try without --open-now."}));
}

void show_agency_set(const api::Response& response, View& view) {
  view.line(view.say({"登録しました。連絡先機関に伝わります。", "Published; contacts are told."}),
            Style::Good);
  show_agency_details(response.agency(), view);
}

}  // namespace

std::vector<Command> agency_commands() {
  return {{.verb = "agency list",
           .help = {"地域の資源: 機関の開所時間、電話、頼めること",
                    "the agencies as resources: hours, numbers, what to ask them for"},
           .options = {{.flag = "--kind",
                        .value = "K",
                        .help = {"この種別だけ", "of this kind only"},
                        .of = List::AgencyKind},
                       {.flag = "--open-now",
                        .help = {"いま開いている機関だけ", "only those that are open now"},
                        .takes = Takes::Nothing},
                       {.flag = "--asks",
                        .value = "CODE",
                        .help = {"これを頼める機関だけ", "only those to ask for this"},
                        .of = List::Ask}},
           .exchange = {.fill = fill_agency_list,
                        .json = json_of_agency,
                        .show = show_agency_line,
                        .finish = finish_agency_list}},
          {.verb = "agency show",
           .help = {"一つの機関の開所時間、電話、頼めること", "one agency: hours, numbers, what to ask for"},
           .positionals = {{"AGENCY", {"機関の名前か ID", "an agency's name or id"}}},
           .exchange = {.fill = fill_agency_show, .json = json_of_agency, .show = show_agency}},
          {.verb = "agency set",
           .help = {"自分の機関の開所時間と頼めることを登録する",
                    "say when your own agency is open and what it can be asked for"},
           .options = {{.flag = "--hours",
                        .value = "TEXT",
                        .help = {"例「月-金 9:00-17:30; 土 9:00-12:00」「常時」",
                                 "such as \"mon-fri 9:00-17:30; sat 9:00-12:00\" or \"always\""}},
                       {.flag = "--asks",
                        .value = "CODE",
                        .help = {"頼めること", "what it can be asked for"},
                        .takes = Takes::List,
                        .of = List::Ask},
                       {.flag = "--confirm",
                        .help = {"今のままで正しいと確認する", "it is right as it stands"},
                        .takes = Takes::Nothing}},
           .exchange = {.fill = fill_agency_set, .json = json_of_agency, .show = show_agency_set}}};
}

}  // namespace tasuki::cli
