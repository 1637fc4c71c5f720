#include "core/record/merkle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tasuki::record {
namespace {

// The eight leaves that implementations of RFC 6962 test each other with, and the roots of the first n of
// them.
const std::vector<std::string> kLeaves{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<MerkleHash> known_leaves(std::size_t count) {
  std::vector<MerkleHash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(merkle_leaf(*from_hex(kLeaves[i])));
  return leaves;
}

std::vector<MerkleHash> numbered_leaves(std::size_t count) {
  std::vector<MerkleHash> leaves;
  for (std::size_t i = 0; i < count; ++i) {
    Bytes data;
    append_u64(data, i);
    leaves.push_back(merkle_leaf(data));
  }
  return leaves;
}

TEST(Merkle, GivesTheRootsThatOtherImplementationsGive) {
  for (std::size_t count = 1; count <= kRoots.size(); ++count) {
    EXPECT_EQ(to_hex(MerkleTree(known_leaves(count)).root()), kRoots[count - 1]) << count;
  }
}

TEST(Merkle, EveryLeafsPathLeadsToTheRoot) {
  for (std::size_t count = 1; count <= 70; ++count) {
    const auto leaves = numbered_leaves(count);
    const MerkleTree tree(leaves);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(merkle_root(leaves[i], i, count, tree.path(i)), tree.root()) << i << " of " << count;
    }
  }
}

TEST(Merkle, APathServesNoOtherLeafAndNoOtherPlace) {
  const auto leaves = numbered_leaves(7);
  const MerkleTree tree(leaves);
  for (std::size_t place = 0; place < 7; ++place) {
    for (std::size_t leaf = 0; leaf < 7; ++leaf) {
      if (leaf == place) continue;
      EXPECT_NE(merkle_root(leaves[leaf], place, 7, tree.path(place)), tree.root());
      EXPECT_NE(merkle_root(leaves[place], leaf, 7, tree.path(place)), tree.root());
    }
  }
}

TEST(Merkle, APathOfAnotherLengthLeadsNowhere) {
  const auto leaves = numbered_leaves(5);
  const MerkleTree tree(leaves);
  auto path = tree.path(2);
  path.push_back(tree.root());
  EXPECT_FALSE(merkle_root(leaves[2], 2, 5, path));
  path.resize(2);
  EXPECT_FALSE(merkle_root(leaves[2], 2, 5, path));
  EXPECT_FALSE(merkle_root(leaves[2], 5, 5, tree.path(2)));
  EXPECT_FALSE(merkle_root(leaves[2], 0, 0, {}));
}

TEST(Merkle, ALeafIsNeverTakenForANode) {
  const auto leaves = numbered_leaves(2);
  const MerkleTree tree(leaves);
  EXPECT_NE(merkle_leaf(concat({leaves[0], leaves[1]})), tree.root());
}

}  // namespace
}  // namespace tasuki::record
