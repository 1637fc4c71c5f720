#include <algorithm>

#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/json.hpp"
#include "client-cli/qr.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

constexpr std::string_view kDefaultValidity = "24h";

Attempt<> fill_invite(const Arguments& arguments, const Moment&, api::Request& request) {
  const std::string text =
      arguments.has("--valid") ? arguments.one("--valid") : std::string(kDefaultValidity);
  const auto valid = parse_duration(text);
  if (!valid) return usage("bad-duration", "--valid " + text);
  request.mutable_contact_invite()->set_valid_ms(valid->count());
  return {};
}

Json json_of_invite(const api::Response& response, Language) {
  return {{"code", response.invite().code()}, {"expires_at", json_time(response.invite().expires_at())}};
}

void show_invite(const api::Response& response, View& view) {
  const auto& invite = response.invite();
  if (view.terminal() || view.arguments().has("--qr")) view.raw(qr_blocks(invite.code(), view.terminal()));
  view.line(invite.code(), Style::Strong);
  view.line(view.say({"一度だけ、この時刻まで使えます: ", "For one use, until "}) +
            view.time(invite.expires_at()));
  view.line(view.say({"相手の機関の人に会って、直接渡してください。電話やメールで送ってはいけません。",
                      "Hand it over in person. Never send it by mail or read it out on the phone."}));
  view.next({"相手の機関で", "at the other agency"}, "tasuki contact accept …");
}

Attempt<> fill_accept(const Arguments& arguments, const Moment&, api::Request& request) {
  std::string code = arguments.one("CODE");
  std::erase_if(code, [](unsigned char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  request.mutable_contact_accept()->set_code(code);
  return {};
}

Attempt<> fill_list(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_contact_list();
  return {};
}

Attempt<> fill_show(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_contact_show()->set_agency(arguments.one("AGENCY"));
  return {};
}

Attempt<> fill_verify(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& verify = *request.mutable_contact_verify();
  verify.set_agency(arguments.one("AGENCY"));
  verify.set_safety_number(arguments.one("--number"));
  return {};
}

Attempt<> fill_introduce(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_contact_introduce()->set_first(arguments.one("AGENCY"));
  request.mutable_contact_introduce()->set_second(arguments.one("OTHER"));
  return {};
}

Json json_of_introduced(const api::Response& response, Language) {
  const auto& both = response.introduced();
  return {{"introduced", {json_hex(both.first().agency_id()), json_hex(both.second().agency_id())}}};
}

void show_introduced(const api::Response& response, View& view) {
  const auto& both = response.introduced();
  view.line(both.first().name() + view.say({" と ", " and "}) + both.second().name() +
                view.say({" を互いに紹介しました。", ": introduced to each other."}),
            Style::Good);
  view.line(view.say(
      {"届くと、それぞれの連絡先機関に「紹介」として載ります。対面で確認した相手は変わりません。",
       "Each becomes the other's contact once it arrives. Whoever met already stays face to face."}));
}

Json json_of_line(const api::Response& response, Language) {
  const auto& contact = response.contact();
  Json json{{"agency_id", json_hex(contact.agency_id())},
            {"name", contact.name()},
            {"kind", contact.kind()},
            {"trust", json_text(contact.trust())},
            {"verified", contact.verified()},
            {"connected", contact.connected()},
            {"continues", json_hex(contact.continues())},
            {"continued_by", json_hex(contact.continued_by())},
            {"succession", json_text(contact.succession())},
            {"held", contact.held()}};
  if (contact.introduced_by().empty()) return json;
  json["introduced_by"] = json_hex(contact.introduced_by());
  json["introduced_by_name"] = json_text(contact.introduced_by_name());
  return json;
}

Json json_of_contact(const api::Response& response, Language language) {
  const auto& contact = response.contact();
  Json phones = Json::array();
  for (const auto& phone : contact.phone()) {
    phones.push_back({{"window", json_text(phone.window())},
                      {"number", phone.number()},
                      {"note", json_text(phone.note())}});
  }
  Json json = json_of_line(response, language);
  json["safety_number"] = json_text(contact.safety_number());
  json["phones"] = std::move(phones);
  json["endpoints"] = json_texts(contact.endpoint());
  return json;
}

std::string trust_of(const api::ContactAnswer& contact, const View& view) {
  if (contact.trust().empty()) return view.say({"連絡先ではありません", "not a contact"});
  std::string trust = view.word(List::Trust, contact.trust());
  if (contact.introduced_by().empty()) return trust;
  const std::string by =
      contact.introduced_by_name().empty() ? view.id(contact.introduced_by()) : contact.introduced_by_name();
  return trust + view.say({"（", " (by "}) + by + view.say({"）", ")"});
}

/// Who it is on one line, and how well one knows it on the next: one would be wider than a page.
void show_row(const api::Response& response, View& view) {
  const auto& contact = response.contact();
  const auto number = contact.held() ? view.say({"安全番号は未確認（保留中）", "number not compared: held"})
                      : contact.verified() ? view.say({"安全番号は確認済み", "number compared"})
                                           : view.say({"安全番号は未確認", "number not compared"});
  view.row({{view.id(contact.agency_id()), Style::Faint},
            {contact.name(), Style::Strong},
            {contact.connected() ? view.say({"接続中", "connected"}) : view.say({"未接続", "not connected"}),
             contact.connected() ? Style::Good : Style::Faint}});
  view.row(
      {{},
       {view.word(List::AgencyKind, contact.kind()), Style::Faint},
       {trust_of(contact, view) + view.say({"、", ", "}) + number, contact.held()       ? Style::Bad
                                                                   : contact.verified() ? Style::Good
                                                                                        : Style::Warning}});
}

void finish_list(View& view) {
  if (view.shown > 0) return;
  view.line(view.say({"連絡先機関はまだありません。", "No contacts yet."}));
  view.next({"対面で招待する", "invite one, face to face"}, "tasuki contact invite");
}

/// An agency under another root key, and what stands still until somebody has compared its safety number.
void show_succession(const api::ContactAnswer& contact, View& view) {
  const auto proof = contact.succession() == "proven"
                         ? view.say({"（前の鍵が証明）", " (proven by the old key)"})
                         : view.say({"（コントロールセンターが確認）", " (the coordinator's word)"});
  if (!contact.continues().empty())
    view.field({"引き継いだ機関", "continues"}, view.agency(contact.continues()) + proof);
  if (!contact.continued_by().empty())
    view.field({"引き継ぎ先", "continued by"}, view.agency(contact.continued_by()) + proof);
  if (contact.held()) {
    view.field(
        {"保留中", "held"},
        view.say({"鍵が変わった機関です。安全番号を読み合わせるまで、送らず、届いたものも表示しません",
                  "its key has changed: nothing is sent and nothing shown until you compare the number"}),
        Style::Bad);
  }
}

void show_contact(const api::Response& response, View& view) {
  const auto& contact = response.contact();
  view.line(contact.name() + "  " + view.id(contact.agency_id()), Style::Strong);
  view.field({"種別", "kind"}, view.word(List::AgencyKind, contact.kind()));
  view.field({"信頼", "trust"}, trust_of(contact, view));
  view.field({"接続", "link"},
             contact.connected() ? view.say({"接続中", "connected"}) : view.say({"未接続", "not connected"}));
  show_succession(contact, view);
  for (const auto& phone : contact.phone()) {
    const std::string when =
        phone.window().empty() ? "" : "  " + view.word(List::CoverageWindow, phone.window());
    view.field({"電話", "phone"}, phone.number() + when + (phone.note().empty() ? "" : "  " + phone.note()));
  }
  for (const auto& endpoint : contact.endpoint()) view.field({"接続先", "endpoint"}, endpoint);
  if (contact.safety_number().empty()) return;
  view.field({"安全番号", "safety number"}, contact.safety_number(), Style::Strong);
  view.field(
      {"", ""},
      contact.verified() ? view.say({"確認済み", "verified"}) : view.say({"未確認", "not compared yet"}),
      contact.verified() ? Style::Good : Style::Warning);
  if (!contact.verified()) {
    view.next({"相手と番号を読み合わせる", "compare the number with them"},
              "tasuki contact verify " + contact.name());
  }
}

void show_accepted(const api::Response& response, View& view) {
  const auto& contact = response.contact();
  view.line(contact.name() + view.say({" と鍵を交換しました。", " is a contact now."}), Style::Good);
  view.field({"信頼", "trust"}, trust_of(contact, view));
  if (!contact.safety_number().empty())
    view.field({"安全番号", "safety number"}, contact.safety_number(), Style::Strong);
  view.next({"相手と番号を読み合わせる", "compare the number with them"},
            "tasuki contact verify " + contact.name());
}

void show_verified(const api::Response& response, View& view) {
  view.line(response.contact().name() +
                view.say({" の安全番号を確認しました。", ": the safety number is verified."}),
            Style::Good);
}

/// Shows the number and asks whether it is what the other side reads out.
Attempt<> compare_by_eye(Invocation& invocation, Conversation& conversation) {
  api::Request request;
  TRY_VOID(fill_show(invocation.arguments, {}, request));
  std::string number;
  TRY_VOID(conversation.ask(
      request, [&number](const api::Response& response) { number = response.contact().safety_number(); }));
  const auto answer = invocation.io.ask_line(number + "\n" +
                                             invocation.say({"相手が読み上げた番号と同じですか？ (yes/no): ",
                                                             "Is this what they read out? (yes/no): "}));
  if (answer != "yes" && answer != "はい") return Failure(ExitCode::Untrusted, "safety-number-differs");
  return {};
}

Attempt<ExitCode> run_verify(Invocation& invocation) {
  const bool is_told = invocation.arguments.has("--number");
  if (!is_told && !invocation.io.can_ask) return usage("argument-missing", "--number");
  TRY(auto conversation, Conversation::open(invocation));
  if (!is_told) {
    TRY_VOID(compare_by_eye(invocation, conversation));
  }
  api::Request request;
  TRY_VOID(fill_verify(invocation.arguments, {}, request));
  return exchange(invocation, conversation, request);
}

Positional agency() { return {"AGENCY", {"機関の名前か ID", "an agency's name or id"}}; }

}  // namespace

std::vector<Command> contact_commands() {
  return {{.verb = "contact invite",
           .help = {"別の機関を対面で招待する（一度だけ使えるコード）",
                    "invite another agency: a code for one use, face to face"},
           .options = {{.flag = "--valid", .value = "24h", .help = {"有効な長さ", "how long it can be used"}},
                       {.flag = "--qr",
                        .help = {"QR コードも出力", "show it as a QR code too"},
                        .takes = Takes::Nothing}},
           .exchange = {.fill = fill_invite, .json = json_of_invite, .show = show_invite}},
          {.verb = "contact accept",
           .help = {"渡されたコードで鍵を交換する", "become a contact of whoever handed over the code"},
           .positionals = {{"CODE", {"渡されたコード", "what was handed over"}}},
           .exchange = {.fill = fill_accept, .json = json_of_contact, .show = show_accepted}},
          {.verb = "contact introduce",
           .help = {"同じ支援チームの2つの連絡先機関を互いに紹介する",
                    "introduce two contacts of one of your teams to each other"},
           .positionals = {agency(), {"OTHER", {"もう一方の機関", "the other agency"}}},
           .exchange = {.fill = fill_introduce, .json = json_of_introduced, .show = show_introduced}},
          {.verb = "contact list",
           .help = {"連絡先機関の一覧", "the agencies known here"},
           .exchange = {.fill = fill_list, .json = json_of_line, .show = show_row, .finish = finish_list}},
          {.verb = "contact show",
           .help = {"機関の電話番号、安全番号、接続先", "one agency: phones, safety number, endpoints"},
           .positionals = {agency()},
           .exchange =
               {.fill = fill_show, .json = json_of_contact, .show = show_contact, .names_agencies = true}},
          {.verb = "contact verify",
           .help = {"安全番号を読み合わせて確認する", "confirm that both see the same safety number"},
           .positionals = {agency()},
           .options = {{.flag = "--number",
                        .value = "N",
                        .help = {"相手が読み上げた番号", "what the other side read out"}}},
           .exchange = {.fill = fill_verify, .json = json_of_contact, .show = show_verified},
           .run = run_verify}};
}

}  // namespace tasuki::cli
