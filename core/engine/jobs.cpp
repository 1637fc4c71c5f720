#include "core/engine/jobs.hpp"

#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

constexpr std::size_t kMostWaiting = 64;
/// Its effect was lost with a commit that failed.
constexpr Duration kLost = std::chrono::minutes(5);

}  // namespace

Result<> Jobs::derive(Turn& turn, PendingAnswer waiting, SecretBytes passphrase, ByteView salt,
                      const crypto::Argon2Cost& cost, Then then) {
  const Duration now = turn.desk.clock.uptime();
  std::erase_if(waiting_, [&](const auto& each) { return now - each.second.since >= kLost; });
  if (waiting_.size() >= kMostWaiting) return EngineError::TooManyAttempts;
  const JobId job{next_++};
  waiting_.emplace(job, Waiting{std::move(then), now});
  turn.effects.push_back(
      Derive{job, waiting, std::move(passphrase), copy(salt), cost.ops_limit, cost.mem_limit});
  return {};
}

void Jobs::derived(Turn& turn, const Derived& result) {
  auto waiting = waiting_.extract(result.job);
  if (!waiting.empty()) waiting.mapped().then(turn, result.key);
}

}  // namespace tasuki::engine
