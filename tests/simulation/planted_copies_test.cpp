// Faults about carriers, restores and witnesses, planted: whoever looks on must notice.
#include "core/audit/events.hpp"
#include "core/audit/held_heads.hpp"
#include "core/engine/identity.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/copies.hpp"
#include "tests/simulation/planted.hpp"

namespace tasuki::simulation {
namespace {

class PlantedCopies : public Planted {
 protected:
  Copy copy_of(std::size_t node) {
    take_copy(world_, node);
    return world_.book().copies.back();
  }

  /// Long enough for heads to be witnessed.
  void pass_minutes(int minutes) { world_.timeline().run_for(std::chrono::minutes(minutes)); }

  void start(std::size_t node) {
    world_.node(node).start();
    pass_minutes(3);
  }

  void expect_no_failure() {
    world_.heal();
    if (world_.failures().empty()) world_.check_at_the_end();
    EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
  }

  /// What an agency would have signed had its trail gone on otherwise.
  audit::HeldHead other_head_of(std::size_t index) {
    test::MemoryStore disk = world_.node(index).store();
    Transaction& transaction = disk.begin();
    const auto identity = engine::load_identity(transaction).value();
    const audit::Moment moment{world_.node(index).clock().now(), identity.incarnation};
    test::SeededRandom random(1);
    audit::append(transaction, random, moment, audit::key_event(audit::by_node(), "planted"));
    audit::sign_head(transaction, identity.agency, moment, identity.node_key);
    const auto bytes = audit::newest_signed_head(transaction).value();
    return {audit::read_head(bytes).value(), bytes, world_.node(index).clock().now()};
  }
};

TEST_F(PlantedCopies, ARestoreIsNoFailure) {
  const auto copy = copy_of(1);
  send("眠れていない-1。");
  pass_minutes(2);
  restore(world_, copy);
  start(1);
  EXPECT_EQ(world_.counters().reached["a head conflict"], 0u);
  expect_no_failure();
  EXPECT_GT(world_.counters().reached["a record that came back"], 0u);
}

TEST_F(PlantedCopies, AnOldCopyThatNoticesIsNoFailure) {
  const auto copy = copy_of(1);
  send("眠れていない-1。");
  pass_minutes(2);
  start_old(world_, copy);
  start(1);
  EXPECT_TRUE(has_noticed(world_, world_.book().forks.front()));
  expect_no_failure();
}

TEST_F(PlantedCopies, AnOldCopyThatDoesNotNoticeIsNoticed) {
  const auto copy = copy_of(1);
  send("眠れていない-1。");
  pass_minutes(2);
  start_old(world_, copy);
  ASSERT_FALSE(world_.book().forks.front().known_by.empty());
  for (const std::size_t other : {0, 2})
    world_.node(other).tamper([](Transaction& transaction) { erase_all(transaction, Table::HeldHead); });
  expect_failure("it has not noticed");
}

TEST_F(PlantedCopies, ACarrierThatIsNotToBeOneIsNoticed) {
  world_.node(1).tamper(
      [](Transaction& transaction) { transaction.put(Table::CarriedEnvelope, Bytes(32, 7), as_bytes("x")); });
  expect_failure("keeps an envelope, and is not to");
}

TEST_F(PlantedCopies, ATrailWithTwoHistoriesIsFoundByTheNodesThemselves) {
  const auto other = other_head_of(1);
  world_.node(0).tamper([&](Transaction& transaction) { audit::hold_head(transaction, other); });
  send("眠れていない-1。");
  pass_minutes(2);
  expect_failure("has rewritten its trail");
}

TEST_F(PlantedCopies, AHeadThatDoesNotFitIsFoundAtTheEnd) {
  world_.heal();
  const auto other = other_head_of(1);
  world_.node(0).tamper([&](Transaction& transaction) { audit::hold_head(transaction, other); });
  world_.check_at_the_end();
  expect_failure("agency1's trail does not fit what others hold: witnessed-missing");
}

TEST_F(PlantedCopies, AMessageThatARecipientLosesWithItsDiskIsMissed) {
  const auto copy = copy_of(1);
  send("眠れていない-1。");
  restore(world_, copy);
  world_.node(1).tamper([](Transaction& transaction) { erase_all(transaction, Table::CatchUp); });
  start(1);
  expect_failure("never arrived, and its sender was not told");
}

TEST_F(PlantedCopies, AMessageThatItsSenderLosesWithItsDiskIsMissed) {
  const auto copy = copy_of(0);
  send("眠れていない-1。");
  restore(world_, copy);
  world_.node(0).tamper([](Transaction& transaction) { erase_all(transaction, Table::CatchUp); });
  start(0);
  expect_failure("though agency1 has it");
}

TEST_F(PlantedCopies, AMessageThatNobodyElseHadIsLostWithTheDisk) {
  const auto copy = copy_of(0);
  world_.wires().part(0, 1);
  world_.wires().part(0, 2);
  world_.wires().cut_all(true);
  world_.timeline().run_for(std::chrono::seconds(2));
  send("眠れていない-1。");
  restore(world_, copy);
  start(0);
  expect_no_failure();
  EXPECT_EQ(world_.counters().reached["a message lost with its sender's disk"], 1u);
}

/// A recipient that knows of the new life opens nothing of the earlier one's any more.
TEST_F(PlantedCopies, AMessageThatOnlyACarrierHadIsLostWithTheDisk) {
  world_.node(2).set_carry(true);
  world_.node(2).kill();
  start(2);
  const auto copy = copy_of(0);
  world_.node(1).kill();
  world_.timeline().run_for(std::chrono::seconds(15));
  send("眠れていない-1。");
  world_.timeline().run_for(std::chrono::seconds(20));
  world_.wires().part(1, 2);
  restore(world_, copy);
  world_.node(1).start();
  start(0);
  world_.wires().join(1, 2);
  expect_no_failure();
  EXPECT_EQ(world_.counters().reached["a message lost with its sender's disk"], 1u);
}

TEST_F(PlantedCopies, AContactThatNeverAnswersIsNoticed) {
  world_.node(1).tamper([&](Transaction& transaction) {
    proto::state::CatchUpState row;
    row.set_state("asked");
    transaction.put(Table::CatchUp, world_.node(0).agency().bytes(), as_bytes(row.SerializeAsString()));
  });
  expect_failure("never answered: asked");
}

TEST_F(PlantedCopies, ARecordThatIsWithheldWithoutReasonIsNoticed) {
  const auto id = send("眠れていない-1。");
  world_.node(0).tamper([&](Transaction& transaction) {
    proto::state::OutboxItem item;
    item.mutable_catch_up_offer()->add_withheld(id.str());
    transaction.put(Table::Outbox, concat({world_.node(1).agency().bytes(), as_bytes("x")}),
                    as_bytes(item.SerializeAsString()));
  });
  expect_failure("without reason");
}

}  // namespace
}  // namespace tasuki::simulation
