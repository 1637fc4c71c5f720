// Whatever comes in whatever order: nobody is left out, nothing is claimed twice without need.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/care/duty/escalation.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care::duty {
namespace {

using namespace std::chrono;
using fixture::id;

constexpr int kRuns = 2'000;

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  template <class Items>
  void shuffle(Items& items) {
    std::shuffle(items.begin(), items.end(), engine_);
  }

 private:
  std::mt19937 engine_;
};

AgencyId agency(std::size_t number) { return id<AgencyId>(static_cast<std::uint8_t>(number + 1)); }

Escalation some(Chance& chance) {
  Escalation some{.author = agency(chance.below(5)), .coordinator = agency(chance.below(5))};
  for (std::size_t each = 0; each < 5; ++each) {
    if (agency(each) != some.author && chance.below(2) == 0) some.recipients.push_back(agency(each));
  }
  for (std::size_t entry = chance.below(7); entry > 0; --entry)
    some.roster.push_back({agency(chance.below(5)), std::to_string(chance.below(9))});
  return some;
}

/// Drives it by one node, time jumping to whatever is due.
std::vector<Claimed> drive(Escalation& escalation, const AgencyId& self) {
  Waited waited;
  for (int rounds = 0; rounds < 100; ++rounds) {
    const auto due = what_is_due(escalation, self, waited, {});
    if (const auto* wait = std::get_if<Wait>(&due)) {
      EXPECT_GT(wait->more, Duration(0)) << "it would be asked again and again";
      waited.since_step += wait->more;
    } else if (const auto* claim = std::get_if<Claim>(&due)) {
      escalation.steps.push_back({claim->step, self, Time(minutes(rounds)), claim->callee});
      waited = {};
    } else {
      break;
    }
  }
  return escalation.steps;
}

TEST(EscalationProperty, WhatNobodyAcceptsReachesEverybodyOnTheRosterOnceAndThenTheEmergencyNumber) {
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    Chance chance(seed);
    auto escalation = some(chance);
    const auto steps = drive(escalation, escalation.author);
    std::set<Callee> expected;
    for (const auto& callee : escalation.roster) {
      if (callee.agency != escalation.author) expected.insert(callee);
    }
    std::set<Callee> reached;
    for (const auto& step : steps) {
      if (step.callee) {
        EXPECT_TRUE(reached.insert(*step.callee).second) << "twice, seed " << seed;
      }
    }
    EXPECT_EQ(reached, expected) << "seed " << seed;
    EXPECT_TRUE(is_exhausted(escalation)) << "seed " << seed;
    for (std::size_t at = 0; at < steps.size(); ++at) EXPECT_EQ(steps[at].step, at + 1);
  }
}

TEST(EscalationProperty, TheOrderInWhichThingsBecomeKnownChangesNothing) {
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    Chance chance(seed);
    auto escalation = some(chance);
    if (escalation.recipients.empty()) continue;
    for (std::size_t claims = chance.below(6); claims > 0; --claims) {
      std::optional<Callee> callee;
      if (!escalation.roster.empty() && chance.below(5) != 0)
        callee = escalation.roster[chance.below(escalation.roster.size())];
      escalation.steps.push_back({static_cast<std::uint32_t>(1 + chance.below(3)), agency(chance.below(5)),
                                  Time(minutes(chance.below(3))), callee});
    }
    for (std::size_t calls = chance.below(3); calls > 0; --calls)
      escalation.unanswered.insert(std::to_string(chance.below(9)));
    if (chance.below(3) == 0) escalation.declined.insert(agency(chance.below(5)));
    auto other = escalation;
    other.steps.insert(other.steps.end(), escalation.steps.begin(), escalation.steps.end());  // duplicates
    chance.shuffle(other.steps);
    EXPECT_EQ(step_reached(escalation), step_reached(other));
    EXPECT_EQ(next_callee(escalation), next_callee(other));
    EXPECT_EQ(out_of_turn(escalation), out_of_turn(other));
    EXPECT_EQ(is_exhausted(escalation), is_exhausted(other));
    const auto* one = present_claim(escalation);
    const auto* same = present_claim(other);
    ASSERT_EQ(one == nullptr, same == nullptr);
    if (one != nullptr && one->by != same->by) ADD_FAILURE() << "seed " << seed;
  }
}

TEST(EscalationProperty, WithoutTheOthersEveryDriverBringsItToItsEnd) {
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    Chance chance(seed);
    const auto escalation = some(chance);
    for (const auto& driver : drivers_of(escalation)) {
      auto alone = escalation;
      drive(alone, driver);
      EXPECT_TRUE(is_exhausted(alone)) << "seed " << seed;
    }
  }
}

TEST(EscalationProperty, WhoComesLaterInTheOrderIsNeverDueBeforeWhoComesEarlier) {
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    Chance chance(seed);
    const auto escalation = some(chance);
    const auto drivers = drivers_of(escalation);
    const Waited waited{.since_step = minutes(chance.below(40))};
    bool earlier_is_due = true;
    for (const auto& driver : drivers) {
      const bool is_due = std::holds_alternative<Claim>(what_is_due(escalation, driver, waited, {}));
      EXPECT_TRUE(earlier_is_due || !is_due) << "seed " << seed;
      earlier_is_due = is_due;
    }
  }
}

}  // namespace
}  // namespace tasuki::care::duty
