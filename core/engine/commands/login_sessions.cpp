#include "core/engine/commands/login_sessions.hpp"

#include <algorithm>

namespace tasuki::engine {

namespace {

constexpr std::string_view kTokenDomain = "tasuki/1/login-token";
constexpr std::size_t kSessionsOfOne = 16;
/// So many ended sessions are told that they expired; older ones that nobody is logged in.
constexpr std::size_t kExpiredRemembered = 256;

}  // namespace

bool may(Role role, Access access) {
  switch (access) {
    case Access::Anyone:
    case Access::LoggedIn:
      return true;
    case Access::Care:
      return role == Role::Staff || role == Role::Admin;
    case Access::Admin:
      return role == Role::Admin;
  }
  return false;
}

LoginToken LoginSessions::open(Random& random, std::uint32_t uid, LoginSession session, Duration now) {
  make_room(session.staff());
  const auto token = random.id<LoginToken>();
  open_.insert_or_assign(hash_of(token.bytes()), Open{std::move(session), uid, now});
  return token;
}

void LoginSessions::make_room(const StaffId& staff) {
  std::size_t count = 0;
  auto idlest = open_.end();
  for (auto each = open_.begin(); each != open_.end(); ++each) {
    if (each->second.session.staff() != staff) continue;
    ++count;
    if (idlest == open_.end() || each->second.used_at < idlest->second.used_at) idlest = each;
  }
  if (count >= kSessionsOfOne) open_.erase(idlest);
}

Result<LoginSession*> LoginSessions::find(ByteView token, std::uint32_t uid, Duration now) {
  expire(now);
  const TokenHash hash = hash_of(token);
  const auto found = open_.find(hash);
  if (found == open_.end()) {
    const bool expired = std::find(expired_.begin(), expired_.end(), hash) != expired_.end();
    return expired ? EngineError::SessionExpired : EngineError::NotLoggedIn;
  }
  if (found->second.uid != uid) return EngineError::NotLoggedIn;
  found->second.used_at = now;
  return &found->second.session;
}

void LoginSessions::close(const LoginSession& session) {
  std::erase_if(open_, [&](const auto& each) { return &each.second.session == &session; });
}

void LoginSessions::close_all_of(const StaffId& staff) {
  std::erase_if(open_, [&](const auto& each) { return each.second.session.staff() == staff; });
}

LoginSessions::TokenHash LoginSessions::hash_of(ByteView token) {
  return crypto::hash(kTokenDomain, {token});
}

void LoginSessions::close_others_of(const StaffId& staff, const TokenHash& but) {
  std::erase_if(open_,
                [&](const auto& each) { return each.first != but && each.second.session.staff() == staff; });
}

void LoginSessions::expire(Duration now) {
  std::erase_if(open_, [&](const auto& each) {
    if (now < each.second.used_at + idle_limit_) return false;
    expired_.push_back(each.first);
    return true;
  });
  while (expired_.size() > kExpiredRemembered) expired_.pop_front();
}

std::optional<Duration> LoginSessions::next_expiry() const {
  std::optional<Duration> next;
  for (const auto& [hash, open] : open_) {
    const Duration at = open.used_at + idle_limit_;
    next = next ? std::min(*next, at) : at;
  }
  return next;
}

}  // namespace tasuki::engine
