#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_ask(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_succession_ask()->set_old_agency(arguments.one("OLD"));
  return {};
}

Json json_of_code(const api::Response& response, Language) {
  return {{"code", response.succession_code().code()}};
}

void show_code(const api::Response& response, View& view) {
  view.line(response.succession_code().code(), Style::Strong);
  view.line(view.say({"秘密ではありません。この機関の前のノードで、管理者が入力します。",
                      "It is no secret. An administrator types it on this agency's earlier node."}));
  view.next({"前のノードで", "on the earlier node"}, "tasuki succession state …");
}

Attempt<> fill_state(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_succession_state()->set_code(arguments.one("CODE"));
  return {};
}

Attempt<> fill_continues(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_contact_continues()->set_new_agency(arguments.one("NEW"));
  request.mutable_contact_continues()->set_old_agency(arguments.one("OLD"));
  return {};
}

Json json_of_succession(const api::Response& response, Language) {
  const auto& succession = response.succession();
  return {{"old_agency", json_hex(succession.old_agency())},
          {"new_agency", json_hex(succession.new_agency())},
          {"team_ids", json_hexes(succession.team_id())}};
}

std::string in_teams(const api::Response& response, const View& view) {
  return view.say({"支援チーム: ", "teams: "}) + std::to_string(response.succession().team_id_size());
}

void show_stated(const api::Response& response, View& view) {
  view.line(
      view.say({"この機関は新しい鍵で続くと記録しました。", "It is on record who continues this agency."}),
      Style::Good);
  view.line(in_teams(response, view));
  view.line(
      view.say({"ほかの機関がコントロールセンターの支援チームには、そのコントロールセンターが入れます。電話し"
                "てください。",
                "Other coordinators let the new one into their teams: ring them."}));
}

void show_continued(const api::Response& response, View& view) {
  const auto& succession = response.succession();
  view.line(view.agency(succession.new_agency()) + view.say({" は ", " continues "}) +
                view.agency(succession.old_agency()) + view.say({" を引き継ぎました。", "."}),
            Style::Good);
  view.line(in_teams(response, view));
  view.line(view.say({"ほかの機関も、安全番号を読み合わせるまで送受信しません。各機関に知らせてください。",
                      "Every other member compares its safety number before anything passes: tell them."}));
}

}  // namespace

std::vector<Command> succession_commands() {
  return {
      {.verb = "contact continues",
       .help = {"鍵が変わった機関に、前の機関の場所を引き継がせる（コントロールセンターの管理者）",
                "an agency whose key has changed takes its earlier place; the coordinator's administrator"},
       .positionals = {{"NEW", {"新しい鍵の機関", "the agency under its new key"}},
                       {"OLD", {"前の鍵の機関", "the agency under its old key"}}},
       .exchange = {.fill = fill_continues,
                    .json = json_of_succession,
                    .show = show_continued,
                    .names_agencies = true}},
      {.verb = "succession ask",
       .help = {"新しいノードで: 前のノードに入力するコードを出す",
                "on the new node: the code to type on the earlier one"},
       .positionals = {{"OLD", {"前の機関の ID（64桁）", "the earlier agency's id, all 64 digits"}}},
       .exchange = {.fill = fill_ask, .json = json_of_code, .show = show_code}},
      {.verb = "succession state",
       .help = {"前のノードで: この機関が新しい鍵で続くと記録する",
                "on the earlier node: state that the new one continues this agency"},
       .positionals = {{"CODE", {"新しいノードが出したコード", "what the new node showed"}}},
       .exchange = {.fill = fill_state, .json = json_of_succession, .show = show_stated}}};
}

}  // namespace tasuki::cli
