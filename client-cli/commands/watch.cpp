#include <algorithm>
#include <array>

#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/message_view.hpp"

namespace tasuki::cli {

namespace {

struct EventWord {
  std::string_view event;
  Text word;
};

constexpr std::array kEvents{
    EventWord{"watching", {"見守っています（Ctrl-C で終わる）", "watching (Ctrl-C ends it)"}},
    EventWord{"message", {"メッセージが届きました", "a message came"}},
    EventWord{"alert", {"サインの通知", "a warning sign is there"}},
    EventWord{"alert-again", {"サインの通知（お知らせ済みと同じ）", "a warning sign, as shown before"}},
    EventWord{"receipt", {"受領記録", "a receipt"}},
    EventWord{"call", {"電話記録", "a call was recorded"}},
    EventWord{"peer-up", {"接続しました", "connected"}},
    EventWord{"peer-down", {"接続が切れました", "connection lost"}},
    EventWord{"team", {"支援チームが変わりました", "a team changed"}},
    EventWord{"consent", {"同意が変わりました", "consent changed"}},
    EventWord{"held", {"保留しました", "held"}},
    EventWord{"violation", {"同意の範囲外のメッセージを隔離しました", "quarantined: outside consent"}},
    EventWord{"audit-conflict",
              {"監査証跡がくいちがっています（tasuki audit verify で確かめてください）",
               "an audit trail was seen with two histories (see tasuki audit verify)"}},
    EventWord{"escalation", {"【次の連絡先へ】", "ESCALATION"}},
    EventWord{"taken",
              {"【受領済み】ほかの機関が受領しました。これ以上、電話は要りません",
               "TAKEN: another agency has accepted it, nobody else has to be rung"}},
    EventWord{"introduced", {"連絡先機関を紹介されました", "a contact was introduced"}},
    EventWord{"handoff-unaccepted",
              {"申し送りがまだ受領されていません。電話で確かめてください",
               "a handoff has not been accepted: ring them"}},
    EventWord{"question-overdue",
              {"質問の期限が過ぎました（tasuki questions）", "a question is overdue (tasuki questions)"}},
    EventWord{"undeliverable", {"届きませんでした", "not known to have arrived"}},
};

std::string word_of(const std::string& event, Language language) {
  const auto known = std::ranges::find(kEvents, event, &EventWord::event);
  return known == kEvents.end() ? event : std::string(known->word.in(language));
}

Style style_of(const api::EventAnswer& event) {
  if (event.event() == "alert-again") return Style::Faint;
  if (event.event() == "taken") return Style::Good;
  if (event.event() == "alert" || event.urgency() == "phone" || event.event() == "violation" ||
      event.event() == "undeliverable" || event.event() == "audit-conflict" ||
      event.event() == "handoff-unaccepted")
    return Style::Bad;
  if (event.event() == "message") return Style::Strong;
  return event.event() == "held" || event.event() == "question-overdue" ? Style::Warning : Style::Plain;
}

Attempt<> fill_watch(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_watch();
  return {};
}

Json json_of_event(const api::Response& response, Language) {
  const auto& event = response.event();
  Json json{{"event", event.event()}, {"at", json_time(event.at())}};
  const std::pair<const char*, const std::string&> ids[] = {
      {"message_id", event.message_id()},       {"team_id", event.team_id()},
      {"agency_id", event.agency_id()},         {"record_id", event.record_id()},
      {"introduced_by", event.introduced_by()}, {"sign_id", event.sign_id()},
      {"episode_id", event.episode_id()}};
  for (const auto& [name, id] : ids) {
    if (!id.empty()) json[name] = json_hex(id);
  }
  if (!event.urgency().empty()) json["urgency"] = event.urgency();
  if (!event.state().empty()) json["state"] = event.state();
  if (event.step() != 0) json["step"] = event.step();
  if (!event.stage().empty()) json["stage"] = event.stage();
  return json;
}

void show_event(const api::Response& response, View& view) {
  const auto& event = response.event();
  std::string line = view.time(event.at()) + "  " + word_of(event.event(), view.language());
  if (!event.urgency().empty()) line += "  " + view.word(List::Urgency, event.urgency());
  if (!event.stage().empty()) line += "  " + view.word(List::Stage, event.stage());
  if (event.step() != 0) {
    line += "  " + view.say({"", "step "}) + std::to_string(event.step()) + view.say({"番目  ", "  "}) +
            view.word(List::EscalationDisclosure, event.state());
  } else if (!event.state().empty()) {
    line += "  " + view.word(List::MessageState, event.state());
  }
  if (!event.agency_id().empty()) line += "  " + view.agency(event.agency_id());
  if (!event.introduced_by().empty()) line += view.say({" ← ", " <- "}) + view.agency(event.introduced_by());
  if (!event.message_id().empty()) line += "  " + view.id(event.message_id());
  view.line(line, style_of(event));
}

}  // namespace

std::vector<Command> watch_commands() {
  return {{.verb = "watch",
           .help = {"起きることを見守る（本文は出さない）", "what happens, as it happens; never a body"},
           .exchange = {.fill = fill_watch,
                        .json = json_of_event,
                        .show = show_event,
                        .names_agencies = true,
                        .endless = true}}};
}

}  // namespace tasuki::cli
