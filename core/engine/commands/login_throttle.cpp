#include "core/engine/commands/login_throttle.hpp"

#include <algorithm>

namespace tasuki::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kThrottleDomain = "tasuki/1/login-throttle";
constexpr unsigned kFree = 3;
constexpr Duration kLongestWait = 60s;
constexpr Duration kForgottenAfter = 15min;
constexpr std::size_t kRemembered = 4096;

}  // namespace

crypto::Digest LoginThrottle::key_of(std::uint32_t uid, ByteView account_or_typed) {
  Bytes user;
  append_u32(user, uid);
  return crypto::hash(kThrottleDomain, {user, account_or_typed});
}

Result<> LoginThrottle::begin(const crypto::Digest& key, Duration now) {
  make_room(now);
  Tries& tries = tries_[key];
  const Duration ready = tries.last + wait_after(tries.failed);
  if (now < ready) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(ready - now).count();
    return Error(EngineError::TooManyAttempts, std::to_string(seconds));
  }
  ++tries.failed;
  tries.last = now;
  return {};
}

Duration LoginThrottle::wait_after(unsigned failed) {
  if (failed < kFree) return 0s;
  Duration wait = 1s;
  for (unsigned i = kFree; i < failed && wait < kLongestWait; ++i) wait *= 2;
  return std::min(wait, kLongestWait);
}

void LoginThrottle::make_room(Duration now) {
  std::erase_if(tries_, [&](const auto& each) { return now - each.second.last >= kForgottenAfter; });
  if (tries_.size() < kRemembered) return;
  tries_.erase(std::min_element(tries_.begin(), tries_.end(),
                                [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
}

}  // namespace tasuki::engine
