#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "core/crypto/keys.hpp"
#include "core/record/error.hpp"
#include "core/record/merkle.hpp"

namespace tasuki::proto::record {
class BatchSignature;
}

namespace tasuki::record {

/// One Ed25519 signature over the root of a Merkle tree, with the path of one of its leaves: every leaf is
/// checkable alone. What is signed is the leaf count (4 bytes) and the root. docs/protocol.md, section 8.
struct BatchSignature {
  std::uint32_t leaf_index = 0;
  std::uint32_t leaf_count = 0;  ///< 0: not signed yet; never leaves the node so
  MerklePath path{};
  crypto::Signature signature{};

  bool is_signed() const { return leaf_count > 0; }
  friend bool operator==(const BatchSignature&, const BatchSignature&) = default;
};

/// Paths of more entries are refused.
inline constexpr std::size_t kPathLimit = 32;
/// More leaves are not signed at once; a bug of the caller.
inline constexpr std::size_t kBatchLimit = 65536;

/// Signs all `leaves` with one signature; the results are in their order. No leaves, no signatures.
std::vector<BatchSignature> sign_batch(const crypto::SigningKey& key, std::string_view domain,
                                       std::span<const Bytes> leaves);

/// Remembers which (key, domain, root) signatures were found good, so that a batch of a hundred records costs
/// one verification. Holds no decision: the same question has the same answer for ever, so it may outlive a
/// failed commit.
class SignatureMemo {
 public:
  explicit SignatureMemo(std::size_t limit = 4096) : limit_(limit) {}
  bool contains(const crypto::Digest& question) const { return good_.contains(question); }
  /// Forgets everything when full.
  void remember(const crypto::Digest& question);

 private:
  std::size_t limit_;
  std::set<crypto::Digest> good_;
};

/// Whether `key` signed `leaf` within a batch. `memo` may be null.
bool verify_in_batch(const crypto::SigningPublicKey& key, std::string_view domain, ByteView leaf,
                     const BatchSignature& signature, SignatureMemo* memo = nullptr);

/// RecordError::Malformed unless lengths and index fit; an unsigned one is malformed too.
Result<BatchSignature> from_proto(const proto::record::BatchSignature& message);
void to_proto(const BatchSignature& signature, proto::record::BatchSignature& message);

}  // namespace tasuki::record
