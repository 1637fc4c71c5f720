#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

/// An office that knows three others, each with a clock of its own.
class PeerClocks : public testing::Test {
 protected:
  PeerClocks() {
    for (auto* other : {&hospital_, &nurses_, &home_}) office_.pair_with(*other);
  }

  std::int64_t offset(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_status();
    return agency.ask(std::move(request)).at(0).status().clock_offset_ms();
  }
  void greet_again() {
    for (auto* node : {&office_.node(), &hospital_.node(), &nurses_.node(), &home_.node()})
      world_.cut_links_of(*node);
    world_.pass(2min);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency home_{world_, "home", "group-home"};
};

TEST_F(PeerClocks, AgreeAtFirst) { EXPECT_EQ(offset(office_), 0); }

TEST_F(PeerClocks, AClockThatIsFastIsSeenThereAndDoesNotMisleadTheOthers) {
  hospital_.node().clock().set(hospital_.node().clock().now() + 40min);
  greet_again();
  EXPECT_EQ(offset(hospital_), 40 * 60'000);
  EXPECT_EQ(offset(office_), 0) << "one wrong clock among three";
}

TEST_F(PeerClocks, AClockThatIsSlowIsBehind) {
  office_.node().clock().set(office_.node().clock().now() - 5min);
  greet_again();
  EXPECT_EQ(offset(office_), -5 * 60'000);
}

TEST_F(PeerClocks, WithoutALinkNothingIsCompared) {
  hospital_.node().clock().set(hospital_.node().clock().now() + 40min);
  greet_again();
  world_.part("office", "hospital");
  world_.pass(2min);
  EXPECT_EQ(offset(hospital_), 0);
}

}  // namespace
}  // namespace tasuki::test
