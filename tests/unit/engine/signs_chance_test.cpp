// What people see on which day, nodes that die and lose each other: in the end every episode was raised, and
// nobody was called twice for one.
#include "core/care/signs/threshold.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/unit/engine/signs_world.hpp"

namespace tasuki::test {
namespace {

class SignsByChance : public SignsWorld, public testing::WithParamInterface<std::uint64_t> {
 protected:
  std::size_t below(std::size_t bound) {
    std::array<std::uint8_t, 2> bytes{};
    random_.fill(bytes);
    return (bytes[0] * 256u + bytes[1]) % bound;
  }
  WorldAgency& anybody() { return *told()[below(told().size())]; }

  /// Whoever's node runs looks at some day of the last nine. With `second_thoughts` also what was not seen.
  void somebody_looks(const std::string& sign, bool second_thoughts) {
    auto& agency = anybody();
    if (!agency.node().running()) return;
    observe(agency, sign, static_cast<int>(below(9)), !second_thoughts || below(4) != 0);
  }
  void something_happens() {
    auto& agency = anybody();
    switch (below(4)) {
      case 0:
        return cut_off(agency);
      case 1:
        return reconnect(agency);
      case 2:
        if (agency.node().running()) agency.node().kill();
        return;
      default:
        if (!agency.node().running()) agency.come_back();
    }
  }
  void all_is_well_again() {
    for (auto* agency : everybody()) {
      if (!agency->node().running()) agency->come_back();
    }
    for (auto* agency : everybody()) reconnect(*agency);
    world_.pass(20min, 5s);
  }

  /// As programs are told it, apart from what the node itself concludes.
  std::vector<care::Episode> episodes_at(WorldAgency& agency) {
    std::vector<care::Observed> observed;
    std::uint64_t number = 0;
    const auto listed = list(agency).at(0);
    for (const auto& day : listed.series()) {
      observed.push_back({*RecordId::from(day.message_id()),
                          *AgencyId::from(day.agency_id()),
                          {1, ++number},
                          from_millis(day.stated_at()),
                          day.day(),
                          day.seen(),
                          day.value()});
    }
    std::vector<care::RaisedAlert> alerts;
    for (const auto& line : alerts_in(agency)) alerts.push_back(raised(line));
    return care::episodes_of({"", 0, 3, 3}, observed, alerts);
  }
  static care::RaisedAlert raised(const proto::api::MessageAnswer& line) {
    const auto& alert = line.form().alert();
    return {*RecordId::from(line.message_id()), {alert.first_day(), alert.last_day()}, false};
  }

  void expect_every_episode_was_raised() {
    for (auto* agency : told()) {
      for (const auto& episode : episodes_at(*agency)) {
        EXPECT_TRUE(episode.was_raised() || !episode.reached)
            << agency->node().name() << " " << episode.days.first;
      }
    }
  }
  void expect_nobody_is_called_twice() {
    for (auto* agency : told()) {
      std::vector<care::RaisedAlert> shown;
      for (const auto& line : alerts_in(*agency)) {
        if (line.sign().again()) continue;
        for (const auto& other : shown)
          EXPECT_FALSE(other.days.touches(raised(line).days)) << agency->node().name();
        shown.push_back(raised(line));
      }
    }
  }
  void expect_all_know_the_same() {
    const auto here = episodes_at(office_);
    for (auto* agency : told()) {
      const auto there = episodes_at(*agency);
      ASSERT_EQ(there.size(), here.size()) << agency->node().name();
      for (std::size_t i = 0; i < here.size(); ++i) {
        EXPECT_EQ(there[i].days, here[i].days);
        EXPECT_EQ(there[i].observed, here[i].observed);
      }
    }
  }

  SeededRandom random_{GetParam()};
};

TEST_P(SignsByChance, EveryEpisodeIsRaisedAndShownOnce) {
  const bool second_thoughts = GetParam() % 2 == 0;
  const auto sign = define();
  for (int step = 0; step < 30; ++step) {
    below(3) == 0 ? something_happens() : somebody_looks(sign, second_thoughts);
    world_.pass(std::chrono::seconds(below(40)), 2s);
  }
  all_is_well_again();
  expect_all_know_the_same();
  expect_every_episode_was_raised();
  if (!second_thoughts) expect_nobody_is_called_twice();
  expect_centre_has_nothing();
}

INSTANTIATE_TEST_SUITE_P(Seeds, SignsByChance, testing::Range<std::uint64_t>(1, 11));

}  // namespace
}  // namespace tasuki::test
