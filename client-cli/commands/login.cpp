#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/staff.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/view.hpp"
#include "client/session_file.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_login(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_login()->set_staff(arguments.one("STAFF"));
  return {};
}

Json json_of_login(const api::Response& response, Language) {
  Json json = json_of(response.login().staff());
  json["idle_limit_ms"] = response.login().idle_limit_ms();
  return json;
}

void show_login(const api::Response& response, View& view) {
  const auto& staff = response.login().staff();
  view.line(staff.name() + view.say({"（", " ("}) + view.word(List::Profession, staff.profession()) +
                view.say({"）としてログインしました。", ") is logged in."}),
            Style::Good);
  view.next({"届いたものを見る", "see what came"}, "tasuki inbox");
}

/// The request's and the answer's copies of secrets are wiped as soon as they have served.
Attempt<api::Response> log_in(Conversation& conversation, api::Request& request,
                              const SecretBytes& passphrase) {
  auto& field = *request.mutable_login()->mutable_passphrase();
  field = as_text(passphrase.reveal());
  api::Response answer;
  auto asked = conversation.ask(request, [&answer](const api::Response& response) { answer = response; });
  wipe(field);
  TRY_VOID(asked);
  return answer;
}

Attempt<ExitCode> run_login(Invocation& invocation) {
  TRY(const auto passphrase,
      read_passphrase(invocation, "--passphrase-file", PassphraseIs::Known, {"パスフレーズ", "Passphrase"}));
  api::Request request;
  TRY_VOID(fill_login(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  TRY(auto answer, log_in(conversation, request, passphrase));
  TRY(const auto file, session_file_of(invocation));
  auto& token = *answer.mutable_login()->mutable_token();
  const auto saved = client::save_session(file, SecretBytes(token));
  wipe(token);
  TRY_VOID(saved);
  return present(invocation, conversation, answer);
}

Attempt<> fill_whoami(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_whoami();
  return {};
}

void show_whoami(const api::Response& response, View& view) {
  const auto& staff = response.staff();
  view.line(staff.name() + "  " + view.word(List::Profession, staff.profession()) + "  " +
            view.word(List::Role, staff.role()) + "  " + view.id(staff.staff_id()));
}

Attempt<> fill_logout(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_logout();
  return {};
}

Json json_of_logout(const api::Response&, Language) { return {{"logged_out", true}}; }

void show_logout(const api::Response&, View& view) {
  view.line(view.say({"ログアウトしました。", "Logged out."}));
}

/// The token is forgotten here also when the node has forgotten it already, or is not there.
Attempt<ExitCode> run_logout(Invocation& invocation) {
  api::Request request;
  TRY_VOID(fill_logout(invocation.arguments, {}, request));
  auto conversation = Conversation::open(invocation);
  TRY(const auto file, session_file_of(invocation));
  TRY_VOID(client::forget_session(file));
  if (!conversation) return conversation.error();
  return exchange(invocation, *conversation, request);
}

}  // namespace

std::vector<Command> login_commands() {
  return {{.verb = "login",
           .help = {"ログインする", "log in"},
           .positionals = {{"STAFF", {"名前か ID", "name or id"}}},
           .exchange = {.fill = fill_login, .json = json_of_login, .show = show_login},
           .run = run_login},
          {.verb = "logout",
           .help = {"ログアウトする", "log out"},
           .exchange = {.fill = fill_logout, .json = json_of_logout, .show = show_logout},
           .run = run_logout},
          {.verb = "whoami",
           .help = {"だれとしてログインしているか", "who is logged in"},
           .exchange = {.fill = fill_whoami, .json = json_of_staff, .show = show_whoami}}};
}

}  // namespace tasuki::cli
