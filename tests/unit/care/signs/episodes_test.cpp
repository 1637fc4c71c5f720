// From what was seen on which day to the episodes of a sign, and to who raises the alert.
#include <gtest/gtest.h>

#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/signs/nights.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

const std::vector<Observed> kThreeNights{saw(1, kHelper, 100), saw(2, kNurses, 101), saw(3, kWard, 102)};

std::vector<DayRange> ranges(const std::vector<Episode>& episodes) {
  std::vector<DayRange> all;
  for (const auto& episode : episodes) all.push_back(episode.days);
  return all;
}

TEST(Episodes, ThreeNightsSeenByThreeAgenciesAreOne) {
  const auto episodes = episodes_of(kThreeRunning, kThreeNights, {});
  ASSERT_EQ(episodes.size(), 1u);
  EXPECT_EQ(episodes[0].days, (DayRange{100, 102}));
  EXPECT_TRUE(episodes[0].reached);
  EXPECT_EQ(episodes[0].observed, kThreeNights);
  EXPECT_FALSE(episodes[0].was_raised());
}

TEST(Episodes, TwoNightsAreNone) {
  EXPECT_TRUE(episodes_of(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101)}, {}).empty());
}

TEST(Episodes, ANightTwiceSeenCountsOnce) {
  EXPECT_TRUE(episodes_of(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101), saw(3, kWard, 101)}, {})
                  .empty());
}

TEST(Episodes, ANightOnWhichNobodyLookedBreaksDaysRunning) {
  EXPECT_TRUE(episodes_of(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101), saw(3, kWard, 103)}, {})
                  .empty());
}

TEST(Episodes, OneWhoSawItIsEnoughAlsoIfAnotherDidNot) {
  auto observed = kThreeNights;
  observed.push_back(saw(4, kNurses, 102, false));
  EXPECT_EQ(episodes_of(kThreeRunning, observed, {}).size(), 1u);
}

TEST(Episodes, ALaterWordOfTheSameAgencyReplacesItsEarlierOne) {
  auto observed = kThreeNights;
  observed.push_back(saw(4, kWard, 102, false));
  EXPECT_TRUE(episodes_of(kThreeRunning, observed, {}).empty());
  observed.push_back(saw(5, kWard, 102));
  EXPECT_EQ(episodes_of(kThreeRunning, observed, {}).size(), 1u);
}

TEST(Episodes, LaterIsWhatWasNumberedLaterWhateverTheClockSaid) {
  auto first = saw(9, kWard, 102, false);
  first.number = {1, 3};
  auto second = saw(3, kWard, 102);
  second.number = {1, 9};
  const std::vector<Observed> observed{saw(1, kHelper, 100), saw(2, kNurses, 101), second, first};
  EXPECT_EQ(episodes_of(kThreeRunning, observed, {}).size(), 1u);
}

TEST(Episodes, ANightThatBecomesKnownLateCountsForItsDay) {
  std::vector<Observed> observed{saw(2, kNurses, 101), saw(3, kWard, 102)};
  EXPECT_TRUE(episodes_of(kThreeRunning, observed, {}).empty());
  observed.push_back(saw(9, kHelper, 100));
  EXPECT_EQ(ranges(episodes_of(kThreeRunning, observed, {})), (std::vector<DayRange>{{100, 102}}));
}

TEST(Episodes, OneThatGoesOnIsTheSame) {
  auto observed = kThreeNights;
  observed.push_back(saw(4, kWard, 103));
  const auto episodes = episodes_of(kThreeRunning, observed, {alert_on(200, 100, 102)});
  ASSERT_EQ(episodes.size(), 1u);
  EXPECT_EQ(episodes[0].days, (DayRange{100, 103}));
  EXPECT_TRUE(episodes[0].was_raised());
}

TEST(Episodes, AfterANightOfSleepThereIsAnother) {
  auto observed = kThreeNights;
  observed.push_back(saw(4, kWard, 103, false));
  for (std::uint8_t night = 4; night < 7; ++night)
    observed.push_back(saw(static_cast<std::uint8_t>(night + 1), kWard, 100 + night));
  const auto episodes = episodes_of(kThreeRunning, observed, {alert_on(200, 100, 102)});
  EXPECT_EQ(ranges(episodes), (std::vector<DayRange>{{100, 102}, {104, 106}}));
  EXPECT_TRUE(episodes[0].was_raised());
  EXPECT_FALSE(episodes[1].was_raised());
}

TEST(Episodes, AlertsThatTouchAreOne) {
  const auto episodes = episodes_of(
      kThreeRunning, {}, {alert_on(201, 103, 105), alert_on(200, 100, 102), alert_on(202, 107, 109)});
  EXPECT_EQ(ranges(episodes), (std::vector<DayRange>{{100, 105}, {107, 109}}));
  EXPECT_EQ(episodes[0].alerts.size(), 2u);
}

TEST(Episodes, ANightInBetweenJoinsTwoThatWereRaisedApart) {
  std::vector<Observed> observed = kThreeNights;
  for (std::uint8_t night = 4; night < 7; ++night) observed.push_back(saw(night, kWard, 100 + night));
  const std::vector<RaisedAlert> alerts{alert_on(200, 100, 102), alert_on(201, 104, 106)};
  EXPECT_EQ(episodes_of(kThreeRunning, observed, alerts).size(), 2u);
  observed.push_back(saw(9, kHelper, 103));
  const auto episodes = episodes_of(kThreeRunning, observed, alerts);
  EXPECT_EQ(ranges(episodes), (std::vector<DayRange>{{100, 106}}));
  EXPECT_EQ(episodes[0].alerts.size(), 2u) << "nobody has to raise it a third time";
}

TEST(Episodes, AnAlertThatWasRaisedByMistakeDoesNotSilenceTheNext) {
  auto observed = kThreeNights;
  observed.push_back(saw(4, kWard, 102, false));  // a slip of the finger
  for (std::uint8_t night = 3; night < 6; ++night)
    observed.push_back(saw(static_cast<std::uint8_t>(night + 2), kHelper, 100 + night));
  const auto episodes = episodes_of(kThreeRunning, observed, {alert_on(200, 100, 102)});
  ASSERT_EQ(ranges(episodes), (std::vector<DayRange>{{103, 105}}));
  EXPECT_FALSE(episodes[0].was_raised());
}

TEST(Episodes, WhereNobodyHereLookedAnAlertIsBelieved) {
  const std::vector<Observed> observed{saw(4, kWard, 103), saw(5, kWard, 104), saw(6, kWard, 105)};
  const auto episodes = episodes_of(kThreeRunning, observed, {alert_on(200, 100, 102)});
  EXPECT_EQ(ranges(episodes), (std::vector<DayRange>{{100, 105}}));
  EXPECT_TRUE(episodes[0].was_raised());
}

TEST(Episodes, WhatAPersonReportsStandsWhateverWasCounted) {
  const auto episodes =
      episodes_of(kThreeRunning, {saw(1, kWard, 100, false)}, {alert_on(200, 100, 100, true)});
  EXPECT_EQ(ranges(episodes), (std::vector<DayRange>{{100, 100}}));
}

TEST(Episodes, SomeDaysOutOfSeveral) {
  EXPECT_EQ(ranges(episodes_of(kTwoOfSeven, {saw(1, kHelper, 100), saw(2, kNurses, 106)}, {})),
            (std::vector<DayRange>{{100, 106}}));
  EXPECT_TRUE(episodes_of(kTwoOfSeven, {saw(1, kHelper, 100), saw(2, kNurses, 107)}, {}).empty());
}

TEST(Episodes, OfWhatIsMeasuredTheGreatestValueCounts) {
  const std::vector<Observed> observed{saw(1, kHelper, 100, true, 3'900), saw(2, kNurses, 100, true, 4'000),
                                       saw(3, kWard, 102, true, 3'999), saw(4, kHelper, 104, false, 9'000)};
  EXPECT_EQ(ranges(episodes_of(kFourLitres, observed, {})), (std::vector<DayRange>{{100, 100}}));
}

TEST(Episodes, AreNamedByTheSignAndTheirFirstDay) {
  const Episode episode{{100, 102}, true, {}, {}};
  EXPECT_EQ(episode_id(kSignId, episode), episode_id(kSignId, {{100, 109}, true, {}, {}}));
  EXPECT_NE(episode_id(kSignId, episode), episode_id(kSignId, {{101, 102}, true, {}, {}}));
  EXPECT_EQ(episode_id(kSignId, {{20'497, 20'499}, true, {}, {}}).hex(),
            test::protocol_example("episode-id"));
  EXPECT_NE(episode_id(kSignId, episode), episode_id(numbered_id<RecordId>(0x52), episode));
}

TEST(RaisingOrder, BeginsWithWhoseObservationReachedTheThreshold) {
  const auto episodes = episodes_of(kThreeRunning, kThreeNights, {});
  EXPECT_EQ(raising_order(kThreeRunning, episodes[0], {kHelper, kNurses, kWard, kOffice}),
            (std::vector<AgencyId>{kWard, kNurses, kHelper, kOffice}));
}

TEST(RaisingOrder, IsTheOneWhoSaidItLastAlsoForAnEarlierNight) {
  const std::vector<Observed> observed{saw(2, kNurses, 101), saw(3, kWard, 102), saw(9, kHelper, 100)};
  const auto episodes = episodes_of(kThreeRunning, observed, {});
  EXPECT_EQ(raising_order(kThreeRunning, episodes[0], {kOffice}).front(), kHelper);
}

TEST(RaisingOrder, IsNobodysWhereTheThresholdIsNotReachedHere) {
  const auto episodes = episodes_of(kThreeRunning, {}, {alert_on(200, 100, 102)});
  EXPECT_TRUE(raising_order(kThreeRunning, episodes[0], {kOffice}).empty());
}

TEST(SignProgress, SaysHowFarItIs) {
  const auto progress = [](const Threshold& threshold, const std::vector<Observed>& observed,
                           DayNumber today) {
    return progress_of(threshold, days_of(threshold, observed), today).days;
  };
  EXPECT_EQ(progress(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101)}, 101), 2u);
  EXPECT_EQ(progress(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101)}, 102), 2u)
      << "nobody has looked today yet";
  EXPECT_EQ(progress(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101)}, 103), 0u);
  EXPECT_EQ(
      progress(kThreeRunning, {saw(1, kHelper, 100), saw(2, kNurses, 101), saw(3, kWard, 102, false)}, 102),
      0u);
  EXPECT_EQ(progress(kTwoOfSeven, {saw(1, kHelper, 100)}, 106), 1u);
  EXPECT_EQ(progress(kTwoOfSeven, {saw(1, kHelper, 100)}, 108), 0u);
}

}  // namespace
}  // namespace tasuki::care
