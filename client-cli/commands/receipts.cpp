#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/message_view.hpp"
#include "client-cli/freshness.hpp"
#include "client-cli/plan/plan_view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_act(const Arguments& arguments, std::string_view act, api::Request& request) {
  auto& message = *request.mutable_act();
  message.set_message(arguments.one("MESSAGE"));
  message.set_act(std::string(act));
  message.set_note(arguments.one("--note"));
  return {};
}

Attempt<> fill_open(const Arguments& a, const Moment&, api::Request& request) {
  return fill_act(a, "open", request);
}
Attempt<> fill_accept(const Arguments& a, const Moment&, api::Request& request) {
  return fill_act(a, "accept", request);
}
Attempt<> fill_decline(const Arguments& a, const Moment&, api::Request& request) {
  return fill_act(a, "decline", request);
}
Attempt<> fill_close(const Arguments& a, const Moment&, api::Request& request) {
  return fill_act(a, "close", request);
}

/// What `open` gives is the message too: opening it is how one reads it.
Json json_of_act(const api::Response& response, Language) {
  const auto& act = response.act();
  Json json;
  if (response.has_message()) {
    json = json_of_message(response.message());
    json["receipt_id"] = json_hex(response.message().receipt_id());
    return json;
  }
  if (act.has_message()) json = json_of_message(act.message());
  json["message_id"] = json_hex(act.message_id());
  json["state"] = act.state();
  json["receipt_id"] = json_hex(act.receipt_id());
  if (act.has_plan_steps()) json["plan_steps"] = json_of_plan_steps(act.plan_steps());
  return json;
}

/// One's own message and one that is done with are nobody's to accept.
void show_what_is_left_to_do(const api::MessageAnswer& message, View& view) {
  const auto id = view.id(message.message_id());
  if (message.state() == "sent" || message.state() == "closed" || message.state() == "declined")
    return view.next({"受領状況を見る", "see who got how far"}, "tasuki receipts " + id);
  if (message.state() == "accepted") return view.next({"済んだら", "when done"}, "tasuki close " + id);
  view.next({"対応する／できない", "to act on it, or not"},
            "tasuki accept " + id + view.say({" または ", " or "}) + "tasuki decline " + id);
}

void show_open(const api::Response& response, View& view) {
  const auto& message = response.has_message() ? response.message() : response.act().message();
  show_opened_message(message, view);
  if (response.act().has_plan_steps()) show_plan_steps(response.act().plan_steps(), view);
  if (message.has_taken()) {
    view.line(view.say({"ほかの機関が受領しています。これ以上、電話をかける必要はありません。",
                        "Another agency has accepted it. Nobody else has to be rung."}),
              Style::Good);
  } else if (message.urgency() == "phone") {
    view.line(view.say({"緊急度「電話」です。だれかが電話に出るまで終わりません。",
                        "Urgency is phone: it is not over until somebody has answered a call."}),
              Style::Bad);
  }
  show_what_is_left_to_do(message, view);
}

void show_act(const api::Response& response, View& view) {
  const auto& act = response.act();
  view.line(view.id(act.message_id()) + "  " + view.word(List::MessageState, act.state()),
            style_of_state(act.state()));
}

void show_accepted(const api::Response& response, View& view) {
  show_act(response, view);
  view.next({"済んだら", "when done"}, "tasuki close " + view.id(response.act().message_id()));
}

Attempt<> fill_receipts(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_receipts()->set_message(arguments.one("MESSAGE"));
  return {};
}

Json json_of_receipts(const api::Response& response, Language) {
  const auto& receipts = response.receipts();
  Json states = Json::array();
  for (const auto& state : receipts.states()) {
    states.push_back({{"state", state.state()},
                      {"at", json_time(state.at())},
                      {"staff_id", json_hex(state.staff_id())},
                      {"staff", json_text(state.staff())},
                      {"receipt_id", json_hex(state.receipt_id())},
                      {"note", json_text(state.note())}});
  }
  Json json{{"agency_id", json_hex(receipts.agency_id())},
            {"name", receipts.name()},
            {"state", receipts.state()},
            {"states", std::move(states)}};
  if (receipts.step() != 0) {
    json["step"] = receipts.step();
    json["disclosure"] = receipts.disclosure();
    json["forward"] = json_hex(receipts.forward());
  }
  add_freshness(json, receipts.has_freshness(), receipts.freshness());
  return json;
}

/// Also of whoever was told nothing: then that is the state.
std::string state_text(const api::ReceiptsAnswer& receipts, const View& view) {
  const auto list =
      receipts.state() == receipts.disclosure() ? List::EscalationDisclosure : List::MessageState;
  return view.word(list, receipts.state());
}

void show_receipts(const api::Response& response, View& view) {
  const auto& receipts = response.receipts();
  if (view.shown == 0 && receipts.has_freshness()) {
    view.field({"いつの情報", "freshness"}, freshness_line(receipts.freshness(), view),
               style_of(receipts.freshness()));
    view.flush();
  }
  view.row({{receipts.name().empty() ? view.id(receipts.agency_id()) : receipts.name(), Style::Strong},
            {state_text(receipts, view), style_of_state(receipts.state())}});
  if (receipts.step() != 0) {
    view.row({{view.say({"  連絡の順番", "  turn"}), Style::Faint},
              {view.say({"", "number "}) + std::to_string(receipts.step()) + view.say({"番目", ""})}});
  }
  for (const auto& state : receipts.states()) {
    view.row({{"  " + view.word(List::MessageState, state.state()), Style::Faint},
              {view.time(state.at())},
              {state.staff()},
              {state.note()}});
  }
}

Command act(std::string_view verb, Text help, Exchange exchange) {
  exchange.json = json_of_act;
  return {.verb = verb,
          .help = help,
          .positionals = {{"MESSAGE", {"メッセージの ID", "a message's id"}}},
          .options = {{.flag = "--note", .value = "TEXT", .help = {"ひとこと", "a note"}}},
          .exchange = exchange};
}

}  // namespace

std::vector<Command> receipt_commands() {
  return {act("open", {"開いて読む（開封の記録が送られる）", "open and read; the sender is told"},
              {.fill = fill_open, .show = show_open, .names_agencies = true}),
          act("accept", {"受領する（対応します）", "say: I will act"},
              {.fill = fill_accept, .show = show_accepted}),
          act("decline", {"辞退する（対応できません）", "say: I cannot"},
              {.fill = fill_decline, .show = show_act}),
          act("close", {"完了にする", "say: it is done"}, {.fill = fill_close, .show = show_act}),
          {.verb = "receipts",
           .help = {"受領状況: だれがどこまで", "the receipt board: who got how far"},
           .positionals = {{"MESSAGE", {"メッセージの ID", "a message's id"}}},
           .exchange = {.fill = fill_receipts, .json = json_of_receipts, .show = show_receipts}}};
}

}  // namespace tasuki::cli
