// Whatever order things come in, however often, and whoever raises what: the same episodes, each raised once.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/seeded_random.hpp"
#include "tests/unit/care/signs/nights.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t bound) {
    std::array<std::uint8_t, 4> bytes{};
    random_.fill(bytes);
    return (bytes[0] | bytes[1] << 8 | bytes[2] << 16 | static_cast<std::uint32_t>(bytes[3]) << 24) % bound;
  }
  template <class Many>
  void shuffle(Many& many) {
    for (std::size_t left = many.size(); left > 1; --left)
      std::swap(many[left - 1], many[below(static_cast<std::uint32_t>(left))]);
  }

 private:
  test::SeededRandom random_;
};

const std::vector<AgencyId> kAgencies{kHelper, kNurses, kWard};
constexpr DayNumber kFirst = 100;
constexpr std::uint32_t kDays = 16;

Threshold some_threshold(Chance& chance) {
  const auto within = 1 + chance.below(5);
  return {"", 0, 1 + chance.below(within), within};
}

/// What three agencies see in some weeks, with second thoughts.
std::vector<Observed> some_nights(Chance& chance) {
  std::vector<Observed> observed;
  const auto count = static_cast<std::uint8_t>(chance.below(40));
  for (std::uint8_t number = 1; number <= count; ++number) {
    observed.push_back(saw(number, kAgencies[chance.below(3)],
                           kFirst + static_cast<DayNumber>(chance.below(kDays)), chance.below(4) != 0));
  }
  return observed;
}

struct Seen {
  DayRange days;
  bool reached;
  std::vector<Observed> observed;
  std::vector<RaisedAlert> alerts;
  friend bool operator==(const Seen&, const Seen&) = default;
};
std::vector<Seen> seen(const std::vector<Episode>& episodes) {
  std::vector<Seen> all;
  for (const auto& each : episodes) all.push_back({each.days, each.reached, each.observed, each.alerts});
  return all;
}

/// A node that has got some of what was said, and raises what it sees unraised.
struct Holder {
  std::vector<Observed> observed;
  std::vector<RaisedAlert> alerts;

  /// The alert that it raises now, if it does.
  std::optional<RaisedAlert> raise(const Threshold& threshold, std::uint8_t& next) {
    for (const auto& episode : episodes_of(threshold, observed, alerts)) {
      if (!episode.reached || episode.was_raised()) continue;
      alerts.push_back({numbered_id<RecordId>(next++), episode.days, false});
      return alerts.back();
    }
    return std::nullopt;
  }
};

class Signs : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Signs, AreTheSameInAnyOrderAndHoweverOftenTheyCome) {
  Chance chance(GetParam());
  const auto threshold = some_threshold(chance);
  auto observed = some_nights(chance);
  std::vector<RaisedAlert> alerts;
  for (std::uint8_t number = 200; number < 200 + chance.below(4); ++number) {
    const auto first = kFirst + static_cast<DayNumber>(chance.below(kDays));
    alerts.push_back(
        alert_on(number, first, first + static_cast<DayNumber>(chance.below(4)), chance.below(2) == 0));
  }
  const auto before = seen(episodes_of(threshold, observed, alerts));
  for (int twice = 0; twice < 5 && !observed.empty(); ++twice)
    observed.push_back(observed[chance.below(static_cast<std::uint32_t>(observed.size()))]);
  if (!alerts.empty()) alerts.push_back(alerts.front());
  chance.shuffle(observed);
  chance.shuffle(alerts);
  EXPECT_EQ(seen(episodes_of(threshold, observed, alerts)), before);
}

TEST_P(Signs, ReachTheThresholdExactlyWhereCountingByHandDoes) {
  Chance chance(GetParam());
  const auto threshold = some_threshold(chance);
  const auto observed = some_nights(chance);
  const auto days = days_of(threshold, observed);
  const auto counts = [&](DayNumber day) { return days.contains(day) && days.at(day).counts; };
  const auto episodes = episodes_of(threshold, observed, {});
  for (DayNumber day = kFirst; day < kFirst + static_cast<DayNumber>(kDays); ++day) {
    std::uint32_t count = 0;
    for (std::uint32_t back = 0; back < threshold.within_days; ++back)
      count += counts(day - static_cast<DayNumber>(back));
    if (!counts(day) || count < threshold.days) continue;
    EXPECT_TRUE(std::ranges::any_of(episodes, [&](const auto& each) { return each.days.contains(day); }))
        << day;
  }
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    EXPECT_TRUE(counts(episodes[i].days.first) && counts(episodes[i].days.last));
    if (i > 0) EXPECT_FALSE(episodes[i - 1].days.touches(episodes[i].days));
  }
}

TEST_P(Signs, AreRaisedOnceHoweverLateAndInWhateverOrderNightsArrive) {
  Chance chance(GetParam());
  const auto threshold = some_threshold(chance);
  auto observed = some_nights(chance);
  // Second thoughts would make and unmake episodes on the way; here everybody keeps to what they saw.
  std::erase_if(observed, [](const auto& each) { return !each.seen; });
  chance.shuffle(observed);
  Holder holder;
  std::uint8_t next = 100;
  for (const auto& each : observed) {
    holder.observed.push_back(each);
    const auto before = holder.alerts.size();
    while (holder.raise(threshold, next)) {
    }
    // One night adds at most one alert: it extends a run, joins two, or makes one.
    EXPECT_LE(holder.alerts.size(), before + 1);
  }
  for (const auto& episode : episodes_of(threshold, holder.observed, holder.alerts)) {
    EXPECT_TRUE(episode.was_raised());
    std::vector<DayRange> raised;
    for (const auto& alert : episode.alerts) raised.push_back(alert.days);
    std::ranges::sort(raised);
    for (std::size_t i = 1; i < raised.size(); ++i)
      EXPECT_FALSE(raised[i - 1].touches(raised[i])) << "raised again although it only went on";
  }
}

TEST_P(Signs, RaisedByNodesThatHoldDifferentPartsMergeToTheSame) {
  Chance chance(GetParam());
  const auto threshold = some_threshold(chance);
  const auto observed = some_nights(chance);
  std::vector<Holder> holders(3);
  std::uint8_t next = 100;
  for (const auto& each : observed) {
    for (auto& holder : holders) {
      if (chance.below(2) == 0) holder.observed.push_back(each);
      (void)holder.raise(threshold, next);
    }
  }
  // The network is whole again: everybody has everything, each in an order of its own.
  std::vector<RaisedAlert> alerts;
  for (const auto& holder : holders) alerts.insert(alerts.end(), holder.alerts.begin(), holder.alerts.end());
  std::vector<std::vector<Seen>> views;
  for (auto& holder : holders) {
    holder = {observed, alerts};
    chance.shuffle(holder.observed);
    chance.shuffle(holder.alerts);
    views.push_back(seen(episodes_of(threshold, holder.observed, holder.alerts)));
  }
  EXPECT_EQ(views[0], views[1]);
  EXPECT_EQ(views[1], views[2]);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Signs, testing::Range<std::uint64_t>(1, 400));

}  // namespace
}  // namespace tasuki::care
