#include "core/delivery/link_numbers.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tasuki::delivery {
namespace {

using Runs = std::vector<std::uint32_t>;
using Given = std::vector<LinkNumbers::Given>;

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
const AgencyId kOne({1});
const AgencyId kOther({2});

EnvelopeHash hash(std::uint8_t number) { return EnvelopeHash({number}); }

LinkNumbers three_given() {
  LinkNumbers numbers;
  for (std::uint8_t i = 1; i <= 3; ++i) numbers.give(kOne, hash(i));
  return numbers;
}

TEST(LinkNumbers, InARowAreOneRun) {
  EXPECT_EQ(runs_of({}), Runs());
  EXPECT_EQ(runs_of({7}), (Runs{7, 1}));
  EXPECT_EQ(runs_of({1, 2, 3, 5, 6, 9}), (Runs{1, 3, 5, 2, 9, 1}));
  EXPECT_EQ(runs_of({kMost}), (Runs{kMost, 1}));
}

TEST(LinkNumbers, BeginWithOneOnEachLinkAndAreNotUsedTwice) {
  LinkNumbers numbers;
  EXPECT_EQ(numbers.give(kOne, hash(1)), 1u);
  EXPECT_EQ(numbers.give(kOther, hash(2)), 1u);
  numbers.forget(kOne, 1);
  EXPECT_EQ(numbers.give(kOne, hash(3)), 2u);
  EXPECT_EQ(numbers.in_runs(kOne, Runs{1, 2}), (Given{{2, hash(3)}}));
}

TEST(LinkNumbers, ThatAPeerNamesAreThoseGivenToIt) {
  const auto numbers = three_given();
  EXPECT_EQ(numbers.in_runs(kOne, Runs{1, 1, 3, 1}), (Given{{1, hash(1)}, {3, hash(3)}}));
  EXPECT_EQ(numbers.in_runs(kOther, Runs{1, 3}), Given());
  EXPECT_EQ(numbers.in_runs(kOne, Runs{4, 100}), Given());
}

TEST(LinkNumbers, OfALinkThatIsGoneMeanNothing) {
  auto numbers = three_given();
  numbers.gone(kOne);
  EXPECT_EQ(numbers.in_runs(kOne, Runs{1, 3}), Given());
}

TEST(LinkNumbers, InRunsThatAreNonsenseAreNamedOnceAtMost) {
  const auto numbers = three_given();
  EXPECT_EQ(numbers.in_runs(kOne, Runs{2, kMost}).size(), 2u);
  EXPECT_EQ(numbers.in_runs(kOne, Runs{1, kMost, 1, kMost}).size(), 3u);
  EXPECT_EQ(numbers.in_runs(kOne, Runs{3, 1, 1, 1}), (Given{{3, hash(3)}})) << "they do not ascend";
  EXPECT_EQ(numbers.in_runs(kOne, Runs{0, 0, 1}), Given()) << "half a pair";
  EXPECT_EQ(numbers.in_runs(kOne, Runs{kMost, kMost}), Given());
}

}  // namespace
}  // namespace tasuki::delivery
