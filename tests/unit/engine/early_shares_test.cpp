// Records that wait for something: what one member hands over takes nobody else's room.
#include <gtest/gtest.h>

#include "core/engine/delivery/early.hpp"
#include "core/engine/desk.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::engine {
namespace {

constexpr std::size_t kRoom = 10;

class EarlyShares : public testing::Test {
 protected:
  EarlyShares() {
    create_agency(transaction_, random_, clock_.now(), test::new_agency("事業所", "other", "管理 一郎"),
                  test::passphrase_key(random_, "passphrase"), code_)
        .value();
    desk_.open(transaction_).value();
  }
  /// A receipt of the nurses' about a message that is not here, each about another.
  RecordId hand_over(const AgencyId& sender) {
    Turn turn{desk_, transaction_, effects_};
    clock_.advance(Duration(1000));
    const RecordId message({++messages_});
    keep_early(turn, message.bytes(), {nurses_.id(), sender},
               nurses_.state_by_node(record::Kind::Receipt, TeamId({1}), Bytes(1, messages_)), kRoom);
    return message;
  }
  void hand_over(const AgencyId& sender, int count) {
    for (int i = 0; i < count; ++i) hand_over(sender);
  }
  bool waits(const RecordId& message) {
    return transaction_.count(Table::Early, KeyRange::prefix(message.bytes())) == 1;
  }

  const AgencyId kGreedy{{1}};
  const AgencyId kOther{{2}};
  const AgencyId kThird{{3}};

  test::SeededRandom random_{1};
  crypto::RecoveryCode code_ = crypto::RecoveryCode::generate(random_);
  test::ManualClock clock_;
  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  Desk desk_{clock_, random_, {}};
  Effects effects_;
  test::TestAgency nurses_{2};
  std::uint8_t messages_ = 0;
};

TEST_F(EarlyShares, AreAllThereIsWhileNobodyElseNeedsIt) {
  hand_over(kGreedy, 12);
  EXPECT_EQ(transaction_.count(Table::Early, KeyRange::all()), kRoom);
  EXPECT_EQ(desk_.early->of.at(kGreedy), kRoom);
}

TEST_F(EarlyShares, OfOneThatHasHandedOverMostGoToThoseThatHaveHandedOverLess) {
  const auto first = hand_over(kGreedy);
  hand_over(kGreedy, 8);
  const auto last = hand_over(kGreedy);
  const auto came_late = hand_over(kOther);
  EXPECT_TRUE(waits(came_late));
  EXPECT_TRUE(waits(first));
  EXPECT_FALSE(waits(last)) << "the newest of whoever has most";
  EXPECT_EQ(transaction_.count(Table::Early, KeyRange::all()), kRoom);
}

TEST_F(EarlyShares, AreEqualWhenAllWantMore) {
  hand_over(kGreedy, 12);
  hand_over(kOther, 20);
  hand_over(kGreedy, 20);
  EXPECT_EQ(desk_.early->of, (std::map<AgencyId, std::size_t>{{kGreedy, 5}, {kOther, 5}}));
  hand_over(kThird, 3);
  hand_over(kGreedy, 20);
  EXPECT_EQ(desk_.early->of.at(kThird), 3u) << "who has less keeps it";
}

TEST_F(EarlyShares, AreThoseOfWhoHandsOverNotOfWhoStated) {
  hand_over(kGreedy, 12);
  EXPECT_TRUE(waits(hand_over(nurses_.id())));
}

TEST_F(EarlyShares, AreFreeAgainWhenWhatWasWaitedForHasCome) {
  const auto first = hand_over(kGreedy);
  hand_over(kGreedy, 11);
  Turn turn{desk_, transaction_, effects_};
  EXPECT_EQ(take_early(turn, first.bytes()).size(), 1u);
  EXPECT_EQ(desk_.early->of.at(kGreedy), kRoom - 1);
  EXPECT_TRUE(waits(hand_over(kGreedy)));
}

TEST_F(EarlyShares, AreCountedAnewAfterACommitThatFailed) {
  hand_over(kGreedy, 6);
  hand_over(kOther, 4);
  const auto counted = desk_.early->of;
  desk_.open(transaction_).value();
  EXPECT_FALSE(desk_.early);
  const auto message = hand_over(kThird);
  EXPECT_TRUE(waits(message));
  EXPECT_EQ(desk_.early->of.at(kGreedy), counted.at(kGreedy) - 1);
  EXPECT_EQ(desk_.early->of.at(kOther), counted.at(kOther));
}

}  // namespace
}  // namespace tasuki::engine
