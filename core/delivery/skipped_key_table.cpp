#include "core/delivery/skipped_key_table.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace tasuki::delivery {

namespace {

constexpr std::uint8_t kChainRow = 0;
constexpr std::uint8_t kKeyRow = 1;
constexpr std::size_t kKeySize = EphemeralSecret<32>::kSize;

Bytes with_kind(const Bytes& prefix, std::uint8_t kind) {
  Bytes row = prefix;
  row.push_back(kind);
  return row;
}

}  // namespace

SkippedKeyTable::SkippedKeyTable(Transaction& transaction, const AgencyId& peer, const SessionId& session)
    : transaction_(transaction), prefix_(concat({peer.bytes(), session.bytes()})) {}

std::optional<EphemeralSecret<32>> SkippedKeyTable::find(const crypto::DhPublicKey& dh,
                                                         std::uint32_t number) {
  const auto chain = chain_of(dh);
  if (!chain) return std::nullopt;
  auto row = transaction_.get(Table::SkippedKey, key_row(*chain, number));
  if (!row || row->size() != kKeySize + crypto::DhPublicKey::kSize) return std::nullopt;
  std::optional<EphemeralSecret<32>> key(ByteView(*row).first(kKeySize));
  wipe(*row);
  return key;
}

void SkippedKeyTable::put(const crypto::DhPublicKey& dh, std::uint32_t chain, std::uint32_t number,
                          const EphemeralSecret<32>& key) {
  if (last_put_ != chain) {
    Bytes number_of_chain;
    append_u32(number_of_chain, chain);
    transaction_.put(Table::SkippedKey, chain_row(dh), number_of_chain);
    last_put_ = chain;
  }
  Bytes value = concat({key.reveal(), dh.bytes()});
  transaction_.put(Table::SkippedKey, key_row(chain, number), value);
  wipe(value);
}

void SkippedKeyTable::erase(const crypto::DhPublicKey& dh, std::uint32_t number) {
  const auto chain = chain_of(dh);
  if (!chain) return;
  transaction_.erase(Table::SkippedKey, key_row(*chain, number));
  if (!has_neighbour(*chain, number)) forget_if_empty(*chain, dh);
}

void SkippedKeyTable::erase_oldest(std::size_t count) {
  std::vector<Bytes> oldest;
  std::map<std::uint32_t, crypto::DhPublicKey> chains;
  transaction_.scan(Table::SkippedKey, KeyRange::prefix(with_kind(prefix_, kKeyRow)), Order::Ascending,
                    [&](ByteView key, ByteView value) {
                      if (oldest.size() == count) return false;
                      oldest.push_back(copy(key));
                      const auto dh =
                          crypto::DhPublicKey::from(value.subspan(std::min(kKeySize, value.size())));
                      if (dh) chains.emplace(*read_u32(key.subspan(prefix_.size() + 1)), *dh);
                      return true;
                    });
  for (const auto& key : oldest) transaction_.erase(Table::SkippedKey, key);
  for (const auto& [chain, dh] : chains) forget_if_empty(chain, dh);
}

void SkippedKeyTable::erase_all() {
  std::vector<Bytes> keys;
  transaction_.scan(Table::SkippedKey, KeyRange::prefix(prefix_), Order::Ascending,
                    [&](ByteView key, ByteView) {
                      keys.push_back(copy(key));
                      return true;
                    });
  for (const auto& key : keys) transaction_.erase(Table::SkippedKey, key);
}

/// Where thousands come in a row, newest or oldest first, one of the two is nearly always there.
bool SkippedKeyTable::has_neighbour(std::uint32_t chain, std::uint32_t number) {
  return (number > 0 && transaction_.contains(Table::SkippedKey, key_row(chain, number - 1))) ||
         transaction_.contains(Table::SkippedKey, key_row(chain, number + 1));
}

void SkippedKeyTable::forget_if_empty(std::uint32_t chain, const crypto::DhPublicKey& dh) {
  if (transaction_.last(Table::SkippedKey, KeyRange::prefix(chain_prefix(chain)))) return;
  transaction_.erase(Table::SkippedKey, chain_row(dh));
  if (last_put_ == chain) last_put_.reset();
}

Bytes SkippedKeyTable::chain_row(const crypto::DhPublicKey& dh) const {
  return concat({with_kind(prefix_, kChainRow), dh.bytes()});
}

Bytes SkippedKeyTable::chain_prefix(std::uint32_t chain) const {
  Bytes row = with_kind(prefix_, kKeyRow);
  append_u32(row, chain);
  return row;
}

Bytes SkippedKeyTable::key_row(std::uint32_t chain, std::uint32_t number) const {
  Bytes row = chain_prefix(chain);
  append_u32(row, number);
  return row;
}

std::optional<std::uint32_t> SkippedKeyTable::chain_of(const crypto::DhPublicKey& dh) {
  const auto row = transaction_.get(Table::SkippedKey, chain_row(dh));
  return row ? read_u32(*row) : std::nullopt;
}

}  // namespace tasuki::delivery
