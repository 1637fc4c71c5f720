#include "core/delivery/in_flight.hpp"

#include <gtest/gtest.h>

#include "proto/state.pb.h"
#include "tests/support/memory_store.hpp"

namespace tasuki::delivery {
namespace {

class InFlightRows : public testing::Test {
 protected:
  void send(std::uint8_t number) {
    proto::state::InFlightEnvelope envelope;
    envelope.set_envelope(std::string(100, static_cast<char>(number)));
    add_in_flight(transaction_, peer_, EnvelopeHash({number}), envelope);
  }

  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
  AgencyId peer_ = AgencyId({1});
};

TEST_F(InFlightRows, StayInOrderUntilAcknowledged) {
  send(1);
  send(2);
  send(3);
  EXPECT_TRUE(take_in_flight(transaction_, peer_, EnvelopeHash({2})));
  const auto left = all_in_flight(transaction_, peer_);
  ASSERT_EQ(left.size(), 2u);
  EXPECT_NE(to_string(left[0]).find('\1'), std::string::npos);
  EXPECT_NE(to_string(left[1]).find('\3'), std::string::npos);
  EXPECT_EQ(count_in_flight(transaction_, peer_).envelopes, 2u);
  EXPECT_GT(count_in_flight(transaction_, peer_).bytes, 200u);
}

TEST_F(InFlightRows, ASecondAcknowledgementGivesNothing) {
  send(1);
  EXPECT_TRUE(take_in_flight(transaction_, peer_, EnvelopeHash({1})));
  EXPECT_FALSE(take_in_flight(transaction_, peer_, EnvelopeHash({1})));
}

TEST_F(InFlightRows, NobodyElseCanAcknowledge) {
  send(1);
  EXPECT_FALSE(take_in_flight(transaction_, AgencyId({2}), EnvelopeHash({1})));
  EXPECT_EQ(all_in_flight(transaction_, peer_).size(), 1u);
}

TEST(InFlight, TheFirstLaneHasRoomWhereTheOthersHaveNone) {
  const InFlight full{kWindowEnvelopes, kWindowBytes};
  EXPECT_FALSE(full.has_room(kWindowBytes, Lane::Ordinary));
  EXPECT_FALSE(full.has_room(kDepositedBytes, Lane::Unhurried));
  EXPECT_TRUE(full.has_room(kWindowBytes, Lane::First));
  const InFlight long_away{100, kDepositedBytes - 1};
  EXPECT_TRUE(long_away.has_room(kDepositedBytes, Lane::Ordinary));
  EXPECT_FALSE(long_away.has_room(kWindowBytes, Lane::Ordinary));
  EXPECT_TRUE((InFlight{100, kDepositedBytes}).has_room(kWindowBytes, Lane::First));
  EXPECT_FALSE((InFlight{kWindowEnvelopes + kReservedEnvelopes, 0}).has_room(kWindowBytes, Lane::First));
  EXPECT_LT(kWindowEnvelopes + kReservedEnvelopes, 16'384u) << "the bound on skipped keys";
}

}  // namespace
}  // namespace tasuki::delivery
