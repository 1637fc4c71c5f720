#include "client-cli/commands/staff.hpp"

#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/json.hpp"
#include "client-cli/passphrase.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

Json json_of_staff(const api::Response& response, Language) { return json_of(response.staff()); }

Json json_of(const api::StaffAnswer& staff) {
  return {{"staff_id", json_hex(staff.staff_id())},
          {"name", staff.name()},
          {"profession", staff.profession()},
          {"role", staff.role()},
          {"active", staff.active()}};
}

namespace {

void show_row(const api::Response& response, View& view) {
  const auto& staff = response.staff();
  if (view.shown == 0)
    view.heading({{"ID", "id"}, {"名前", "name"}, {"職種", "profession"}, {"役割", "role"}, {"", ""}});
  view.row({{view.id(staff.staff_id()), Style::Faint},
            {staff.name(), staff.active() ? Style::Strong : Style::Faint},
            {view.word(List::Profession, staff.profession())},
            {view.word(List::Role, staff.role())},
            {staff.active() ? "" : view.say({"停止", "disabled"}), Style::Warning}});
}

void show_added(const api::Response& response, View& view) {
  const auto& staff = response.staff();
  view.line(view.say({"職員を登録しました: ", "Added: "}) + staff.name() + "  " + view.id(staff.staff_id()),
            Style::Good);
  view.next({"本人がログインする", "they log in with"}, "tasuki login " + staff.name());
}

void show_disabled(const api::Response& response, View& view) {
  view.line(view.say({"停止しました。これからはログインも記録もできません: ",
                      "Disabled; no login and no records from now on: "}) +
            response.staff().name());
}

Attempt<> fill_list(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_staff_list();
  return {};
}

Attempt<> fill_disable(const Arguments& arguments, const Moment&, api::Request& request) {
  request.mutable_staff_disable()->set_staff(arguments.one("STAFF"));
  return {};
}

Attempt<> fill_add(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& add = *request.mutable_staff_add();
  add.set_name(arguments.one("NAME"));
  add.set_profession(arguments.one("--profession"));
  add.set_role(arguments.has("--role") ? arguments.one("--role") : "staff");
  return {};
}

Attempt<ExitCode> run_add(Invocation& invocation) {
  TRY(const auto passphrase, read_passphrase(invocation, "--passphrase-file", PassphraseIs::New,
                                             {"この職員のパスフレーズ", "The new person's passphrase"}));
  api::Request request;
  TRY_VOID(fill_add(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  auto& field = *request.mutable_staff_add()->mutable_passphrase();
  field = as_text(passphrase.reveal());
  auto done = exchange(invocation, conversation, request);
  wipe(field);
  return done;
}

}  // namespace

std::vector<Command> staff_commands() {
  return {{.verb = "staff add",
           .help = {"職員を登録する（パスフレーズはその職員のもの）",
                    "add a staff member; the passphrase is theirs"},
           .positionals = {{"NAME", {"名前", "their name"}}},
           .options = {{.flag = "--profession",
                        .value = "P",
                        .help = {"職種", "profession"},
                        .required = true,
                        .of = List::Profession},
                       {.flag = "--role",
                        .value = "ROLE",
                        .help = {"役割（既定 staff）", "staff unless said"},
                        .of = List::Role}},
           .exchange = {.fill = fill_add, .json = json_of_staff, .show = show_added},
           .run = run_add},
          {.verb = "staff list",
           .help = {"職員の一覧", "everybody with an account here"},
           .exchange = {.fill = fill_list, .json = json_of_staff, .show = show_row}},
          {.verb = "staff disable",
           .help = {"職員を停止する（退職など）", "end somebody's account"},
           .positionals = {{"STAFF", {"名前か ID", "name or id"}}},
           .exchange = {.fill = fill_disable, .json = json_of_staff, .show = show_disabled}}};
}

}  // namespace tasuki::cli
