#pragma once

#include <map>
#include <set>
#include <utility>

#include "core/crypto/skipped_keys.hpp"

namespace tasuki::test {

/// One session's skipped keys in memory.
class MemorySkippedKeys final : public crypto::SkippedKeys {
 public:
  std::optional<EphemeralSecret<32>> find(const crypto::DhPublicKey& dh, std::uint32_t number) override {
    const auto chain = chains_.find(dh);
    if (chain == chains_.end()) return std::nullopt;
    const auto key = keys_.find({chain->second, number});
    return key == keys_.end() ? std::nullopt : std::optional(EphemeralSecret<32>(key->second));
  }
  void put(const crypto::DhPublicKey& dh, std::uint32_t chain, std::uint32_t number,
           const EphemeralSecret<32>& key) override {
    chains_[dh] = chain;
    keys_[{chain, number}] = copy(key.reveal());
  }
  void erase(const crypto::DhPublicKey& dh, std::uint32_t number) override {
    keys_.erase({chains_.at(dh), number});
  }
  void erase_oldest(std::size_t count) override {
    for (; count > 0; --count) keys_.erase(keys_.begin());
  }

  std::size_t size() const { return keys_.size(); }

 private:
  std::map<crypto::DhPublicKey, std::uint32_t> chains_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Bytes> keys_;
};

}  // namespace tasuki::test
