#include <gtest/gtest.h>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

constexpr Duration kLong{1'000};

/// Three recipients who know the sender and not each other.
class Relay : public testing::Test {
 protected:
  Relay() {
    office_.introduce_nobody();
    for (auto* other : {&hospital_, &nurses_, &home_}) office_.pair_with(*other);
    team_ = office_.found_team({&hospital_, &nurses_, &home_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_, &home_});
    office_.send(team_, "はじめに");  // governance and sessions are there
    world_.pass(kLong);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency home_{world_, "home", "group-home"};
  std::string team_;
};

TEST_F(Relay, DeliveredReceiptsAreHandedOnTogetherAMomentLater) {
  const auto id = office_.send(team_, "眠れていない");
  EXPECT_EQ(office_.state_of(id, hospital_), "delivered") << "the sender itself does not wait";
  EXPECT_NE(nurses_.state_of(id, hospital_), "delivered");
  std::size_t frames = 0;
  world_.on_frame = [&](Machine& from, Machine& to, Bytes&) {
    if (&from == &office_.node() && &to == &nurses_.node()) ++frames;
    return true;
  };
  world_.pass(Duration(250), Duration(50));
  EXPECT_EQ(nurses_.state_of(id, hospital_), "delivered");
  EXPECT_EQ(nurses_.state_of(id, home_), "delivered");
  EXPECT_EQ(frames, 1u) << "both in one envelope";
}

TEST_F(Relay, WhatAPersonDidIsHandedOnAtOnce) {
  const auto id = office_.send(team_, "眠れていない");
  hospital_.act(id, "open");
  EXPECT_EQ(nurses_.state_of(id, hospital_), "opened");
}

TEST_F(Relay, OfAPhoneMessageEverythingIsHandedOnAtOnce) {
  const auto id = office_.send(team_, "いますぐ", "symptoms", "phone");
  EXPECT_EQ(nurses_.state_of(id, hospital_), "delivered");
}

TEST_F(Relay, WhatWasWaitingToBeHandedOnOutlivesACrash) {
  const auto id = office_.send(team_, "眠れていない");
  office_.node().kill();
  world_.settle();
  office_.come_back();
  world_.pass(std::chrono::minutes(2));
  EXPECT_EQ(nurses_.state_of(id, hospital_), "delivered");
}

}  // namespace
}  // namespace tasuki::test
