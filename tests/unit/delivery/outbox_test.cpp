#include "core/delivery/outbox.hpp"

#include <gtest/gtest.h>

#include "proto/state.pb.h"
#include "tests/support/memory_store.hpp"

namespace tasuki::delivery {
namespace {

class Outbox : public testing::Test {
 protected:
  void add(Lane lane, const std::string& name) {
    proto::state::OutboxItem item;
    item.set_record(name);
    enqueue(transaction_, peer_, lane, item);
  }
  std::string waiting(std::size_t limit = 100) {
    std::string names;
    for (const auto& queued : next_items(transaction_, peer_, limit)) {
      proto::state::OutboxItem item;
      EXPECT_TRUE(item.ParseFromArray(queued.item.data(), static_cast<int>(queued.item.size())));
      names += item.record();
    }
    return names;
  }

  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  AgencyId peer_ = AgencyId({1});
};

TEST_F(Outbox, ThePhoneLaneOvertakesTheOrdinaryOne) {
  add(Lane::Ordinary, "a");
  add(Lane::Ordinary, "b");
  add(Lane::First, "p");
  add(Lane::First, "q");
  EXPECT_EQ(waiting(), "pqab");
  EXPECT_EQ(waiting(2), "pq");
}

TEST_F(Outbox, WhatIsPutBackComesFirstInItsLane) {
  add(Lane::Ordinary, "a");
  add(Lane::Ordinary, "b");
  const auto first = next_items(transaction_, peer_, 1).front();
  remove(transaction_, first);
  add(Lane::Ordinary, "c");
  put_back(transaction_, peer_, first.lane, first.item);
  EXPECT_EQ(waiting(), "abc");
}

TEST_F(Outbox, AnEmptiedLaneStartsAgainInOrder) {
  add(Lane::First, "a");
  remove(transaction_, next_items(transaction_, peer_, 1).front());
  add(Lane::First, "b");
  add(Lane::First, "c");
  EXPECT_EQ(waiting(), "bc");
  EXPECT_EQ(queued_for(transaction_, peer_), 2u);
}

TEST_F(Outbox, WhatIsNotHurriedComesLastAndSaysSo) {
  EXPECT_EQ(next_lane(transaction_, peer_), std::nullopt);
  add(Lane::Unhurried, "z");
  EXPECT_EQ(next_lane(transaction_, peer_), Lane::Unhurried);
  add(Lane::Ordinary, "a");
  EXPECT_EQ(next_lane(transaction_, peer_), Lane::Ordinary);
  EXPECT_EQ(waiting(), "az");
}

TEST_F(Outbox, PeersDoNotSeeEachOther) {
  add(Lane::First, "a");
  EXPECT_EQ(queued_for(transaction_, AgencyId({2})), 0u);
  EXPECT_EQ(queued_in_all(transaction_), 1u);
}

}  // namespace
}  // namespace tasuki::delivery
