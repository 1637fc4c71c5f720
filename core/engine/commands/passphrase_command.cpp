#include "core/engine/commands/passphrase_command.hpp"

#include <memory>

#include "core/engine/audit/audit_note.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/account_keys.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

/// One change, between the request, the old passphrase's key and the new one's.
struct Change {
  StaffId staff;
  crypto::Digest throttle_key;
  LoginSessions::TokenHash session;
  SecretBytes new_passphrase;
  PendingAnswer answer;
  std::optional<AccountKeys> keys;
  crypto::Argon2Salt salt;
  crypto::Argon2Cost cost;
};
using ChangePtr = std::shared_ptr<Change>;

/// The account as it is now: it may have been disabled while a key was derived.
Result<StaffAccount> account_of(Transaction& transaction, const StaffId& staff) {
  auto account = load_staff(transaction, staff);
  if (!account || !account->active) return EngineError::WrongPassphrase;
  return std::move(*account);
}

void refuse(Turn& turn, const Change& change, const Error& reason) {
  note(turn, audit::login_failed(change.staff, reason.name()));
  answer_error(turn.effects, change.answer, reason);
}

Result<> finish(Turn& turn, const Change& change, const std::optional<Secret<32>>& key) {
  if (!key) return crypto::CryptoError::PasswordHashing;
  TRY(auto account, account_of(turn.transaction, change.staff));
  wrap_account_keys(account, turn.desk.random, *change.keys, *key, change.salt, change.cost);
  save_staff(turn.transaction, account);
  note(turn, audit::key_event(audit::by_staff(account.id), "own-passphrase"));
  turn.desk.sessions.close_others_of(account.id, change.session);
  proto::api::Response response;
  to_answer(account, *response.mutable_staff());
  answer(turn.effects, change.answer, std::move(response));
  return {};
}

Result<> derive_new(Turn& turn, const ChangePtr& change, const std::optional<Secret<32>>& old_key) {
  if (!old_key) return crypto::CryptoError::PasswordHashing;
  TRY(const auto account, account_of(turn.transaction, change->staff));
  auto keys = open_account_keys(account, *old_key);
  if (!keys) return EngineError::WrongPassphrase;
  turn.desk.throttle.succeeded(change->throttle_key);
  change->keys.emplace(std::move(*keys));
  change->salt = crypto::random_salt(turn.desk.random);
  change->cost = account.staff_key.cost;
  return turn.desk.jobs.derive(turn, change->answer, std::move(change->new_passphrase), change->salt,
                               change->cost, [change](Turn& later, const std::optional<Secret<32>>& key) {
                                 const auto done = finish(later, *change, key);
                                 if (!done) refuse(later, *change, done.error());
                               });
}

}  // namespace

Result<> passphrase_own(Call& call, const proto::api::PassphraseOwnRequest& request, ByteView token) {
  if (request.new_passphrase().empty()) return EngineError::EmptyPassphrase;
  TRY(const auto account, account_of(call.transaction, call.session->staff()));
  const auto change = std::make_shared<Change>(Change{account.id,
                                                      LoginThrottle::key_of(call.uid, account.id.bytes()),
                                                      LoginSessions::hash_of(token),
                                                      SecretBytes(std::string_view(request.new_passphrase())),
                                                      pending(call),
                                                      std::nullopt,
                                                      {},
                                                      {}});
  Turn turn = turn_of(call);
  if (const auto begun = call.desk.throttle.begin(change->throttle_key, call.desk.clock.uptime()); !begun) {
    refuse(turn, *change, begun.error());
    return {};
  }
  return call.desk.jobs.derive(turn, change->answer, SecretBytes(std::string_view(request.passphrase())),
                               account.staff_key.salt, account.staff_key.cost,
                               [change](Turn& later, const std::optional<Secret<32>>& key) {
                                 const auto done = derive_new(later, change, key);
                                 if (!done) refuse(later, *change, done.error());
                               });
}

}  // namespace tasuki::engine
