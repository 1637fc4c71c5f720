#include "core/care/stale_after.hpp"

#include <gtest/gtest.h>

#include "core/base/vocabulary.hpp"

namespace tasuki::care {
namespace {

constexpr Duration kOneDay = std::chrono::hours(24);

TEST(StaleAfter, KnowsEveryCategory) {
  for (const auto& word : vocabulary::words(vocabulary::List::Category)) {
    StaleAfter ages;
    ages.set(std::string(word.code), Duration(1));
    EXPECT_NE(ages.of({std::string(word.code)}), StaleAfter().of({std::string(word.code)})) << word.code;
    EXPECT_GE(StaleAfter().of({std::string(word.code)}), kOneDay) << word.code;
  }
  EXPECT_EQ(StaleAfter().of({"sleep-meals"}), kOneDay);
  EXPECT_EQ(StaleAfter().of({"warning-sign"}), 3 * kOneDay);
  EXPECT_EQ(StaleAfter().of({"medication"}), 7 * kOneDay);
  EXPECT_EQ(StaleAfter().of({"diagnosis"}), 365 * kOneDay);
}

TEST(StaleAfter, IsTheShortestOfSeveralCategories) {
  EXPECT_EQ(StaleAfter().of({"diagnosis", "sleep-meals"}), kOneDay);
  EXPECT_EQ(StaleAfter().of({}), 7 * kOneDay);
  EXPECT_EQ(StaleAfter().of({"of-a-newer-version", "diagnosis"}), 365 * kOneDay);
}

TEST(StaleAfter, IsWhatTheConfigurationSays) {
  StaleAfter ages;
  ages.set("medication", std::chrono::hours(5));
  EXPECT_EQ(ages.of({"medication"}), std::chrono::hours(5));
}

}  // namespace
}  // namespace tasuki::care
