#include "core/record/fingerprint.hpp"

#include <algorithm>

namespace tasuki::record {

namespace {

constexpr std::string_view kDomain = "tasuki/1/fingerprint";
constexpr std::array<std::uint8_t, 1> kKey{0};

}  // namespace

crypto::Digest fingerprint(Transaction& transaction, Table table) {
  crypto::Digest digest{};
  const auto stored = transaction.get(table, kKey);
  if (stored && stored->size() == digest.size()) std::copy(stored->begin(), stored->end(), digest.begin());
  return digest;
}

void toggle_fingerprint(Transaction& transaction, Table table, ByteView row) {
  auto digest = fingerprint(transaction, table);
  const auto hash = crypto::hash(kDomain, {row});
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] ^= hash[i];
  transaction.put(table, kKey, digest);
}

}  // namespace tasuki::record
