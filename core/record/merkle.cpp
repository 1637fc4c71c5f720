#include "core/record/merkle.hpp"

namespace tasuki::record {

namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix{0};
constexpr std::array<std::uint8_t, 1> kNodePrefix{1};

MerkleHash node(const MerkleHash& left, const MerkleHash& right) {
  return crypto::sha256({kNodePrefix, left, right});
}

std::vector<MerkleHash> next_level(const std::vector<MerkleHash>& level) {
  std::vector<MerkleHash> above;
  above.reserve((level.size() + 1) / 2);
  for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(node(level[i], level[i + 1]));
  if (level.size() % 2 == 1) above.push_back(level.back());
  return above;
}

}  // namespace

MerkleHash merkle_leaf(ByteView data) { return crypto::sha256({kLeafPrefix, data}); }

MerkleTree::MerkleTree(std::vector<MerkleHash> leaves) {
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) levels_.push_back(next_level(levels_.back()));
}

MerklePath MerkleTree::path(std::size_t leaf_index) const {
  MerklePath path;
  for (std::size_t level = 0; level + 1 < levels_.size(); ++level, leaf_index /= 2) {
    const std::size_t sibling = leaf_index ^ 1U;
    if (sibling < levels_[level].size()) path.push_back(levels_[level][sibling]);
  }
  return path;
}

std::optional<MerkleHash> merkle_root(const MerkleHash& leaf, std::uint64_t leaf_index,
                                      std::uint64_t leaf_count, const MerklePath& path) {
  if (leaf_index >= leaf_count) return std::nullopt;
  MerkleHash hash = leaf;
  auto sibling = path.begin();
  for (; leaf_count > 1; leaf_index /= 2, leaf_count = (leaf_count + 1) / 2) {
    if ((leaf_index ^ 1U) >= leaf_count) continue;
    if (sibling == path.end()) return std::nullopt;
    hash = leaf_index % 2 == 0 ? node(hash, *sibling) : node(*sibling, hash);
    ++sibling;
  }
  if (sibling != path.end()) return std::nullopt;
  return hash;
}

}  // namespace tasuki::record
