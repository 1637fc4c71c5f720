// The worked examples of docs/protocol.md, sections 5, 6.4, 6.6, 12 and 15: what goes into frames.
#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/delivery/cannot_open.hpp"
#include "core/delivery/offers.hpp"
#include "core/delivery/prekey.hpp"
#include "proto/wire.pb.h"
#include "tests/support/counting_random.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/protocol_document.hpp"

namespace tasuki::delivery {
namespace {

using test::protocol_example;

Bytes repeated(std::uint8_t byte) { return Bytes(32, byte); }
std::string hex_of(const proto::wire::Frame& frame) { return to_hex(serialize_message(frame)); }

TEST(FrameProtocol, PingIsAsTheProtocolSays) {
  proto::wire::Frame frame;
  frame.mutable_ping()->set_number(7);
  EXPECT_EQ(hex_of(frame), protocol_example("ping"));
}

TEST(FrameProtocol, RefusalIsAsTheProtocolSays) {
  proto::wire::Frame frame;
  frame.mutable_refusal()->set_code("invitation-refused");
  EXPECT_EQ(hex_of(frame), protocol_example("refusal"));
}

TEST(FrameProtocol, PairDoneIsAsTheProtocolSays) {
  proto::wire::Frame frame;
  frame.mutable_pair_done();
  EXPECT_EQ(hex_of(frame), protocol_example("pair-done"));
}

TEST(FrameProtocol, SignedPrekeyIsAsTheProtocolSays) {
  test::MemoryStore store;
  test::CountingRandom random(0x14);
  const auto node = crypto::SigningKey::from_seed(repeated(2));
  const auto identity = crypto::DhKey::from_secret(repeated(5));
  const auto envelope = crypto::DhKey::from_secret(repeated(6));
  const OwnKeys own{*AgencyId::from(repeated(1)), 1, node, identity, envelope};
  const auto prekey = current_prekey(store.begin(), random, own, from_millis(1'771'000'000'000));
  EXPECT_EQ(to_hex(prekey.payload), protocol_example("signed-prekey"));
  EXPECT_EQ(prekey.signature.hex(), protocol_example("signed-prekey-signature"));
}

TEST(FrameProtocol, CannotOpenIsAsTheProtocolSays) {
  proto::wire::Frame frame;
  sign_cannot_open({*EnvelopeHash::from(repeated(0x1c)), "unknown-session"},
                   crypto::SigningKey::from_seed(repeated(2)), *frame.mutable_cannot_open());
  EXPECT_EQ(hex_of(frame), protocol_example("cannot-open"));
}

TEST(FrameProtocol, AnEnvelopesPayloadIsAsTheProtocolSays) {
  proto::wire::EnvelopePayload payload;
  auto& want = *payload.add_item()->mutable_want();
  want.set_team_id(to_string(repeated(7)));
  want.add_record(to_string(repeated(0x64)));
  payload.set_urgency(proto::wire::URGENT_PHONE);
  EXPECT_EQ(to_hex(serialize_message(payload)), protocol_example("envelope-payload"));
}

TEST(FrameProtocol, ACatchUpRequestIsAsTheProtocolSays) {
  proto::wire::EnvelopePayload payload;
  auto& request = *payload.add_item()->mutable_catch_up_request();
  Bytes cursor{2};
  append_u64(cursor, 7);
  request.set_cursor(to_string(cursor));
  request.add_record(to_string(repeated(0x64)));
  request.set_question(std::string(16, '\x2e'));
  payload.set_urgency(proto::wire::URGENT_PHONE);
  EXPECT_EQ(to_hex(serialize_message(payload)), protocol_example("catch-up-request"));
}

TEST(FrameProtocol, AcknowledgementIsAsTheProtocolSays) {
  proto::wire::Frame frame;
  for (const auto part : runs_of({7, 8, 10})) frame.mutable_envelope_ack()->add_run(part);
  EXPECT_EQ(hex_of(frame), protocol_example("envelope-ack"));
}

TEST(FrameProtocol, OfferAndWantAreAsTheProtocolSays) {
  proto::wire::Frame frame;
  auto& offer = *frame.mutable_offer();
  offer.set_first(7);
  for (const std::uint8_t byte : {0x1c, 0x1d}) {
    offer.mutable_prefix()->append(prefix_of(*EnvelopeHash::from(repeated(byte))).str());
    offer.add_size(1000);
  }
  EXPECT_EQ(hex_of(frame), protocol_example("offer"));
  for (const auto part : runs_of({7, 8})) frame.mutable_want()->add_run(part);
  EXPECT_EQ(hex_of(frame), protocol_example("want"));
}

TEST(FrameProtocol, DepositsAreAsTheProtocolSays) {
  proto::wire::Frame frame;
  auto& deposit = *frame.mutable_deposit_offer()->add_deposit();
  deposit.set_hash(to_string(repeated(0x1c)));
  deposit.set_recipient(to_string(repeated(7)));
  deposit.set_size(1000);
  deposit.set_expires_at(1'771'000'000'000);
  EXPECT_EQ(hex_of(frame), protocol_example("deposit-offer"));
  frame.mutable_deposit_answer()->add_wanted(to_string(repeated(0x1c)));
  EXPECT_EQ(hex_of(frame), protocol_example("deposit-answer"));
  frame.mutable_recall()->add_key(to_string(repeated(0x21)));
  EXPECT_EQ(hex_of(frame), protocol_example("recall"));
}

}  // namespace
}  // namespace tasuki::delivery
