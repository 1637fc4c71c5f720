// What witnesses say of a trail whose node was restored from a backup.
#include "core/audit/witness.hpp"
#include "tests/unit/audit/witnessed_trail.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;

/// What the backup held: the first five entries. Everything behind was witnessed and is gone.
struct RestoredTrail : WitnessedTrail {
  RestoredTrail() {
    grow(5);
    witness(aozora);
    backup = *newest_signed_head(transaction);
    grow(4);
    witness(midori);
    cut_back_to(5);
    forget_witnesses();
  }
  void begin_incarnation(std::uint32_t number = 2) {
    record::Card card = *record::open_card(us.card);
    card.incarnation.number = number;
    node_key = crypto::SigningKey::generate(random);
    card.incarnation.node_key = node_key.public_key();
    EXPECT_TRUE(record::keep_card(transaction, *record::sign_card(card, us.root)));
    moment.incarnation = number;
  }
  record::SignedBytes backup;
};

TEST(Witness, WhatARestoredBackupDidNotHoldIsALossAndNoFault) {
  RestoredTrail trail;
  trail.begin_incarnation();
  trail.append(restored_from(*read_head(trail.backup)));
  for (const std::size_t more : {0u, 10u}) {
    trail.grow(more);
    const auto report = trail.verify_with(trail.held);
    EXPECT_EQ(said(report), "ok");
    ASSERT_TRUE(report.lost);
    EXPECT_EQ(report.lost->from, 6u);
    EXPECT_EQ(report.lost->to, 9u);
    EXPECT_EQ(report.witnessed, (std::map<AgencyId, std::uint64_t>{{trail.aozora.agency, 5}}));
  }
}

TEST(Witness, ARestoreDoesNotExcuseWhatCameBeforeIt) {
  RestoredTrail trail;
  trail.rewrite(3);
  trail.begin_incarnation();
  trail.append(restored_from(*read_head(trail.backup)));
  trail.grow(10);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 1");
}

/// Restored from the first five entries, witnessed again, and then from a newer copy of the first life.
struct TwiceRestoredTrail : RestoredTrail {
  TwiceRestoredTrail() {
    begin_incarnation();
    second_key = node_key.clone();
    append(restored_from(*read_head(backup)));
    grow(1);
    witness(midori);
    held.erase(held.begin() + 1);  // the first life ended otherwise in this story
    cut_back_to(5);
    forget_witnesses();
    moment.incarnation = 1;
    node_key = us.node.clone();
    grow(5);
    newer = *newest_signed_head(transaction);
  }
  record::SignedBytes newer;
  crypto::SigningKey second_key = us.node.clone();
};

TEST(Witness, ALifeThatTheCopyRestoredLaterDoesNotKnowIsALossAndNoFault) {
  TwiceRestoredTrail trail;
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6") << "nothing has been restored yet";
  trail.begin_incarnation(3);
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  const auto report = trail.verify_with(trail.held);
  EXPECT_EQ(said(report), "ok");
  ASSERT_TRUE(report.lost);
  EXPECT_EQ(report.lost->from, 6u);
  EXPECT_EQ(report.lost->to, 7u);
}

TEST(Witness, ALifeThatTheChainHoldsBeginsWhereItsHeadsSay) {
  TwiceRestoredTrail trail;
  trail.moment.incarnation = 2;
  trail.node_key = trail.second_key.clone();
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  trail.begin_incarnation(3);
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6");
}

TEST(Witness, ARestoreIsStatedByANewIncarnationOrItIsNone) {
  RestoredTrail trail;
  trail.append(restored_from(*read_head(trail.backup)));
  trail.grow(1);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-missing 8");
  trail.grow(10);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6");
  // An entry of the next incarnation under a head of this one is not believed either.
  RestoredTrail other;
  other.moment.incarnation = 2;
  other.append(restored_from(*read_head(other.backup)));
  other.moment.incarnation = 1;
  other.sign();
  EXPECT_EQ(said(other.verify_with(other.held)), "incarnation-fell 6");
}

}  // namespace
}  // namespace tasuki::audit
