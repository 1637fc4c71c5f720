#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/crypto/hash.hpp"

namespace tasuki::record {

/// Merkle trees of RFC 6962, section 2.1: SHA-256, leaves prefixed by 00 and nodes by 01.

using MerkleHash = crypto::Digest;
using MerklePath = std::vector<MerkleHash>;

MerkleHash merkle_leaf(ByteView data);

/// All hashes of one tree: the root, and the audit path of every leaf (section 2.1.1).
class MerkleTree {
 public:
  /// Over the hashes of at least one leaf. Costs one hash per leaf.
  explicit MerkleTree(std::vector<MerkleHash> leaves);

  const MerkleHash& root() const { return levels_.back().front(); }
  /// The siblings from the leaf upwards. A tree of one leaf has an empty path.
  MerklePath path(std::size_t leaf_index) const;

 private:
  // levels_[0] are the leaves; a node without a sibling moves up unchanged, which gives RFC 6962's shape.
  std::vector<std::vector<MerkleHash>> levels_;
};

/// The root that a leaf and its path lead to. None where the path's length is not that of `leaf_index` in a
/// tree of `leaf_count`, or the index is outside.
std::optional<MerkleHash> merkle_root(const MerkleHash& leaf, std::uint64_t leaf_index,
                                      std::uint64_t leaf_count, const MerklePath& path);

}  // namespace tasuki::record
