#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/keys.hpp"
#include "core/engine/commands/call.hpp"
#include "core/engine/record/staff.hpp"

namespace tasuki::engine {

bool may(Role role, Access access);

/// Somebody who is logged in, with their keys open. Lives in memory only.
class LoginSession {
 public:
  LoginSession(const StaffAccount& account, crypto::SigningKey key,
               std::optional<crypto::SigningKey> root_key)
      : staff_(account.id),
        certificate_(account.certificate),
        name_(account.name),
        profession_(account.profession),
        role_(account.role),
        key_(std::move(key)),
        root_key_(std::move(root_key)) {}

  const StaffId& staff() const { return staff_; }
  const CertificateHash& certificate() const { return certificate_; }
  const std::string& name() const { return name_; }
  const std::string& profession() const { return profession_; }
  Role role() const { return role_; }
  const crypto::SigningKey& key() const { return key_; }
  /// Administrators only; null otherwise.
  const crypto::SigningKey* root_key() const { return root_key_ ? &*root_key_ : nullptr; }

 private:
  StaffId staff_;
  CertificateHash certificate_;
  std::string name_;
  std::string profession_;
  Role role_;
  crypto::SigningKey key_;
  std::optional<crypto::SigningKey> root_key_;
};

/// Who is logged in at the local API. A session belongs to the uid that opened it and ends when it was idle
/// for the limit, at logout, or when the account is disabled; its keys are wiped with it. Times are uptimes.
class LoginSessions {
 public:
  explicit LoginSessions(Duration idle_limit) : idle_limit_(idle_limit) {}

  /// A fresh token. Somebody's seventeenth session ends the one that was idle longest.
  LoginToken open(Random& random, std::uint32_t uid, LoginSession session, Duration now);
  /// The session, which is not idle from now. NotLoggedIn: no such token, or another uid's; SessionExpired.
  /// The pointer is valid until the next call that is not const.
  Result<LoginSession*> find(ByteView token, std::uint32_t uid, Duration now);
  void close(const LoginSession& session);
  void close_all_of(const StaffId& staff);
  /// Tokens are kept as their hashes: looking one up tells nothing about those that are near it.
  using TokenHash = crypto::Digest;
  static TokenHash hash_of(ByteView token);
  void close_others_of(const StaffId& staff, const TokenHash& but);
  /// Wipes the keys of those that have been idle too long.
  void expire(Duration now);
  std::optional<Duration> next_expiry() const;

  Duration idle_limit() const { return idle_limit_; }
  std::size_t size() const { return open_.size(); }

 private:
  struct Open {
    LoginSession session;
    std::uint32_t uid;
    Duration used_at;
  };
  void make_room(const StaffId& staff);

  Duration idle_limit_;
  std::map<TokenHash, Open> open_;
  std::deque<TokenHash> expired_;
};

}  // namespace tasuki::engine
