#include "client-cli/commands/handoff.hpp"

#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/handoff_page.hpp"
#include "client-cli/freshness.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_list(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_handoff_list()->set_team(arguments.one("TEAM"));
  return {};
}

Attempt<> fill_show(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_handoff_show()->set_message(arguments.one("MESSAGE"));
  return {};
}

Json json_of_acceptances(const api::HandoffAnswer& handoff) {
  Json list = Json::array();
  for (const auto& accepted : handoff.accepted()) {
    list.push_back({{"agency_id", json_hex(accepted.agency_id())},
                    {"agency_name", accepted.agency_name()},
                    {"staff", json_text(accepted.staff())},
                    {"at", json_time(accepted.at())},
                    {"note", json_text(accepted.note())}});
  }
  return list;
}

Json json_of_handoff(const api::HandoffAnswer& handoff) {
  Json json{{"message_id", json_hex(handoff.message_id())},
            {"team_id", json_hex(handoff.team_id())},
            {"person", json_text(handoff.person())},
            {"back", handoff.back()},
            {"from_agency", json_hex(handoff.from_agency())},
            {"from_agency_name", handoff.from_agency_name()},
            {"from_staff", json_text(handoff.from_staff())},
            {"to", json_hexes(handoff.to())},
            {"urgency", handoff.urgency()},
            {"categories", json_texts(handoff.category())},
            {"sent_at", json_time(handoff.sent_at())},
            {"window", handoff.window()},
            {"from", json_time(handoff.from())},
            {"until", json_time(handoff.until())},
            {"accept_by", json_time(handoff.accept_by())},
            {"state", json_text(handoff.state())},
            {"read_back", handoff.read_back()},
            {"accepted", json_of_acceptances(handoff)},
            {"unaccepted", handoff.unaccepted()},
            {"open_count", handoff.open_count()}};
  add_freshness(json, handoff.has_freshness(), handoff.freshness());
  json["basis"] = json_text(handoff.freshness().basis());
  return json;
}

Json json_of_line(const api::Response& response, Language) { return json_of_handoff(response.handoff()); }

Json json_of_shown(const api::Response& response, Language) {
  const auto& handoff = response.handoff();
  auto json = json_of_handoff(handoff);
  const auto& said = handoff.said();
  json["identify"] = json_text(said.identify());
  json["situation"] = said.situation();
  json["background"] = json_text(said.background());
  json["assessment"] = json_text(said.assessment());
  json["recommendation"] = json_text(said.recommendation());
  json["body"] = handoff.body();
  json["open"] = json_hexes(said.open());
  json["items"] = json_of_items(handoff.open());
  json["open_elsewhere"] = handoff.open_elsewhere();
  return json;
}

void show_line(const api::Response& response, View& view) {
  const auto& handoff = response.handoff();
  view.flush();
  view.row({{handoff.back() ? view.say({"朝の引き継ぎ", "hand-back"}) : view.say({"申し送り", "handoff"})},
            {view.id(handoff.message_id()), Style::Strong},
            {handoff.from_agency_name()}});
  view.flush();
  view.field({"対応時間帯", "window"}, window_line(handoff.window(), handoff.from(), handoff.until(), view));
  const auto acceptance = acceptance_of(handoff, view);
  view.field({"受領", "accepted"}, acceptance.text, acceptance.style);
  view.field({"いつの情報", "freshness"}, freshness_line(handoff.freshness(), view, Basis::NotOwed),
             style_of(handoff.freshness()));
  view.flush();
}

void finish_list(View& view) {
  if (view.shown == 0)
    return view.line(view.say({"ここに届いている申し送りはありません。", "No handoff has come here."}));
  view.next({"読む", "read one"}, "tasuki handoff show ID");
}

void show_one(const api::Response& response, View& view) {
  show_handoff_page(response.handoff(), view.arguments().has("--full"), view);
}

}  // namespace

Json json_of_items(const google::protobuf::RepeatedPtrField<api::OpenItem>& items) {
  Json list = Json::array();
  for (const auto& item : items) {
    list.push_back({{"what", item.what()},
                    {"message_id", json_hex(item.message_id())},
                    {"agency_id", json_hex(item.agency_id())},
                    {"agency_name", item.agency_name()},
                    {"urgency", item.urgency()},
                    {"kind", item.kind()},
                    {"categories", json_texts(item.category())},
                    {"at", json_time(item.at())},
                    {"number", json_text(item.number())},
                    {"outcome", json_text(item.outcome())},
                    {"stage", json_text(item.stage())},
                    {"left_out", item.left_out()}});
  }
  return list;
}

std::vector<Command> handoff_commands() {
  return {handoff_write_command(),
          {.verb = "handoff list",
           .help = {"申し送りの一覧", "the team's handoffs"},
           .positionals = {{"TEAM", {"支援チームの ID", "a team's id"}}},
           .exchange = {.fill = fill_list, .json = json_of_line, .show = show_line, .finish = finish_list}},
          {.verb = "handoff show",
           .help = {"申し送りを読む（一画面、開封の記録が送られる）",
                    "read one, on one screen; the writer is told"},
           .positionals = {{"MESSAGE", {"申し送りの ID", "a handoff's id"}}},
           .options = {{.flag = "--full", .help = {"省略せずに", "all of it"}, .takes = Takes::Nothing}},
           .exchange = {.fill = fill_show, .json = json_of_shown, .show = show_one}}};
}

}  // namespace tasuki::cli
