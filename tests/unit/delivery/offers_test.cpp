#include "core/delivery/offers.hpp"

#include <gtest/gtest.h>

namespace tasuki::delivery {
namespace {

using namespace std::chrono_literals;
using Numbers = std::set<LinkNumber>;
using Offerers = std::map<AgencyId, LinkNumber>;

const AgencyId kOne({1});
const AgencyId kOther({2});

EnvelopeHash hash(std::uint8_t number) { return EnvelopeHash({number}); }

std::vector<OfferedEnvelope> envelopes(std::uint8_t count, std::uint32_t size = 100) {
  std::vector<OfferedEnvelope> offered;
  for (std::uint8_t i = 1; i <= count; ++i) offered.push_back({prefix_of(hash(i)), size, LinkNumber{10} + i});
  return offered;
}

TEST(Offers, AreAskedForInTheOrderInWhichTheyWereMadeEachOnce) {
  Offers offers;
  offers.offered(kOne, envelopes(3));
  EXPECT_EQ(offers.ask(kOne, 0s), (Numbers{11, 12, 13}));
  EXPECT_EQ(offers.ask(kOne, 1s), Numbers());
  EXPECT_EQ(offers.awaited(), 3u);
}

TEST(Offers, OfSeveralPeersAreAskedOfOne) {
  Offers offers;
  offers.offered(kOne, envelopes(2));
  offers.offered(kOther, envelopes(3));
  EXPECT_EQ(offers.ask(kOne, 0s), (Numbers{11, 12}));
  EXPECT_EQ(offers.ask(kOther, 0s), Numbers{13});
}

TEST(Offers, LeaveRoomUntilWhatWasAskedHasCome) {
  OfferSettings settings;
  settings.envelopes_at_once = 2;
  Offers offers(settings);
  offers.offered(kOne, envelopes(3));
  EXPECT_EQ(offers.ask(kOne, 0s), (Numbers{11, 12}));
  EXPECT_EQ(offers.ask(kOne, 0s), Numbers());
  offers.arrived(hash(2), 1s);
  EXPECT_EQ(offers.ask(kOne, 1s), Numbers{13});
}

TEST(Offers, AreBoundedInBytesToo) {
  OfferSettings settings;
  settings.bytes_at_once = 150;
  Offers offers(settings);
  offers.offered(kOne, envelopes(4));
  EXPECT_EQ(offers.ask(kOne, 0s), (Numbers{11, 12}));
}

TEST(Offers, OfWhatHasComeAnotherWayAreNotAskedFor) {
  Offers offers;
  offers.offered(kOne, envelopes(2));
  offers.arrived(hash(1), 0s);
  EXPECT_EQ(offers.ask(kOne, 0s), Numbers{12});
}

TEST(Offers, OfWhatHasComeSayWhoElseHasIt) {
  Offers offers;
  offers.offered(kOne, envelopes(2));
  offers.offered(kOther, envelopes(1));
  EXPECT_EQ(offers.ask(kOne, 0s).size(), 2u);
  EXPECT_EQ(offers.arrived(hash(1), 1s), (Offerers{{kOne, 11}, {kOther, 11}}));
  EXPECT_EQ(offers.arrived(hash(1), 1s), Offerers()) << "they were told";
  offers.gone(kOne);
  EXPECT_EQ(offers.arrived(hash(2), 1s), Offerers());
}

TEST(Offers, GoToTheOtherPeerWhenTheFirstIsGone) {
  Offers offers;
  offers.offered(kOne, envelopes(2));
  offers.offered(kOther, envelopes(2));
  EXPECT_EQ(offers.ask(kOne, 0s).size(), 2u);
  EXPECT_EQ(offers.ask(kOther, 0s), Numbers());
  offers.arrived(hash(1), 1s);
  offers.gone(kOne);
  EXPECT_EQ(offers.ask(kOther, 1s), Numbers{12});
}

TEST(Offers, GoToTheOtherPeerWhenTheFirstStaysSilent) {
  Offers offers;
  offers.offered(kOne, envelopes(2));
  offers.offered(kOther, envelopes(2));
  EXPECT_EQ(offers.ask(kOne, 0s).size(), 2u);
  EXPECT_EQ(offers.next_wake(), 60s);
  offers.arrived(hash(1), 50s);
  EXPECT_EQ(offers.next_wake(), 110s) << "it is slow, not silent";
  EXPECT_EQ(offers.ask(kOther, 109s), Numbers());
  EXPECT_EQ(offers.ask(kOther, 110s), Numbers{12});
}

TEST(Offers, WithNobodyElseToAskWakeNobody) {
  Offers offers;
  offers.offered(kOne, envelopes(1));
  EXPECT_EQ(offers.ask(kOne, 0s).size(), 1u);
  EXPECT_EQ(offers.next_wake(), std::nullopt);
}

TEST(Offers, BeyondTheLimitAreForgottenNotKept) {
  OfferSettings settings;
  settings.most_of_a_peer = 2;
  Offers offers(settings);
  offers.offered(kOne, envelopes(5));
  EXPECT_EQ(offers.ask(kOne, 0s).size(), 2u);
}

}  // namespace
}  // namespace tasuki::delivery
