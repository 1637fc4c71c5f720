#include "core/base/secret.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "tests/support/seeded_random.hpp"

namespace tasuki {
namespace {

static_assert(!std::is_copy_constructible_v<Secret<32>>);
static_assert(!std::is_copy_constructible_v<EphemeralSecret<32>>);
static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::equality_comparable<Secret<32>>);

TEST(Secret, AMovedFromSecretIsEmpty) {
  test::SeededRandom random(1);
  Secret<32> from = Secret<32>::random(random);
  const Bytes bytes = copy(from.reveal());
  const Secret<32> to = std::move(from);
  EXPECT_TRUE(equal(to.reveal(), bytes));
  EXPECT_TRUE(from.reveal().empty());
}

TEST(Secret, AnEphemeralSecretIsWipedWhenMoved) {
  test::SeededRandom random(1);
  auto from = EphemeralSecret<32>::random(random);
  const auto to = std::move(from);
  EXPECT_TRUE(equal(from.reveal(), Bytes(32)));
  EXPECT_FALSE(same_secret(from.reveal(), to.reveal()));
}

TEST(Random, BelowStaysBelowItsBound) {
  test::SeededRandom random(7);
  for (int i = 0; i < 1000; ++i) EXPECT_LT(random.below(3), 3u);
}

}  // namespace
}  // namespace tasuki
