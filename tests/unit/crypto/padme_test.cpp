#include "core/crypto/padme.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tasuki::crypto {
namespace {

TEST(Padme, LengthsAreThoseOfThePaper) {
  // Worked out by hand from the paper's algorithm: E = ⌊log₂ L⌋, S = ⌊log₂ E⌋ + 1, the last E − S bits become
  // zero.
  for (const auto& [length, padded] :
       std::vector<std::pair<std::uint64_t, std::uint64_t>>{{0, 0},
                                                            {1, 1},
                                                            {2, 2},
                                                            {8, 8},
                                                            {9, 10},
                                                            {100, 104},
                                                            {256, 256},
                                                            {257, 272},
                                                            {1000, 1024},
                                                            {65537, 67584},
                                                            {1'000'000, 1'015'808}}) {
    EXPECT_EQ(padme_length(length), padded) << length;
  }
}

TEST(Padme, CostsAtMostTwelvePercentAndIsAFixedPoint) {
  for (std::uint64_t length = 16; length < 200'000; length += 7) {
    const auto padded = padme_length(length);
    ASSERT_GE(padded, length);
    ASSERT_LE(padded * 100, length * 112);
    ASSERT_EQ(padme_length(padded), padded);
  }
}

TEST(Padme, UnpaddingGivesBackWhatWasPadded) {
  for (const std::size_t size : {0U, 1U, 251U, 252U, 253U, 1000U, 65'536U, 900U * 1024U}) {
    const Bytes text(size, 0);  // zeros: they must not be taken for padding
    const Bytes padded = pad(text);
    EXPECT_EQ(padded.size(), std::max<std::size_t>(kSmallestPadded, padme_length(size + 4)));
    EXPECT_EQ(unpad(padded).value(), text) << size;
  }
}

TEST(Padme, ShortTextsLookAlike) {
  std::set<std::size_t> sizes;
  for (std::size_t size = 0; size <= kSmallestPadded - 4; ++size) sizes.insert(pad(Bytes(size, 'x')).size());
  EXPECT_EQ(sizes, std::set<std::size_t>{kSmallestPadded});
}

TEST(Padme, WhatPaddingDoesNotMakeIsRefused) {
  const Bytes padded = pad(as_bytes("text"));
  Bytes dirty = padded;
  dirty.back() = 1;
  Bytes longer = padded;
  longer.push_back(0);
  Bytes beyond = padded;
  beyond[0] = 0xff;
  for (const Bytes& wrong : {dirty, longer, beyond, Bytes{}, Bytes{0, 0, 0}, Bytes{0, 0, 0, 0}}) {
    const auto unpadded = unpad(wrong);
    ASSERT_FALSE(unpadded);
    EXPECT_TRUE(unpadded.error().is(CryptoError::Malformed));
  }
}

}  // namespace
}  // namespace tasuki::crypto
