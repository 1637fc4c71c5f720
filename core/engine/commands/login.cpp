#include "core/engine/commands/login.hpp"

#include "core/engine/audit/audit_note.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/account_keys.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

/// One attempt, between the request and its key.
struct Attempt {
  std::optional<StaffId> staff;  ///< none: nobody can succeed, but it takes as long
  crypto::Digest throttle_key;
  std::uint32_t uid;
  PendingAnswer answer;
};

Result<LoginSession> open_keys(const StaffAccount& account, const Secret<32>& key) {
  TRY(auto keys, open_account_keys(account, key));
  return LoginSession(account, std::move(keys.staff), std::move(keys.root));
}

/// The account as it is now: it may have been disabled while the key was derived.
Result<StaffAccount> account_of(Transaction& transaction, const Attempt& attempt) {
  if (!attempt.staff) return EngineError::WrongPassphrase;
  auto account = load_staff(transaction, *attempt.staff);
  if (!account || !account->active) return EngineError::WrongPassphrase;
  return std::move(*account);
}

Result<> finish(Turn& turn, const Attempt& attempt, const std::optional<Secret<32>>& key) {
  if (!key) return crypto::CryptoError::PasswordHashing;
  TRY(const auto account, account_of(turn.transaction, attempt));
  auto session = open_keys(account, *key);
  if (!session) return EngineError::WrongPassphrase;

  Desk& desk = turn.desk;
  desk.throttle.succeeded(attempt.throttle_key);
  const auto token = desk.sessions.open(desk.random, attempt.uid, std::move(*session), desk.clock.uptime());
  note(turn, audit::login(account.id));
  proto::api::Response response;
  auto& said = *response.mutable_login();
  said.set_token(token.str());
  to_answer(account, *said.mutable_staff());
  said.set_idle_limit_ms(desk.sessions.idle_limit().count());
  answer(turn.effects, attempt.answer, std::move(response));
  return {};
}

void note_failure(Turn& turn, const std::optional<StaffId>& staff, const Error& reason) {
  note(turn, audit::login_failed(staff, reason.name()));
}

/// What nobody's passphrase is hashed with, at the cost of everybody else's.
std::pair<crypto::Argon2Salt, crypto::Argon2Cost> decoy(Call& call) {
  const auto accounts = list_staff(call.transaction);
  return {crypto::random_salt(call.desk.random),
          accounts.empty() ? crypto::kArgon2Default : accounts.front().staff_key.cost};
}

void refuse_ambiguous(Call& call, const std::vector<StaffId>& candidates) {
  proto::api::Response response;
  auto& error = *response.mutable_error();
  error.set_code(std::string(error_name(EngineError::Ambiguous)));
  error.set_exit_code(1);
  for (const auto& candidate : candidates) error.add_candidate(candidate.hex());
  call.finish(std::move(response));
}

}  // namespace

Result<> login(Call& call, const proto::api::LoginRequest& request) {
  std::vector<StaffId> candidates;
  const auto account = find_staff(call.transaction, request.staff(), &candidates);
  if (!candidates.empty()) {
    refuse_ambiguous(call, candidates);
    return {};
  }
  Turn turn = turn_of(call);
  const bool can_succeed = account && account->active;
  const auto throttle_key =
      LoginThrottle::key_of(call.uid, account ? account->id.bytes() : as_bytes(request.staff()));
  if (const auto begun = call.desk.throttle.begin(throttle_key, call.desk.clock.uptime()); !begun) {
    note_failure(turn, account ? std::optional(account->id) : std::nullopt, begun.error());
    call.refuse(begun.error());
    return {};
  }

  const auto [salt, cost] =
      can_succeed ? std::pair(account->staff_key.salt, account->staff_key.cost) : decoy(call);
  const Attempt attempt{can_succeed ? std::optional(account->id) : std::nullopt, throttle_key, call.uid,
                        pending(call)};
  return call.desk.jobs.derive(turn, attempt.answer, SecretBytes(std::string_view(request.passphrase())),
                               salt, cost, [attempt](Turn& later, const std::optional<Secret<32>>& key) {
                                 const auto done = finish(later, attempt, key);
                                 if (done) return;
                                 note_failure(later, attempt.staff, done.error());
                                 answer_error(later.effects, attempt.answer, done.error());
                               });
}

Result<> logout(Call& call, const proto::api::LogoutRequest&) {
  Turn turn = turn_of(call);
  note(turn, audit::logout(call.session->staff()));
  call.desk.sessions.close(*call.session);
  call.session = nullptr;
  proto::api::Response response;
  response.mutable_logout();
  call.finish(std::move(response));
  return {};
}

Result<> whoami(Call& call, const proto::api::WhoamiRequest&) {
  const auto account = load_staff(call.transaction, call.session->staff());
  if (!account) return EngineError::UnknownStaff;
  proto::api::Response response;
  to_answer(*account, *response.mutable_staff());
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
