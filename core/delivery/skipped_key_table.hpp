#pragma once

#include <optional>

#include "core/base/id.hpp"
#include "core/base/store.hpp"
#include "core/crypto/skipped_keys.hpp"

namespace tasuki::delivery {

/// One session's skipped keys, each a row of Table::SkippedKey. Behind `agency id ‖ session id`:
/// `00 ‖ ratchet key → chain`, and `01 ‖ chain ‖ number → message key ‖ ratchet key`, so that the oldest come
/// first.
class SkippedKeyTable final : public crypto::SkippedKeys {
 public:
  SkippedKeyTable(Transaction& transaction, const AgencyId& peer, const SessionId& session);

  std::optional<EphemeralSecret<32>> find(const crypto::DhPublicKey& dh, std::uint32_t number) override;
  void put(const crypto::DhPublicKey& dh, std::uint32_t chain, std::uint32_t number,
           const EphemeralSecret<32>& key) override;
  void erase(const crypto::DhPublicKey& dh, std::uint32_t number) override;
  void erase_oldest(std::size_t count) override;
  /// The session is gone.
  void erase_all();

 private:
  Bytes chain_row(const crypto::DhPublicKey& dh) const;
  Bytes chain_prefix(std::uint32_t chain) const;
  Bytes key_row(std::uint32_t chain, std::uint32_t number) const;
  std::optional<std::uint32_t> chain_of(const crypto::DhPublicKey& dh);
  bool has_neighbour(std::uint32_t chain, std::uint32_t number);
  void forget_if_empty(std::uint32_t chain, const crypto::DhPublicKey& dh);

  Transaction& transaction_;
  Bytes prefix_;
  std::optional<std::uint32_t>
      last_put_;  ///< Its chain row is there: thousands of keys may follow for the same.
};

}  // namespace tasuki::delivery
