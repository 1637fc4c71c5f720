#include "core/engine/commands/staff_commands.hpp"

#include <algorithm>
#include <memory>

#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/countersign.hpp"
#include "core/engine/record/governance.hpp"
#include "core/engine/record/new_staff.hpp"
#include "core/record/certificate_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

proto::api::Response staff_response(const StaffAccount& account) {
  proto::api::Response response;
  to_answer(account, *response.mutable_staff());
  return response;
}

/// What an addition needs once the new person's key is derived.
struct Addition {
  NewStaff staff;
  StaffId administrator;
  crypto::SigningKey root_key;
  crypto::Argon2Salt salt;
  crypto::Argon2Cost cost;
  PendingAnswer answer;
};

Result<StaffAccount> add(Turn& turn, const Addition& addition, const std::optional<Secret<32>>& key) {
  if (!key) return crypto::CryptoError::PasswordHashing;
  const auto administrator = load_staff(turn.transaction, addition.administrator);
  if (!administrator || !administrator->active) return EngineError::NotAllowed;
  return add_staff(turn.transaction, turn.desk.random, turn.desk.clock.now(), addition.root_key,
                   addition.staff, {key->clone(), addition.salt, addition.cost});
}

bool is_last_administrator(Transaction& transaction, const StaffAccount& account) {
  if (account.role != Role::Admin) return false;
  const auto accounts = list_staff(transaction);
  return std::none_of(accounts.begin(), accounts.end(), [&](const StaffAccount& other) {
    return other.active && other.role == Role::Admin && other.id != account.id;
  });
}

}  // namespace

Result<> staff_add(Call& call, const proto::api::StaffAddRequest& request) {
  const auto role = role_of(request.role());
  if (!role) return EngineError::UnknownCode;
  const NewStaff staff{request.name(), request.profession(), *role};
  TRY_VOID(check_new_staff(staff));
  if (request.passphrase().empty()) return EngineError::EmptyPassphrase;
  if (call.session->root_key() == nullptr) return EngineError::NotAllowed;

  // A person's passphrase costs what the administrator's did.
  const auto administrator = load_staff(call.transaction, call.session->staff());
  if (!administrator) return EngineError::UnknownStaff;
  const auto addition = std::make_shared<Addition>(
      Addition{staff, call.session->staff(), call.session->root_key()->clone(),
               crypto::random_salt(call.desk.random), administrator->staff_key.cost, pending(call)});
  Turn turn = turn_of(call);
  return call.desk.jobs.derive(
      turn, addition->answer, SecretBytes(std::string_view(request.passphrase())), addition->salt,
      addition->cost, [addition](Turn& later, const std::optional<Secret<32>>& key) {
        const auto added = add(later, *addition, key);
        if (!added) return answer_error(later.effects, addition->answer, added.error());
        note(later, audit::staff_added(audit::by_staff(addition->administrator), added->id,
                                       added->certificate, role_code(added->role), added->name));
        answer(later.effects, addition->answer, staff_response(*added));
      });
}

Result<> staff_list(Call& call, const proto::api::StaffListRequest&) {
  for (const auto& account : list_staff(call.transaction)) call.reply(staff_response(account));
  call.done();
  return {};
}

Result<> staff_disable(Call& call, const proto::api::StaffDisableRequest& request) {
  TRY(auto account, find_staff(call.transaction, request.staff()));
  if (call.session->root_key() == nullptr) return EngineError::NotAllowed;
  if (account.active) {
    if (is_last_administrator(call.transaction, account)) return EngineError::LastAdministrator;
    // What this batch stated before gets its numbers at the batch's end.
    auto last = last_record_number(call.transaction, *call.desk.identity);
    last.number += call.desk.statements.count_by_staff();
    const auto end = record::sign_certificate_end({call.desk.agency(), account.certificate, last},
                                                  *call.session->root_key());
    TRY_VOID(record::keep_certificate_end(call.transaction, end));
    Turn turn = turn_of(call);
    note(turn, audit::staff_disabled(actor_of(call.session), account.id, account.certificate));
    announce_certificate_end(turn, account.certificate);
    certificate_ended(turn, call.desk.agency());
    account.active = false;
    save_staff(call.transaction, account);
  }
  call.finish(staff_response(account));
  // Last: it may be the caller's own session.
  call.desk.sessions.close_all_of(account.id);
  return {};
}

}  // namespace tasuki::engine
