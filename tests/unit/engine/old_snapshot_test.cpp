// An old copy of a store that is started again: what its peers know of it keeps it from losing messages.
#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class OldSnapshot : public testing::Test {
 protected:
  OldSnapshot() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    office_.send(team_, "最初");
    world_.pass(1min);
  }
  void go_back_to(const MemoryStore& snapshot) {
    office_.node().kill();
    office_.node().store() = snapshot;
    office_.come_back();
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

TEST_F(OldSnapshot, SendsInANewSessionWhatItsPeersWouldTakeForOld) {
  const MemoryStore snapshot = office_.node().store();
  for (int i = 0; i < 3; ++i) office_.send(team_, "後で " + std::to_string(i));
  ASSERT_EQ(nurses_.inbox().size(), 4u);
  go_back_to(snapshot);
  world_.pass(1min);
  const auto id = office_.send(team_, "戻した後");
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 5u);
  EXPECT_EQ(office_.state_of(id, nurses_), "delivered");
}

TEST_F(OldSnapshot, LeavesNothingWithACarrierThatItsPeersWouldTakeForOld) {
  const MemoryStore snapshot = office_.node().store();
  for (int i = 0; i < 3; ++i) office_.send(team_, "後で " + std::to_string(i));
  nurses_.node().kill();
  go_back_to(snapshot);
  auto request = office_.send_request(team_, "戻した後");
  request.mutable_send()->add_to(nurses_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  world_.pass(1min);
  office_.node().kill();
  nurses_.come_back();
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 5u);
}

}  // namespace
}  // namespace tasuki::test
