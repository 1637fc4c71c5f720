#include "node/loop.hpp"

#include <gmock/gmock.h>

#include "core/engine/error.hpp"
#include "proto/api.pb.h"
#include "storage/sqlite.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"

namespace tasuki::node {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Bytes request(std::uint64_t number, const std::string& selector) {
  proto::api::Request request;
  request.set_number(number);
  request.mutable_staff_disable()->set_staff(selector);
  return copy(as_bytes(request.SerializeAsString()));
}

constexpr int kCorrupt = 11;  // SQLite's number for it

engine::Command command(std::uint64_t number, const std::string& selector = "x") {
  return {engine::ClientId{7}, 1000, request(number, selector)};
}

/// Notes each event under its name, answers commands, and can be told to fail.
class FakeRules final : public Rules {
 public:
  Result<> start(Transaction&, engine::Effects& effects) override {
    effects.emplace_back(engine::Wake{Duration(5'000)});
    return {};
  }
  void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) override {
    if (damage) throw storage::SqlFault(kCorrupt);
    if (fault) throw StoreFault("torn");
    if (bug) throw std::logic_error("ours");
    if (const auto* told = std::get_if<engine::DiskRoom>(&event)) return rooms.push_back(*told);
    seen.push_back(event.index());
    Bytes key;
    append_u64(key, ++handled);
    if (!only_asked) transaction.put(Table::Node, key, {});
    if (const auto* asked = std::get_if<engine::Command>(&event)) {
      effects.emplace_back(engine::Answer{asked->client, asked->request});
    }
  }
  void finish(Transaction&, engine::Effects&) override { ++finished; }
  void forget() override { ++forgotten; }

  std::vector<std::size_t> seen;
  std::vector<engine::DiskRoom> rooms;
  std::uint64_t handled = 0;
  int finished = 0;
  int forgotten = 0;
  bool fault = false;
  bool damage = false;
  bool bug = false;
  bool only_asked = false;
};

class FakeOutside final : public Outside {
 public:
  void carry_out(engine::Effects effects) override {
    for (auto& effect : effects) {
      if (auto* answer = std::get_if<engine::Answer>(&effect)) answers.push_back(std::move(answer->response));
      if (auto* end = std::get_if<engine::Disconnect>(&effect)) disconnected.push_back(end->connection);
    }
  }
  void dealt_with(engine::ConnectionId connection, std::size_t bytes) override { dealt[connection] += bytes; }

  proto::api::Response response(std::size_t index) const {
    proto::api::Response parsed;
    parsed.ParseFromArray(answers.at(index).data(), static_cast<int>(answers.at(index).size()));
    return parsed;
  }
  std::vector<Bytes> answers;
  std::vector<engine::ConnectionId> disconnected;
  std::map<engine::ConnectionId, std::size_t> dealt;
};

class FakeUpkeep final : public Upkeep {
 public:
  void after_batch() override { ++batches; }
  bool when_idle() override { return ++idle < 2; }
  engine::DiskRoom room() override { return disk; }
  engine::DiskRoom disk;
  int batches = 0;
  int idle = 0;
};

class LoopTest : public testing::Test {
 protected:
  LoopTest() {
    limits_.idle_after = Duration::zero();
    loop_ = std::make_unique<Loop>(store_, rules_, queue_, clock_, outside_, upkeep_, limits_);
    EXPECT_TRUE(loop_->start());
  }
  std::size_t rows() {
    const std::size_t count = store_.begin().count(Table::Node, KeyRange::all());
    store_.rollback();
    return count;
  }

  test::MemoryStore store_;
  FakeRules rules_;
  EventQueue queue_;
  test::ManualClock clock_;
  FakeOutside outside_;
  FakeUpkeep upkeep_;
  Loop::Limits limits_;
  std::unique_ptr<Loop> loop_;
};

TEST_F(LoopTest, WhatWaitsSharesOneCommit) {
  for (std::uint64_t number = 1; number <= 3; ++number) queue_.push(command(number));
  const auto commits = store_.commits();
  loop_->turn();
  EXPECT_EQ(store_.commits(), commits + 1);
  EXPECT_EQ(rules_.finished, 1);
  EXPECT_EQ(outside_.answers.size(), 3u);
  EXPECT_EQ(rows(), 3u);
}

TEST_F(LoopTest, NothingLeavesWhenTheCommitFailsAndEachCommandIsToldWhy) {
  queue_.push(command(41));
  queue_.push(command(42));
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  EXPECT_EQ(rules_.forgotten, 1);
  EXPECT_EQ(rows(), 0u);
  ASSERT_EQ(outside_.answers.size(), 2u);
  EXPECT_EQ(outside_.response(0).number(), 41u);
  EXPECT_EQ(outside_.response(1).number(), 42u);
  EXPECT_TRUE(outside_.response(1).last());
  EXPECT_EQ(outside_.response(1).error().code(), "disk-full");
  EXPECT_EQ(outside_.response(1).error().exit_code(), 1u);
}

TEST_F(LoopTest, WhoeverWaitsForAKeyIsToldAsWell) {
  const auto derived = [](std::uint64_t number) {
    return engine::Derived{engine::JobId{number}, {engine::ClientId{7}, number}, std::nullopt};
  };
  queue_.push(derived(41));
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  EXPECT_EQ(outside_.response(0).number(), 41u);
  EXPECT_EQ(outside_.response(0).error().code(), "disk-full");
  rules_.only_asked = true;
  queue_.push(derived(42));
  loop_->turn();
  EXPECT_EQ(outside_.answers.size(), 1u) << "the rules answer themselves when they can";
}

TEST_F(LoopTest, AKeyBehindAnEventThatFaultsIsNotForgotten) {
  queue_.push(command(41));
  queue_.push(engine::Derived{engine::JobId{1}, {engine::ClientId{8}, 42}, std::nullopt});
  rules_.fault = true;
  loop_->turn();
  ASSERT_EQ(outside_.answers.size(), 2u);
  EXPECT_EQ(outside_.response(1).number(), 42u);
  EXPECT_EQ(outside_.response(1).error().code(), "commit-failed");
}

TEST_F(LoopTest, AfterAFailureItTakesOneAtATimeUntilACommitSucceeds) {
  queue_.push(command(1));
  store_.fail_next_commit(StoreError::CommitFailed);
  loop_->turn();
  EXPECT_TRUE(loop_->failing());
  for (std::uint64_t number = 2; number <= 4; ++number) queue_.push(command(number));
  loop_->turn();
  EXPECT_EQ(rules_.handled, 2u);
  EXPECT_FALSE(loop_->failing());
  loop_->turn();
  EXPECT_EQ(rules_.handled, 4u);
  EXPECT_EQ(outside_.answers.size(), 4u);
}

TEST_F(LoopTest, ACommandThatOnlyAskedDoesNotMeanThatTheStoreTakesAnythingAgain) {
  queue_.push(command(1));
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  rules_.only_asked = true;
  queue_.push(command(2));
  loop_->turn();
  EXPECT_FALSE(outside_.response(1).has_error());
  EXPECT_TRUE(loop_->failing()) << "so that the next one that asks is not undone with somebody's write";
}

TEST_F(LoopTest, AStoreThatFaultsUndoesTheBatchAndTheLoopGoesOn) {
  rules_.fault = true;
  queue_.push(command(1));
  loop_->turn();
  EXPECT_EQ(outside_.response(0).error().code(), "commit-failed");
  rules_.fault = false;
  queue_.push(command(2));
  loop_->turn();
  EXPECT_EQ(rows(), 1u);
}

TEST_F(LoopTest, ABugIsAnsweredAsOneAndTheLoopGoesOn) {
  rules_.bug = true;
  queue_.push(command(1));
  loop_->turn();
  EXPECT_EQ(outside_.response(0).error().code(), "internal");
  EXPECT_EQ(outside_.response(0).error().exit_code(), 70u);
  EXPECT_EQ(rules_.forgotten, 1);
}

TEST_F(LoopTest, PeersOfAFailedBatchAreDisconnectedOnceEach) {
  const engine::ConnectionId one{1};
  const engine::ConnectionId two{2};
  queue_.push(engine::FrameReceived{two, Bytes(10)});
  queue_.push(engine::FrameReceived{one, Bytes(20)});
  queue_.push(engine::FrameReceived{two, Bytes(30)});
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  EXPECT_THAT(outside_.disconnected, ElementsAre(one, two));
  EXPECT_EQ(outside_.dealt[two], 40u);
  EXPECT_EQ(outside_.dealt[one], 20u);
}

TEST_F(LoopTest, FramesAreCountedAsDealtWithAfterTheirBatch) {
  queue_.push(engine::FrameReceived{engine::ConnectionId{1}, Bytes(20)});
  loop_->turn();
  EXPECT_EQ(outside_.dealt[engine::ConnectionId{1}], 20u);
  EXPECT_THAT(outside_.disconnected, IsEmpty());
}

TEST_F(LoopTest, ATickComesWhenTheRulesAskedForIt) {
  loop_->turn();
  EXPECT_THAT(rules_.seen, IsEmpty());
  clock_.advance(Duration(5'000));
  loop_->turn();
  EXPECT_THAT(rules_.seen, ElementsAre(engine::Event(engine::Tick{}).index()));
}

TEST_F(LoopTest, ATickComesEvenIfNobodyAsksSoThatAFailureIsTriedAgain) {
  queue_.push(command(1));
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  clock_.advance(limits_.retry_after);
  loop_->turn();
  EXPECT_EQ(rules_.seen.back(), engine::Event(engine::Tick{}).index());
}

TEST_F(LoopTest, TheRulesHearOfTheDisksRoomBeforeAnythingElseAndWhenItChanges) {
  upkeep_.disk.low = true;
  queue_.push(command(1));
  queue_.push(command(2));
  loop_->turn();
  EXPECT_THAT(rules_.rooms, ElementsAre(engine::DiskRoom{false, true}));
  clock_.advance(limits_.look_at_disk_every);
  queue_.push(command(3));
  loop_->turn();
  EXPECT_EQ(rules_.rooms.size(), 1u);
}

TEST_F(LoopTest, ADiskOnWhichACommitFoundNoRoomIsFullUntilOneSucceeds) {
  queue_.push(command(1));
  store_.fail_next_commit(StoreError::DiskFull);
  loop_->turn();
  for (std::uint64_t number = 2; number <= 3; ++number) {
    queue_.push(command(number));
    loop_->turn();
    clock_.advance(limits_.look_at_disk_every);
  }
  EXPECT_THAT(rules_.rooms, ElementsAre(engine::DiskRoom{true, false}, engine::DiskRoom{}));
}

TEST_F(LoopTest, ATickHasACommitOfItsOwnBehindTheEventThatCame) {
  queue_.push(command(1));
  loop_->turn();
  const auto commits = store_.commits();
  clock_.advance(limits_.longest_sleep);
  queue_.push(command(2));
  loop_->turn();
  EXPECT_EQ(store_.commits(), commits + 2);
  EXPECT_EQ(rules_.seen.back(), engine::Event(engine::Tick{}).index());
}

TEST_F(LoopTest, UpkeepGoesOnWhileIdleUntilNothingIsLeftAndAgainAfterWork) {
  for (int i = 0; i < 2; ++i) loop_->turn();
  EXPECT_EQ(upkeep_.idle, 2);
  EXPECT_EQ(upkeep_.batches, 0);
  queue_.push(command(1));
  loop_->turn();
  EXPECT_EQ(upkeep_.batches, 1);
  EXPECT_EQ(upkeep_.idle, 2);
  loop_->turn();
  EXPECT_EQ(upkeep_.idle, 3);
}

TEST_F(LoopTest, RunsWhatWaitsBeforeItEnds) {
  for (std::uint64_t number = 1; number <= 1'000; ++number) queue_.push(command(number));
  queue_.close();
  loop_->run();
  EXPECT_EQ(rules_.handled, 1'000u);
}

TEST_F(LoopTest, ADamagedStoreEndsItAndTellsWhoAsked) {
  rules_.damage = true;
  queue_.push(command(1));
  loop_->run();
  EXPECT_TRUE(loop_->store_is_damaged());
  EXPECT_EQ(outside_.response(0).error().code(), "store-damaged");
  EXPECT_EQ(rows(), 0u);
}

TEST_F(LoopTest, AnotherFaultOfTheStoreDoesNotEndIt) {
  rules_.fault = true;
  queue_.push(command(1));
  queue_.close();
  loop_->run();
  EXPECT_FALSE(loop_->store_is_damaged());
  EXPECT_EQ(outside_.response(0).error().code(), "commit-failed");
}

}  // namespace
}  // namespace tasuki::node
