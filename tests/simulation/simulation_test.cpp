#include "core/delivery/contact.hpp"
#include "core/engine/duty/forwards.hpp"
#include "tests/simulation/planted.hpp"

namespace tasuki::simulation {
namespace {

TEST(Simulation, OfTheSameSeedGoesTheSameWay) {
  const auto actions = all_actions();
  const auto once = run_seed(snapshots(), actions, 11, {});
  const auto again = run_seed(snapshots(), actions, 11, {});
  EXPECT_EQ(once.trace_hash, again.trace_hash);
  EXPECT_EQ(once.counters.commits, again.counters.commits);
  EXPECT_NE(once.trace_hash, run_seed(snapshots(), actions, 12, {}).trace_hash);
}

TEST(Chance, KeepsItsBounds) {
  Chance chance(1);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_LT(chance.below(7), 7u);
    const auto time = chance.spread(Duration(3), Duration(5000));
    EXPECT_GE(time, Duration(3));
    EXPECT_LE(time, Duration(5000));
  }
  const std::array weights{0U, 5U, 0U};
  EXPECT_EQ(chance.weighted(weights), 1u);
}

TEST(SkewedClock, RunsFastJumpsAndIsSetRight) {
  Timeline timeline;
  SkewedClock clock(timeline, from_millis(1'000'000));
  clock.drift(1000);
  timeline.run_for(std::chrono::seconds(1000));
  EXPECT_EQ(clock.uptime(), Duration(1'001'000));
  EXPECT_EQ(clock.when(clock.uptime() + Duration(1001)), timeline.now() + Duration(1001));
  clock.jump(-std::chrono::hours(1));
  EXPECT_EQ(clock.now(), from_millis(1'000'000 + 1'001'000 - 3'600'000));
  clock.correct();
  EXPECT_EQ(clock.now(), from_millis(2'000'000));
  EXPECT_EQ(clock.uptime(), Duration(1'001'000)) << "uptime never goes back";
}

TEST_F(Planted, NothingWrongIsNoFailure) {
  send("眠れていない-1。");
  world_.heal();
  world_.check_at_the_end();
  EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
}

TEST_F(Planted, AMessageThatItsSenderForgetsIsMissed) {
  world_.wires().part(0, 1);
  world_.wires().cut_all(true);
  world_.timeline().run_for(std::chrono::seconds(2));
  send("眠れていない-1。");
  world_.node(0).tamper([](Transaction& transaction) {
    erase_all(transaction, Table::Outbox);
    erase_all(transaction, Table::InFlight);
  });
  expect_failure("never arrived");
}

TEST_F(Planted, ASecondRowOfTheInboxIsNoticed) {
  const auto id = send("眠れていない-1。");
  world_.node(1).tamper([&](Transaction& transaction) {
    Bytes key;
    append_u64(key, 4711);
    transaction.put(Table::Inbox, key, id.bytes());
  });
  world_.node(1).tamper([&](Transaction& transaction) {
    Bytes key;
    append_u64(key, 4712);
    transaction.put(Table::Inbox, key, id.bytes());
  });
  expect_failure("in its inbox twice");
}

TEST_F(Planted, AReleaseAgainstConsentIsNoticed) {
  world_.before_looking = [&](const Commit& commit) {
    if (commit.node == 0 && !commit.effects.empty()) {
      auto& store = world_.node(0).store();
      erase_all(store.begin(), Table::Governance);
      store.commit().value();
    }
  };
  send("眠れていない-1。");
  expect_failure("whom consent denies it");
}

TEST_F(Planted, AMessageThatIsTakenBackWithoutReasonIsNoticed) {
  send("眠れていない-1。");
  world_.node(0).tamper([](Transaction& transaction) { erase_all(transaction, Table::Disclosure); });
  expect_failure("though consent allows it");
}

TEST_F(Planted, AnHonestMessageCalledAViolationIsNoticed) {
  const auto id = send("眠れていない-1。");
  world_.node(0).tamper([&](Transaction& transaction) {
    const std::uint8_t violation = 1;
    transaction.put(Table::HoldReported, concat({id.bytes(), world_.node(1).agency().bytes()}),
                    ByteView(&violation, 1));
  });
  expect_failure("was a violation");
}

TEST_F(Planted, AMessageKeyUsedTwiceIsNoticed) {
  const auto sessions =
      world_.node(0).look([](Transaction& transaction) { return rows(transaction, Table::Session); });
  send("眠れていない-1。");
  world_.node(0).tamper([&](Transaction& transaction) {
    for (const auto& [key, value] : sessions) transaction.put(Table::Session, key, value);
  });
  send("眠れていない-2。");
  expect_failure("used a message key twice");
}

TEST_F(Planted, AReceiptThatNobodyStatedIsNoticed) {
  const auto id = send("眠れていない-1。");
  world_.node(0).tamper([&](Transaction& transaction) {
    const std::uint8_t closed = 5;
    transaction.put(Table::Receipt,
                    concat({id.bytes(), world_.node(1).agency().bytes(), ByteView(&closed, 1)}), id.bytes());
  });
  expect_failure("never stated");
}

TEST_F(Planted, ATrailThatGoesBackIsNoticed) {
  world_.node(0).tamper([](Transaction& transaction) {
    transaction.erase(Table::Audit, rows(transaction, Table::Audit).back().first);
  });
  expect_failure("trail");
}

TEST_F(Planted, AnEntryOfATrailThatIsGoneIsFoundAtTheEnd) {
  auto& store = world_.node(0).store();
  Transaction& transaction = store.begin();
  transaction.erase(Table::Audit, rows(transaction, Table::Audit).front().first);
  store.commit().value();
  expect_failure("agency0's trail: entry-missing");
}

TEST_F(Planted, SomethingThatNeverLeavesIsNoticed) {
  world_.node(0).tamper([&](Transaction& transaction) {
    const AgencyId stranger = *AgencyId::from(Bytes(AgencyId::kSize, 7));
    transaction.put(Table::Outbox, concat({stranger.bytes(), as_bytes("x")}), as_bytes("y"));
  });
  expect_failure("in its outbox");
}

TEST_F(Planted, APhoneMessageThatIsForgottenIsNoticed) {
  const auto id = send("眠れていない-1。", "phone");
  for (const std::size_t node : {0U, 1U}) {
    world_.node(node).tamper([](Transaction& transaction) { erase_all(transaction, Table::Escalation); });
  }
  expect_failure("which nobody has taken");
  EXPECT_FALSE(id.is_zero());
}

TEST_F(Planted, AStepClaimedByTwoWhoAreLinkedIsNoticed) {
  const RecordId message = *RecordId::from(Bytes(RecordId::kSize, 3));
  for (const std::size_t node : {0U, 1U}) {
    world_.node(node).tamper([&](Transaction& transaction) {
      Bytes key = copy(message.bytes());
      append_u32(key, 1);
      append(key, world_.node(node).agency().bytes());
      transaction.put(Table::EscalationStep, key, Bytes(RecordId::kSize, 4));
    });
  }
  expect_failure("though they are linked");
}

TEST_F(Planted, WhoGoesOnRingingThoughSomebodyHasTakenItIsNoticed) {
  const RecordId message = send("眠れていない-1。", "phone", 2);
  const auto is_told = [&] {
    return world_.node(1).look(
        [&](Transaction& transaction) { return !engine::forwards_of(transaction, message).empty(); });
  };
  for (int minutes = 0; minutes < 60 && !is_told(); ++minutes)
    world_.timeline().run_for(std::chrono::minutes(1));
  ASSERT_TRUE(is_told()) << "nobody accepts: it is forwarded to who is on the roster";
  proto::api::Request accept;
  accept.mutable_act()->set_message(message.hex());
  accept.mutable_act()->set_act("accept");
  bool accepted = false;
  world_.office(2).ask(std::move(accept),
                       [&](const proto::api::Response& said) { accepted = said.has_act(); });
  world_.timeline().run_for(std::chrono::seconds(5));
  ASSERT_TRUE(accepted);
  world_.heal();  // what is forgotten earlier comes again
  world_.node(1).tamper([&](Transaction& transaction) {
    for (const auto& [key, id] : rows(transaction, Table::Receipt)) {
      if (std::ranges::equal(ByteView(key).first(RecordId::kSize), message.bytes()))
        transaction.erase(Table::Receipt, key);
    }
  });
  world_.check_at_the_end();
  expect_failure("goes on ringing");
}

TEST_F(Planted, NoLinkIsLeftThatAFullDiskHasMadeItsNodeForget) {
  send("眠れていない-1。", "phone");
  world_.timeline().run_for(std::chrono::minutes(9));
  ASSERT_EQ(world_.wires().links_up().size(), 3u);
  for (const std::size_t node : {0U, 1U}) world_.node(node).fill_disk(4);
  auto& failed = world_.counters().reached["a commit that failed"];
  for (int i = 0; i < 600 && failed < 4; ++i) world_.timeline().run_for(std::chrono::seconds(1));
  ASSERT_GE(failed, 4u) << "of the claim that is due, again and again";
  world_.timeline().run_for(std::chrono::seconds(12));
  EXPECT_EQ(world_.wires().links_up().size(), 3u) << "one more is half open until somebody is silent";
}

TEST_F(Planted, ATextOnSomebodyElsesDiskIsFound) {
  send("眠れていない-1。");
  world_.node(2).tamper([](Transaction& transaction) {
    transaction.put(Table::Node, as_bytes("stray"), as_bytes("眠れていない-1。"));
  });
  expect_failure("has the text of");
}

TEST_F(Planted, TwoContactsThatShareNoSecretAreNoticed) {
  world_.node(2).tamper([&](Transaction& transaction) {
    auto contact = delivery::load_contact(transaction, world_.node(1).agency()).value();
    contact.pair_secret = Secret<32>(Bytes(32, 7));
    delivery::save_contact(transaction, contact);
  });
  expect_failure("by different secrets");
}

/// A world in which two agencies have met the first only.
class PlantedStrangers : public Planted {
 protected:
  PlantedStrangers() : Planted(Met::TheFirstOnly) {}
};

TEST_F(PlantedStrangers, WhoWasNeverIntroducedIsNoticed) { expect_failure("were never introduced"); }

TEST_F(PlantedStrangers, WhoIsIntroducedMeets) {
  if (!world_.office(0).is_administrator_in()) world_.office(0).change_shift();
  world_.timeline().run_for(std::chrono::seconds(2));
  proto::api::Request request;
  request.mutable_contact_introduce()->set_first(world_.node(1).agency().hex());
  request.mutable_contact_introduce()->set_second(world_.node(2).agency().hex());
  ASSERT_TRUE(world_.office(0).ask(std::move(request)));
  world_.heal();
  world_.check_at_the_end();
  EXPECT_TRUE(world_.failures().empty()) << world_.failures().front();
}

}  // namespace
}  // namespace tasuki::simulation
