#include "net/half_open_gate.hpp"

#include <algorithm>

#include "core/crypto/secure_channel.hpp"

namespace tasuki::net {

bool HalfOpenGate::Allowance::take(std::uint32_t operations, Duration now) {
  const auto seconds = std::chrono::duration<double>(now - filled_at_).count();
  left_ = std::min(burst_, left_ + std::max(0.0, seconds) * per_second_);
  filled_at_ = now;
  if (left_ < operations) return false;
  left_ -= operations;
  return true;
}

void HalfOpenGate::Allowance::give_back(std::uint32_t operations) {
  left_ = std::min(burst_, left_ + operations);
}

HalfOpenGate::HalfOpenGate(const PeerLimits& limits)
    : limits_(limits),
      for_known_(limits.dh_burst, limits.dh_per_second),
      for_strangers_(limits.dh_burst, limits.dh_per_second) {}

void HalfOpenGate::know(const Source& source) {
  if (const auto found = known_.find(source); found != known_.end()) {
    known_by_age_.splice(known_by_age_.end(), known_by_age_, found->second);
    return;
  }
  known_.emplace(source, known_by_age_.insert(known_by_age_.end(), source));
  if (known_.size() <= limits_.known_addresses) return;
  known_.erase(known_by_age_.front());
  known_by_age_.pop_front();
}

bool HalfOpenGate::admit(const Source& source, Duration now) {
  const auto found = sources_.find(source);
  const Entry entry = found == sources_.end() ? Entry{0, knows(source)} : found->second;
  const std::size_t reserved = entry.paid_as_known ? 0 : limits_.half_open_for_known;
  if (half_open_ + reserved >= limits_.half_open || entry.count >= limits_.half_open_per_address)
    return false;
  auto& allowance = entry.paid_as_known ? for_known_ : for_strangers_;
  if (!allowance.take(crypto::kResponderDhOperations, now)) return false;
  sources_[source] = {entry.count + 1, entry.paid_as_known};
  ++half_open_;
  return true;
}

void HalfOpenGate::release(const Source& source, std::uint32_t dh_operations) {
  const auto entry = sources_.find(source);
  auto& allowance = entry->second.paid_as_known ? for_known_ : for_strangers_;
  allowance.give_back(crypto::kResponderDhOperations -
                      std::min(dh_operations, crypto::kResponderDhOperations));
  --half_open_;
  if (--entry->second.count == 0) sources_.erase(entry);
}

}  // namespace tasuki::net
