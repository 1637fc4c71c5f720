#include "core/delivery/links.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace tasuki::delivery {
namespace {

using namespace std::chrono_literals;

AgencyId agency(std::uint8_t number) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = number;
  return AgencyId(bytes);
}

const AgencyId kSmall = agency(1);
const AgencyId kMiddle = agency(2);
const AgencyId kLarge = agency(3);

template <class Action>
std::vector<Action> all(const LinkActions& actions) {
  std::vector<Action> found;
  for (const auto& action : actions) {
    if (const auto* one = std::get_if<Action>(&action)) found.push_back(*one);
  }
  return found;
}

class LinksTest : public testing::Test {
 protected:
  LinkActions tick() { return links.tick(now, random); }
  /// Goes to the next wake and ticks there.
  LinkActions next() {
    now = std::max(now, links.next_wake().value());
    return tick();
  }
  void up(std::uint64_t connection, const AgencyId& peer, bool opened_here) {
    links.link_up(ConnectionId{connection}, peer, opened_here, now);
  }
  LinkActions proven(std::uint64_t connection) { return links.proven(ConnectionId{connection}, now); }
  void down(std::uint64_t connection) { links.link_down(ConnectionId{connection}, now, random); }

  test::SeededRandom random{5};
  Links links{kMiddle};
  Duration now = 1000s;
};

TEST_F(LinksTest, ANewPeerIsDialledAtTheNextTickAndOnlyOnce) {
  links.add(kLarge, now);
  EXPECT_EQ(links.next_wake(), now);
  const auto dials = all<DialPeer>(tick());
  ASSERT_EQ(dials.size(), 1u);
  EXPECT_EQ(dials[0].peer, kLarge);
  links.add(kLarge, now);
  EXPECT_TRUE(tick().empty());
  EXPECT_EQ(links.next_wake(), std::nullopt);
}

TEST_F(LinksTest, FailedDialsWaitTwiceAsLongEachTimeUpToTheLongest) {
  links.add(kLarge, now);
  Duration longest = 1s;
  for (int attempt = 0; attempt < 15; ++attempt) {
    ASSERT_EQ(all<DialPeer>(next()).size(), 1u);
    links.dial_failed(kLarge, now, random);
    const Duration wait = *links.next_wake() - now;
    EXPECT_GE(wait, longest / 2) << attempt;
    EXPECT_LE(wait, longest) << attempt;
    longest = std::min<Duration>(longest * 2, 1min);
  }
}

TEST_F(LinksTest, WaitsDifferBetweenNodesThatFailedTogether) {
  Links other(kMiddle);
  test::SeededRandom other_random(6);
  for (auto* each : {&links, &other}) {
    each->add(kLarge, now);
    each->tick(now, random);
  }
  links.dial_failed(kLarge, now, random);
  other.dial_failed(kLarge, now, other_random);
  EXPECT_NE(links.next_wake(), other.next_wake());
}

TEST_F(LinksTest, AnInboundLinkEndsTheWaiting) {
  links.add(kLarge, now);
  tick();
  links.dial_failed(kLarge, now, random);
  up(1, kLarge, false);
  EXPECT_TRUE(proven(1).empty());
  EXPECT_EQ(links.link_to(kLarge), ConnectionId{1});
  EXPECT_TRUE(all<DialPeer>(links.tick(now + 10s, random)).empty());
}

TEST_F(LinksTest, ALinkIsNotSentOnBeforeItIsProven) {
  links.add(kLarge, now);
  tick();
  up(1, kLarge, true);
  EXPECT_EQ(links.link_to(kLarge), std::nullopt);
  EXPECT_FALSE(links.is_proven(ConnectionId{1}));
  proven(1);
  EXPECT_EQ(links.link_to(kLarge), ConnectionId{1});
}

TEST_F(LinksTest, ALinkThatWasNeverProvenCountsAsAFailedDial) {
  links.add(kLarge, now);
  for (std::uint64_t connection = 1; connection <= 4; ++connection) {
    next();
    up(connection, kLarge, true);
    down(connection);
  }
  EXPECT_GE(*links.next_wake() - now, 4s);
}

TEST_F(LinksTest, ALinkThatHadWorkedIsDialledAgainSoon) {
  links.add(kLarge, now);
  tick();
  up(1, kLarge, true);
  proven(1);
  now += 1h;
  down(1);
  EXPECT_LE(*links.next_wake() - now, 1s);
  EXPECT_EQ(links.link_to(kLarge), std::nullopt);
}

TEST_F(LinksTest, NewAddressesEndTheWaiting) {
  links.add(kLarge, now);
  for (int i = 0; i < 10; ++i) {
    next();
    links.dial_failed(kLarge, now, random);
  }
  links.hurry(kLarge, now);
  EXPECT_EQ(all<DialPeer>(tick()).size(), 1u);
  links.dial_failed(kLarge, now, random);
  EXPECT_LE(*links.next_wake() - now, 1s);
}

TEST_F(LinksTest, APeerWithoutAddressIsWaitedFor) {
  links.add(kLarge, now);
  tick();
  links.cannot_dial(kLarge);
  EXPECT_EQ(links.next_wake(), std::nullopt);
  links.hurry(kLarge, now);
  EXPECT_EQ(all<DialPeer>(tick()).size(), 1u);
}

struct Simultaneous {
  AgencyId peer;
  bool first_opened_here;
  std::uint64_t stays;
};

class SimultaneousTest : public LinksTest, public testing::WithParamInterface<Simultaneous> {};

TEST_P(SimultaneousTest, TheLinkThatTheSmallerIdOpenedStays) {
  const auto& [peer, first_opened_here, stays] = GetParam();
  links.add(peer, now);
  tick();
  up(1, peer, first_opened_here);
  up(2, peer, !first_opened_here);
  EXPECT_TRUE(proven(1).empty());
  now += 2s;
  const auto drops = all<DropLink>(proven(2));
  ASSERT_EQ(drops.size(), 1u);
  EXPECT_EQ(drops[0].connection, ConnectionId{3 - stays});
  EXPECT_EQ(links.link_to(peer), ConnectionId{stays});
  EXPECT_EQ(links.peer_of(ConnectionId{3 - stays}), std::nullopt);
}

// The node itself is kMiddle.
INSTANTIATE_TEST_SUITE_P(Both, SimultaneousTest,
                         testing::Values(Simultaneous{kLarge, true, 1}, Simultaneous{kLarge, false, 2},
                                         Simultaneous{kSmall, true, 2}, Simultaneous{kSmall, false, 1}));

TEST_F(LinksTest, BothEndsKeepTheSameOfTwoLinksInWhateverOrderTheyAreProven) {
  for (const bool reversed : {false, true}) {
    Links small(kSmall);
    Links large(kLarge);
    // Connection 1 was opened by the smaller id, connection 2 by the larger.
    for (auto [end, peer, id] : {std::tuple(&small, kLarge, 1), std::tuple(&large, kSmall, 2)}) {
      end->link_up(ConnectionId{1}, peer, id == 1, now);
      end->link_up(ConnectionId{2}, peer, id == 2, now);
    }
    small.proven(ConnectionId{1}, now);
    small.proven(ConnectionId{2}, now);
    large.proven(ConnectionId{reversed ? 2u : 1u}, now);
    large.proven(ConnectionId{reversed ? 1u : 2u}, now);
    EXPECT_EQ(small.link_to(kLarge), ConnectionId{1});
    EXPECT_EQ(large.link_to(kSmall), ConnectionId{1});
  }
}

TEST_F(LinksTest, ALaterLinkReplacesAnOldOneBecauseNobodyDialsWhoHasOne) {
  // kLarge has the larger id, so that the rule for simultaneous links would keep the dead one.
  links.add(kLarge, now);
  tick();
  up(1, kLarge, true);
  proven(1);
  now += 31s;
  up(2, kLarge, false);
  const auto drops = all<DropLink>(proven(2));
  ASSERT_EQ(drops.size(), 1u);
  EXPECT_EQ(drops[0].connection, ConnectionId{1});
}

TEST_F(LinksTest, ASilentLinkIsPingedThenDroppedAndDialledAgain) {
  links.add(kLarge, now);
  tick();
  up(1, kLarge, true);
  proven(1);
  const Duration start = now;
  EXPECT_EQ(all<SendPing>(next()).size(), 1u);
  EXPECT_EQ(now, start + 20s);
  EXPECT_TRUE(tick().empty());

  const auto drops = all<DropLink>(next());
  ASSERT_EQ(drops.size(), 1u);
  EXPECT_EQ(now, start + 40s);
  EXPECT_EQ(drops[0].reason, "silent");
  EXPECT_EQ(links.link_to(kLarge), std::nullopt);
  EXPECT_EQ(all<DialPeer>(next()).size(), 1u);
}

TEST_F(LinksTest, WhateverIsHeardKeepsALinkAlive) {
  up(1, kLarge, false);
  proven(1);
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(all<SendPing>(next()).size(), 1u);
    now += 19s;
    links.heard(ConnectionId{1}, now);
    EXPECT_TRUE(tick().empty());
  }
  EXPECT_EQ(links.link_to(kLarge), ConnectionId{1});
}

TEST_F(LinksTest, ARemovedPeerIsDroppedAndDialledNoMore) {
  links.add(kLarge, now);
  up(1, kLarge, false);
  EXPECT_EQ(all<DropLink>(links.remove(kLarge)).size(), 1u);
  EXPECT_FALSE(links.contains(kLarge));
  down(1);
  links.dial_failed(kLarge, now, random);
  EXPECT_EQ(links.next_wake(), std::nullopt);
}

}  // namespace
}  // namespace tasuki::delivery
