#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/staff.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

void show_changed(const api::Response&, View& view) {
  view.line(view.say({"あなたのパスフレーズを変えました。ほかの場所でのログインは終わりました。",
                      "Your passphrase is another one now. Your logins elsewhere have ended."}),
            Style::Good);
}

/// The request's copies of secrets are wiped as soon as they have served.
Attempt<api::Response> change(Conversation& conversation, const SecretBytes& old_one,
                              const SecretBytes& new_one) {
  api::Request request;
  auto& fields = *request.mutable_passphrase_own();
  *fields.mutable_passphrase() = as_text(old_one.reveal());
  *fields.mutable_new_passphrase() = as_text(new_one.reveal());
  api::Response answer;
  auto asked = conversation.ask(request, [&answer](const api::Response& response) { answer = response; });
  wipe(*fields.mutable_passphrase());
  wipe(*fields.mutable_new_passphrase());
  TRY_VOID(asked);
  return answer;
}

Attempt<ExitCode> run_own(Invocation& invocation) {
  TRY(const auto old_one, read_passphrase(invocation, "--passphrase-file", PassphraseIs::Known,
                                          {"今のパスフレーズ", "Your present passphrase"}));
  TRY(const auto new_one, read_passphrase(invocation, "--new-passphrase-file", PassphraseIs::New,
                                          {"新しいパスフレーズ", "The new one"}));
  TRY(auto conversation, Conversation::open(invocation));
  TRY(const auto answer, change(conversation, old_one, new_one));
  return present(invocation, conversation, answer);
}

}  // namespace

std::vector<Command> own_passphrase_commands() {
  return {{.verb = "passphrase own",
           .help = {"自分のパスフレーズを変える", "another passphrase for yourself"},
           .options = {{.flag = "--new-passphrase-file",
                        .value = "FILE",
                        .help = {"新しいパスフレーズのファイル", "a file with the new passphrase"}}},
           .exchange = {.json = json_of_staff, .show = show_changed},
           .run = run_own}};
}

}  // namespace tasuki::cli
