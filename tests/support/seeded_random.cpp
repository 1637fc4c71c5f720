#include "tests/support/seeded_random.hpp"

#include <sodium.h>

namespace tasuki::test {

SeededRandom::SeededRandom(std::uint64_t seed) {
  crypto_generichash(key_.data(), key_.size(), reinterpret_cast<const unsigned char*>(&seed), sizeof seed,
                     nullptr, 0);
}

void SeededRandom::fill(MutableByteView bytes) {
  // Every call is a stream of its own, so that results do not depend on how a caller cuts its requests.
  std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  for (std::size_t i = 0; i < sizeof block_; ++i) nonce[i] = static_cast<std::uint8_t>(block_ >> (8 * i));
  ++block_;
  if (!bytes.empty()) crypto_stream_chacha20(bytes.data(), bytes.size(), nonce.data(), key_.data());
}

}  // namespace tasuki::test
