#include "client-cli/commands/decision_view.hpp"
#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/groups.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_period(const Arguments& arguments, const Moment& moment, api::ConsentGrantRequest& grant) {
  Time from = beginning_of_day(moment.now, moment.zone);
  if (arguments.has("--from")) {
    TRY(from, day_of(arguments, "--from", moment.zone));
  }
  grant.set_from(to_millis(from));
  if (!arguments.has("--until")) return {};
  TRY(const auto until, end_of_day_of(arguments, "--until", moment.zone));
  if (until <= from) return usage("period-empty", "--until " + arguments.one("--until"));
  grant.set_until(to_millis(until));
  return {};
}

Attempt<> fill_grant(const Arguments& arguments, const Moment& moment, api::Request& request) {
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(arguments.one("TEAM"));
  copy(arguments.all("--category"), *grant.mutable_category());
  copy(arguments.all("--to"), *grant.mutable_to());
  TRY_VOID(fill_period(arguments, moment, grant));
  TRY(const auto on, day_of(arguments, "--on", moment.zone));
  grant.set_obtained(arguments.one("--obtained"));
  grant.set_obtained_on(to_millis(on));
  grant.set_note(arguments.one("--note"));
  return {};
}

Attempt<> fill_refuse(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& refuse = *request.mutable_consent_refuse();
  refuse.set_team(arguments.one("TEAM"));
  copy(arguments.all("--category"), *refuse.mutable_category());
  copy(arguments.all("--to"), *refuse.mutable_to());
  return {};
}

Attempt<> fill_confirm(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_consent_confirm()->set_consent(arguments.one("CONSENT"));
  return {};
}

Attempt<> fill_withdraw(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_consent_withdraw()->set_consent(arguments.one("CONSENT"));
  request.mutable_consent_withdraw()->set_reason(arguments.one("--reason"));
  return {};
}

Attempt<> fill_list(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_consent_list()->set_team(arguments.one("TEAM"));
  return {};
}

Attempt<> fill_check(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& check = *request.mutable_consent_check();
  check.set_team(arguments.one("TEAM"));
  copy(arguments.all("--category"), *check.mutable_category());
  copy_recipients(arguments, *check.mutable_to());
  return {};
}

Json json_of_answer(const api::Response& response, Language) { return json_of_consent(response.consent()); }
Json json_of_line(const api::Response& response, Language) {
  return json_of_decision(response.decision().decision());
}

Style style_of(const api::ConsentAnswer& consent) {
  if (consent.state() == "active") return consent.kind() == "refusal" ? Style::Bad : Style::Good;
  return consent.state() == "unconfirmed" || consent.state() == "not-yet" ? Style::Warning : Style::Faint;
}

std::string kind_of(const api::ConsentAnswer& consent, const View& view) {
  return consent.kind() == "refusal" ? view.say({"不同意", "refusal"}) : view.say({"同意", "consent"});
}

std::string agencies(const google::protobuf::RepeatedPtrField<std::string>& ids, const View& view) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : view.say({"、", ", "})) + view.agency(id);
  return text;
}

std::string period_of(const api::ConsentAnswer& consent, const View& view) {
  if (consent.from() == 0 && consent.until() == 0) return {};
  // The API's end is not included; people name the last day that is.
  const auto last = consent.until() == 0 ? view.say({"期限なし", "no end"}) : view.day(consent.until() - 1);
  return view.day(consent.from()) + view.say({" から ", " to "}) + last;
}

void show_consent(const api::Response& response, View& view) {
  const auto& consent = response.consent();
  view.line(kind_of(consent, view) + "  " + view.id(consent.consent_id()) + "  " +
                view.word(List::ConsentState, consent.state()),
            style_of(consent));
  view.field({"情報区分", "categories"}, view.words(List::Category, consent.category()));
  view.field({"提供先", "to"}, agencies(consent.to(), view));
  if (const auto period = period_of(consent, view); !period.empty()) view.field({"期間", "period"}, period);
  if (!consent.obtained().empty()) {
    view.field({"取得", "obtained"},
               view.day(consent.obtained_on()) + "  " + view.word(List::Obtained, consent.obtained()));
  }
  if (!consent.attested_by().empty())
    view.field({"記録・確認した機関", "attested by"}, agencies(consent.attested_by(), view));
}

void show_granted(const api::Response& response, View& view) {
  show_consent(response, view);
  if (response.consent().state() != "unconfirmed") return;
  view.line(view.say({"自分の機関あての同意は、別の機関が確認するまで数えられません。",
                      "For your own agency it counts once another agency has confirmed it."}),
            Style::Warning);
  view.next({"別の機関で", "at another agency"},
            "tasuki consent confirm " + view.id(response.consent().consent_id()));
}

void show_refused(const api::Response& response, View& view) {
  show_consent(response, view);
  view.line(
      view.say({"不同意は支援チームのすべての機関に見えます。", "Every member of the team sees a refusal."}),
      Style::Warning);
}

void show_withdrawn(const api::Response& response, View& view) {
  show_consent(response, view);
  view.line(view.say({"これからは送られません。すでに届いたものは残ります。",
                      "Nothing more is sent on it. What was delivered stays delivered."}));
}

void finish_list(View& view) {
  if (view.shown == 0)
    view.line(view.say({"同意も不同意も、まだ記録されていません。", "No consent and no refusal yet."}));
}

void show_check(const api::Response& response, View& view) {
  show_decision(response.decision().decision(), view);
}

Positional team() { return {"TEAM", {"支援チームの ID", "a team's id"}}; }
Positional consent() { return {"CONSENT", {"同意の ID", "a consent's id"}}; }

Option category() {
  return {.flag = "--category",
          .value = "C",
          .help = {"情報区分", "information categories"},
          .takes = Takes::List,
          .required = true,
          .of = List::Category};
}

Option to(bool required) {
  return {.flag = "--to",
          .value = "AGENCY|team",
          .help = {"提供先の機関、または team（ほかの全機関）", "which agencies; team: every other member"},
          .takes = Takes::List,
          .required = required};
}

Command grant_command() {
  return {
      .verb = "consent grant",
      .help = {"本人の同意を記録する", "record what the person allows"},
      .positionals = {team()},
      .options =
          {category(),
           to(true),
           {.flag = "--from",
            .value = "D",
            .help = {"この日から（既定 今日）", "first day; today unless said"}},
           {.flag = "--until", .value = "D", .help = {"この日まで（その日を含む）", "last day, included"}},
           {.flag = "--obtained",
            .value = "HOW",
            .help = {"どのように得たか", "how it was obtained"},
            .required = true,
            .of = List::Obtained},
           {.flag = "--on", .value = "D", .help = {"得た日", "the day it was obtained"}, .required = true},
           {.flag = "--note", .value = "TEXT", .help = {"メモ", "a note"}}},
      .exchange = {.fill = fill_grant,
                   .json = json_of_answer,
                   .show = show_granted,
                   .asks_time = true,
                   .names_agencies = true}};
}

}  // namespace

std::vector<Command> consent_commands() {
  return {grant_command(),
          {.verb = "consent refuse",
           .help = {"本人の不同意を記録する（どの同意よりも優先）",
                    "record what the person forbids; outranks every consent"},
           .positionals = {team()},
           .options = {category(), to(true)},
           .exchange =
               {.fill = fill_refuse, .json = json_of_answer, .show = show_refused, .names_agencies = true}},
          {.verb = "consent confirm",
           .help = {"別の機関が記録した同意を確認する", "attest a consent that another agency recorded"},
           .positionals = {consent()},
           .exchange =
               {.fill = fill_confirm, .json = json_of_answer, .show = show_consent, .names_agencies = true}},
          {.verb = "consent withdraw",
           .help = {"同意の撤回を記録する", "record that the person takes it back"},
           .positionals = {consent()},
           .options = {{.flag = "--reason", .value = "TEXT", .help = {"理由", "why"}}},
           .exchange = {.fill = fill_withdraw,
                        .json = json_of_answer,
                        .show = show_withdrawn,
                        .names_agencies = true}},
          {.verb = "consent list",
           .help = {"同意と不同意の一覧", "what the person allows and forbids"},
           .positionals = {team()},
           .exchange = {.fill = fill_list,
                        .json = json_of_answer,
                        .show = show_consent,
                        .finish = finish_list,
                        .names_agencies = true}},
          {.verb = "consent check",
           .help = {"だれに何を伝えてよいか確かめる", "ask who may be told what"},
           .positionals = {team()},
           .options = {category(), to(false)},
           .exchange = {.fill = fill_check, .json = json_of_line, .show = show_check}}};
}

}  // namespace tasuki::cli
