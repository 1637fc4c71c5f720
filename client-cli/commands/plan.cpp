#include <charconv>
#include <set>

#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/invocation.hpp"
#include "client-cli/plan/plan_file.hpp"
#include "client-cli/plan/plan_page.hpp"
#include "client-cli/plan/plan_view.hpp"
#include "client/small_file.hpp"

namespace tasuki::cli {

namespace {

/// Under which the file's text waits among the arguments.
constexpr std::string_view kPlanText = "text of FILE.toml";

Attempt<> prepare_plan(Arguments& arguments) {
  const auto& file = arguments.one("FILE.toml");
  const auto content = client::read_small_file(file, kLongestPlanFile);
  if (!content) return usage("file-unreadable", file);
  arguments.add(kPlanText, to_string(content->reveal()));
  api::PlanSetRequest checked;
  return read_plan_file(arguments.one(kPlanText), file, checked);
}

Attempt<> fill_plan_set(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& set = *request.mutable_plan_set();
  TRY_VOID(read_plan_file(arguments.one(kPlanText), arguments.one("FILE.toml"), set));
  set.set_team(arguments.one("TEAM"));
  set.set_permitted_only(arguments.has("--permitted-only"));
  set.set_dry_run(arguments.has("--dry-run"));
  return {};
}

Json json_of_plan_set(const api::Response& response, Language) {
  const auto& set = response.plan_set();
  Json parts = Json::array();
  for (const auto& part : set.part()) {
    parts.push_back({{"message_id", json_hex(part.message_id())},
                     {"sections", json_texts(part.section())},
                     {"to", json_hexes(part.agency_id())},
                     {"categories", json_texts(part.category())}});
  }
  Json denied = Json::array();
  for (const auto& each : set.denied()) {
    denied.push_back({{"section", each.section()},
                      {"agency_id", json_hex(each.agency_id())},
                      {"missing", json_texts(each.missing())},
                      {"reason", json_text(each.reason())}});
  }
  return {{"version", set.version()}, {"parts", std::move(parts)}, {"denied", std::move(denied)}};
}

/// Agency by agency: a section on a line, with what is missing for it.
void show_denied(const api::PlanSetAnswer& set, View& view) {
  std::set<std::string> shown;
  for (const auto& denied : set.denied()) {
    if (!shown.insert(denied.agency_id()).second) continue;
    view.line("  " + denied.name() +
                  view.say({" には送りません。同意がない情報区分:", " does not get, for want of consent:"}),
              Style::Warning);
    for (const auto& other : set.denied()) {
      if (other.agency_id() != denied.agency_id()) continue;
      view.row({{"    " + view.word(List::PlanSection, other.section())},
                {view.words(List::Category, other.missing()), Style::Faint}});
    }
    view.flush();
  }
}

void show_plan_set(const api::Response& response, View& view) {
  const auto& set = response.plan_set();
  const bool is_dry = view.arguments().has("--dry-run");
  view.line((is_dry ? view.say({"試しです。何も送っていません。クライシスプラン 第",
                                "A dry run: nothing was sent. Crisis plan, version "})
                    : view.say({"クライシスプランを送りました。第", "The crisis plan went out. Version "})) +
                std::to_string(set.version()) + view.say({"版", ""}),
            is_dry ? Style::Warning : Style::Good);
  for (const auto& part : set.part()) {
    std::string names;
    for (const auto& name : part.name()) names += (names.empty() ? "" : view.say({"、", ", "})) + name;
    view.line("  " + view.words(List::PlanSection, part.section()));
    view.line("    → " + names, Style::Strong);
  }
  view.flush();
  show_denied(set, view);
  const auto& team = view.arguments().one("TEAM");
  if (is_dry)
    return view.next({"送る", "send it"},
                     "tasuki crisis-plan set " + team + " " + view.arguments().one("FILE.toml"));
  view.next({"だれが受け取ったか見る", "see who has it"}, "tasuki crisis-plan show " + team);
}

Attempt<> fill_plan_show(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& show = *request.mutable_plan_show();
  show.set_team(arguments.one("TEAM"));
  if (!arguments.has("--number")) return {};
  const auto& text = arguments.one("--number");
  std::uint32_t version = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), version);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || version == 0)
    return usage("value-unknown", "--number " + text);
  show.set_version(version);
  return {};
}

Json json_of_plan_answer(const api::Response& response, Language) { return json_of_plan(response.plan()); }

void show_plan(const api::Response& response, View& view) {
  const auto& arguments = view.arguments();
  const PlanPageKind kind{arguments.has("--person"), arguments.one("--stage"), arguments.has("--disaster")};
  const auto page = plan_page(response.plan(), kind, view.language(), view.moment().zone);
  const bool is_html = arguments.one("--format") == "html";
  view.raw(is_html ? plan_as_html(page, view.language()) : plan_as_text(page));
  const bool is_page = arguments.has("--format") || kind.for_person || !kind.stage.empty() || kind.disaster;
  if (is_page) return;
  show_plan_sharing(response.plan(), view);
  if (response.plan().overdue())
    view.line(view.say({"見直しの日が過ぎています。本人と見直してください。",
                        "Its review is overdue: look at it again together with the person."}),
              Style::Warning);
}

Attempt<> fill_plan_versions(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_plan_versions()->set_team(arguments.one("TEAM"));
  return {};
}

Json json_of_plan_version(const api::Response& response, Language) {
  const auto& version = response.plan_version();
  return {{"version", version.version()},
          {"newest", version.newest()},
          {"from_agency", json_hex(version.author())},
          {"from_agency_name", version.author_name()},
          {"stated_at", json_time(version.stated_at())},
          {"review", show_plan_day(version.review_day())},
          {"sections", json_texts(version.section())}};
}

void show_plan_version(const api::Response& response, View& view) {
  const auto& version = response.plan_version();
  view.flush();
  view.row({{view.say({"第", "version "}) + std::to_string(version.version()) + view.say({"版", ""}),
             version.newest() ? Style::Good : Style::Faint},
            {view.time(version.stated_at())},
            {version.author_name()}});
  view.flush();
  for (const auto& section : version.section()) view.line("  " + view.word(List::PlanSection, section));
}

void finish_plan_versions(View& view) {
  if (view.shown > 0) return;
  view.line(view.say({"ここに届いているクライシスプランはありません。", "No crisis plan has come here."}));
  view.next({"ひな形から作る", "begin with the template"}, "tasuki crisis-plan template > plan.toml");
}

Attempt<ExitCode> run_plan_template(Invocation& invocation) {
  if (invocation.json) {
    print(invocation.io.out, {{"template", std::string(plan_template())}});
  } else {
    invocation.io.out << plan_template();
  }
  return ExitCode::Done;
}

Attempt<ExitCode> run_plan_export(Invocation& invocation) {
  const auto& path = invocation.arguments.one("FILE.toml");
  api::Request request;
  TRY_VOID(fill_plan_show(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  api::PlanAnswer plan;
  TRY_VOID(conversation.ask(request, [&](const api::Response& response) { plan = response.plan(); }));
  if (!client::write_file_atomically(path, as_bytes(write_plan_file(plan))))
    return Failure(ExitCode::Refused, "file-unwritable", path);
  if (invocation.json) {
    print(invocation.io.out, {{"file", path}, {"version", plan.version()}});
  } else {
    invocation.io.out << invocation.say({"クライシスプランを書き出しました: ", "The crisis plan is in "})
                      << path << "\n"
                      << invocation.say({"直したら: ", "When changed: "}) << "tasuki crisis-plan set "
                      << invocation.arguments.one("TEAM") << " " << path << "\n";
  }
  return ExitCode::Done;
}

Positional plan_team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }
Positional plan_file() { return {"FILE.toml", {"クライシスプランのファイル", "the plan's file"}}; }
Option version_option() {
  return {.flag = "--number",
          .value = "N",
          .help = {"この版（既定 最新）", "that version; the newest unless said"}};
}

Command plan_show_command() {
  return {.verb = "crisis-plan show",
          .help = {"クライシスプランを見る、印刷する（開封になります）",
                   "read or print the crisis plan; the sender is told that it was opened"},
          .positionals = {plan_team()},
          .options = {version_option(),
                      {.flag = "--format",
                       .value = "F",
                       .help = {"印刷用: text か html（A4）", "for printing: text or html (A4)"},
                       .choices = "text, html"},
                      {.flag = "--person",
                       .help = {"本人に渡すページ", "the page for the person"},
                       .takes = Takes::Nothing},
                      {.flag = "--stage",
                       .value = "S",
                       .help = {"この段階だけ", "this stage only"},
                       .of = List::Stage},
                      {.flag = "--disaster",
                       .help = {"災害のときのページ", "the page for a disaster"},
                       .takes = Takes::Nothing}},
          .exchange = {.fill = fill_plan_show, .json = json_of_plan_answer, .show = show_plan}};
}

Command plan_set_command() {
  return {.verb = "crisis-plan set",
          .help = {"クライシスプランの新しい版を送る", "send a new version of the crisis plan"},
          .positionals = {plan_team(), plan_file()},
          .options = {permitted_only_option(), dry_run_option()},
          .exchange = {.fill = fill_plan_set, .json = json_of_plan_set, .show = show_plan_set},
          .prepare = prepare_plan};
}

}  // namespace

std::vector<Command> plan_commands() {
  return {plan_set_command(),
          plan_show_command(),
          {.verb = "crisis-plan versions",
           .help = {"クライシスプランのこれまでの版", "every version of the crisis plan"},
           .positionals = {plan_team()},
           .exchange = {.fill = fill_plan_versions,
                        .json = json_of_plan_version,
                        .show = show_plan_version,
                        .finish = finish_plan_versions}},
          {.verb = "crisis-plan template",
           .help = {"書き方の説明つきのひな形", "a file to begin with, explained"},
           .run = run_plan_template},
          {.verb = "crisis-plan export",
           .help = {"クライシスプランをファイルに書き出す", "write the crisis plan to a file"},
           .positionals = {plan_team(), plan_file()},
           .options = {version_option()},
           .run = run_plan_export}};
}

}  // namespace tasuki::cli
