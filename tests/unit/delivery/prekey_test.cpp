#include "core/delivery/prekey.hpp"

#include <gtest/gtest.h>

#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

class Prekeys : public testing::Test {
 protected:
  PeerPrekey current() { return verify_prekey(node_.card(), node_.prekey()).value(); }
  bool is_kept(std::uint32_t id) {
    return node_.run([&](Transaction& tx) { return has_prekey(tx, id); });
  }

  SessionNode node_{1};
  SessionNode other_{2};
};

TEST_F(Prekeys, StayTheSameForAWeekAndThenRotate) {
  const auto first = current();
  node_.now += kPrekeyRotation - Duration(1);
  EXPECT_EQ(current().id, first.id);
  node_.now += Duration(1);
  const auto second = current();
  EXPECT_GT(second.id, first.id);
  EXPECT_NE(second.key, first.key);
}

TEST_F(Prekeys, AreKeptUntilTheLastEnvelopeSealedToThemHasExpired) {
  const auto first = current();
  node_.now += kPrekeyRotation;
  const auto second = current();
  node_.now = kFriday + kPrekeyLife;
  node_.forget_old();
  EXPECT_TRUE(is_kept(first.id));
  node_.now += Duration(1);
  node_.forget_old();
  EXPECT_FALSE(is_kept(first.id));
  node_.now += kPrekeyLife * 2;
  node_.forget_old();
  EXPECT_TRUE(is_kept(second.id)) << "the newest one stays";
}

TEST_F(Prekeys, AClockThatJumpedAheadDoesNotKeepOneForYears) {
  node_.now += kDay * 3650;
  const auto from_the_future = current();
  node_.now = kFriday;
  const auto now = current();
  EXPECT_GT(now.id, from_the_future.id);
  EXPECT_EQ(now.made_at, kFriday);
}

TEST_F(Prekeys, AStoreSetBackToAnOldCopyGivesNoIdTwice) {
  const auto before = current();
  SessionNode copy(1);  // the same keys, and nothing of what has happened since
  copy.now += std::chrono::minutes(1);
  EXPECT_GT(verify_prekey(copy.card(), copy.prekey()).value().id, before.id);
}

TEST_F(Prekeys, TheKeptSecretFitsThePublishedKey) {
  const auto prekey = current();
  const auto key = node_.run([&](Transaction& tx) { return find_prekey(tx, prekey.id); });
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key(), prekey.key);
  EXPECT_FALSE(node_.run([&](Transaction& tx) { return find_prekey(tx, prekey.id + 1); }));
}

TEST_F(Prekeys, OnlyThePresentNodeKeyOfThatAgencyCounts) {
  const auto prekey = node_.prekey();
  EXPECT_TRUE(verify_prekey(node_.card(), prekey));
  auto changed = prekey;
  changed.payload.back() ^= 1;
  EXPECT_TRUE(verify_prekey(node_.card(), changed).error().is(SessionError::PrekeyRefused));
  EXPECT_FALSE(verify_prekey(other_.card(), prekey));
  auto another_agency = node_.card();
  another_agency.agency = other_.agency();
  EXPECT_FALSE(verify_prekey(another_agency, prekey));
  auto another_life = node_.card();
  another_life.incarnation += 1;
  EXPECT_FALSE(verify_prekey(another_life, prekey));
}

TEST_F(Prekeys, AnOlderOneDoesNotReplaceANewerOne) {
  const auto old = node_.prekey();
  node_.now += kPrekeyRotation;
  other_.now = node_.now;
  other_.pair_with(node_);
  node_.pair_with(other_);
  other_.run([&](Transaction& tx) { EXPECT_TRUE(accept_prekey(tx, node_.card(), old)); });
  const auto part = unseal(node_.own(), Envelope::parse(other_.seal(node_, "x").bytes).value()).value().part;
  EXPECT_EQ(part.initial->prekey_id, current().id);
}

}  // namespace
}  // namespace tasuki::delivery
