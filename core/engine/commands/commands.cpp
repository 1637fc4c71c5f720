#include "core/engine/commands/commands.hpp"

#include <optional>

#include "core/engine/commands/agency_commands.hpp"
#include "core/engine/commands/audit_commands.hpp"
#include "core/engine/commands/backup_commands.hpp"
#include "core/engine/commands/call_commands.hpp"
#include "core/engine/commands/consent_commands.hpp"
#include "core/engine/commands/contact_commands.hpp"
#include "core/engine/commands/due_commands.hpp"
#include "core/engine/commands/handoff_commands.hpp"
#include "core/engine/commands/login.hpp"
#include "core/engine/commands/message_commands.hpp"
#include "core/engine/commands/passphrase_command.hpp"
#include "core/engine/commands/plan_commands.hpp"
#include "core/engine/commands/question_commands.hpp"
#include "core/engine/commands/receipt_board.hpp"
#include "core/engine/commands/send_command.hpp"
#include "core/engine/commands/sign_commands.hpp"
#include "core/engine/commands/staff_commands.hpp"
#include "core/engine/commands/status_command.hpp"
#include "core/engine/commands/succession_commands.hpp"
#include "core/engine/commands/team_commands.hpp"
#include "core/engine/desk.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::Request;

struct Entry {
  Access access;
  Result<> (*run)(Call&, const Request&);
};

/// Every command, who may call it, and who carries it out.
std::optional<Entry> find_command(Request::CommandCase command) {
  switch (command) {
    case Request::kLogin:
      return Entry{Access::Anyone,
                   [](Call& call, const Request& request) { return login(call, request.login()); }};
    case Request::kLogout:
      return Entry{Access::LoggedIn,
                   [](Call& call, const Request& request) { return logout(call, request.logout()); }};
    case Request::kWhoami:
      return Entry{Access::LoggedIn,
                   [](Call& call, const Request& request) { return whoami(call, request.whoami()); }};
    case Request::kPassphraseOwn:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return passphrase_own(call, request.passphrase_own(), as_bytes(request.token()));
                   }};
    case Request::kStaffAdd:
      return Entry{Access::Admin,
                   [](Call& call, const Request& request) { return staff_add(call, request.staff_add()); }};
    case Request::kStaffList:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return staff_list(call, request.staff_list()); }};
    case Request::kStaffDisable:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return staff_disable(call, request.staff_disable());
                   }};
    case Request::kContactInvite:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return contact_invite(call, request.contact_invite());
                   }};
    case Request::kContactAccept:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return contact_accept(call, request.contact_accept());
                   }};
    case Request::kContactIntroduce:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return contact_introduce(call, request.contact_introduce());
                   }};
    case Request::kContactList:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return contact_list(call, request.contact_list());
                   }};
    case Request::kContactShow:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return contact_show(call, request.contact_show());
                   }};
    case Request::kContactVerify:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return contact_verify(call, request.contact_verify());
                   }};
    case Request::kContactContinues:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return contact_continues(call, request.contact_continues());
                   }};
    case Request::kSuccessionAsk:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return succession_ask(call, request.succession_ask());
                   }};
    case Request::kSuccessionState:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return succession_state(call, request.succession_state());
                   }};
    case Request::kStatus:
      return Entry{Access::Anyone,
                   [](Call& call, const Request& request) { return status(call, request.status()); }};
    case Request::kSend:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return send(call, request.send()); }};
    case Request::kInbox:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return inbox(call, request.inbox()); }};
    case Request::kAct:
      return Entry{Access::Care, [](Call& call, const Request& request) { return act(call, request.act()); }};
    case Request::kReceipts:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return receipts(call, request.receipts()); }};
    case Request::kCallNext:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return call_next(call, request.call_next()); }};
    case Request::kCallLog:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return call_log(call, request.call_log()); }};
    case Request::kSearch:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return search(call, request.search()); }};
    case Request::kWatch:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return watch(call, request.watch()); }};
    case Request::kTeamCreate:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return team_create(call, request.team_create());
                   }};
    case Request::kTeamList:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return team_list(call, request.team_list()); }};
    case Request::kTeamShow:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return team_show(call, request.team_show()); }};
    case Request::kTeamAdd:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return team_add(call, request.team_add()); }};
    case Request::kTeamRemove:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return team_remove(call, request.team_remove());
                   }};
    case Request::kTeamCoordinator:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return team_coordinator(call, request.team_coordinator());
                   }};
    case Request::kConsentGrant:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_grant(call, request.consent_grant());
                   }};
    case Request::kConsentRefuse:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_refuse(call, request.consent_refuse());
                   }};
    case Request::kConsentConfirm:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_confirm(call, request.consent_confirm());
                   }};
    case Request::kConsentWithdraw:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_withdraw(call, request.consent_withdraw());
                   }};
    case Request::kConsentList:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_list(call, request.consent_list());
                   }};
    case Request::kConsentCheck:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return consent_check(call, request.consent_check());
                   }};
    case Request::kSignDefine:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return sign_define(call, request.sign_define());
                   }};
    case Request::kSignReport:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return sign_report(call, request.sign_report());
                   }};
    case Request::kSignObserve:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return sign_observe(call, request.sign_observe());
                   }};
    case Request::kSignList:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return sign_list(call, request.sign_list()); }};
    case Request::kDisclosures:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return disclosures(call, request.disclosures());
                   }};
    case Request::kAuditVerify:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return audit_verify(call, request.audit_verify());
                   }};
    case Request::kAuditExport:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return audit_export(call, request.audit_export());
                   }};
    case Request::kAuditHeads:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return audit_heads(call, request.audit_heads());
                   }};
    case Request::kAuditReport:
      return Entry{Access::LoggedIn, [](Call& call, const Request& request) {
                     return audit_report(call, request.audit_report());
                   }};
    case Request::kPlanSet:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return plan_set(call, request.plan_set()); }};
    case Request::kPlanShow:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return plan_show(call, request.plan_show()); }};
    case Request::kPlanVersions:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return plan_versions(call, request.plan_versions());
                   }};
    case Request::kAgencyList:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return agency_list(call, request.agency_list());
                   }};
    case Request::kAgencyShow:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return agency_show(call, request.agency_show());
                   }};
    case Request::kAgencySet:
      return Entry{Access::Admin,
                   [](Call& call, const Request& request) { return agency_set(call, request.agency_set()); }};
    case Request::kHandoffWrite:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return handoff_write(call, request.handoff_write());
                   }};
    case Request::kHandoffList:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return handoff_list(call, request.handoff_list());
                   }};
    case Request::kHandoffShow:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return handoff_show(call, request.handoff_show());
                   }};
    case Request::kQuestions:
      return Entry{Access::Care,
                   [](Call& call, const Request& request) { return questions(call, request.questions()); }};
    case Request::kDue:
      return Entry{Access::Care, [](Call& call, const Request& request) { return due(call, request.due()); }};
    case Request::kMilestoneSet:
      return Entry{Access::Care, [](Call& call, const Request& request) {
                     return milestone_set(call, request.milestone_set());
                   }};
    case Request::kBackup:
      return Entry{Access::Admin,
                   [](Call& call, const Request& request) { return backup(call, request.backup()); }};
    case Request::kBackupPiece:
      return Entry{Access::Admin, [](Call& call, const Request& request) {
                     return backup_piece(call, request.backup_piece());
                   }};
    default:
      return std::nullopt;
  }
}

/// The caller's session, if the command needs one; or why they may not call it.
Result<LoginSession*> admit(Desk& desk, const Command& command, const Request& request, Access access) {
  if (access == Access::Anyone) return nullptr;
  TRY(auto* session, desk.sessions.find(as_bytes(request.token()), command.uid, desk.clock.uptime()));
  if (!may(session->role(), access)) return EngineError::NotAllowed;
  return session;
}

}  // namespace

void run_command(Desk& desk, Transaction& transaction, const Command& command, Effects& effects) {
  Request request;
  if (!request.ParseFromArray(command.request.data(), static_cast<int>(command.request.size()))) {
    return answer_error(effects, {command.client, 0}, EngineError::MalformedRequest);
  }
  Call call{desk, transaction, effects, command.client, command.uid, request.number()};
  const auto entry = find_command(request.command_case());
  if (!entry) return call.refuse(EngineError::UnknownCommand);
  const auto session = admit(desk, command, request, entry->access);
  if (!session) return call.refuse(session.error());
  call.session = *session;

  Savepoint savepoint(transaction);
  const std::size_t before = effects.size();
  const std::size_t stated_before = desk.statements.count();
  const auto done = entry->run(call, request);
  if (done) return savepoint.keep();
  effects.erase(effects.begin() + static_cast<std::ptrdiff_t>(before), effects.end());
  desk.statements.drop_after(stated_before);
  desk.shipped.clear();  // what it queued for a peer is undone with the rest
  call.refuse(done.error());
}

void answer_internal(const Command& command, Effects& effects) {
  Request request;
  (void)request.ParseFromArray(command.request.data(), static_cast<int>(command.request.size()));
  answer_error(effects, {command.client, request.number()}, EngineError::Internal);
}

}  // namespace tasuki::engine
