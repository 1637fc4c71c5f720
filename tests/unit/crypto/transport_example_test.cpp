#include <gmock/gmock.h>

#include <numeric>

#include "core/crypto/secure_channel.hpp"
#include "tests/support/protocol_document.hpp"

namespace tasuki::crypto {
namespace {

/// `size` bytes that count up from `first`: the keys of the worked example.
Bytes counting(std::uint8_t first, std::size_t size = 32) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), first);
  return bytes;
}

class CountingEphemeral final : public Random {
 public:
  explicit CountingEphemeral(std::uint8_t first) : first_(first) {}
  void fill(MutableByteView bytes) override { std::iota(bytes.begin(), bytes.end(), first_); }

 private:
  std::uint8_t first_;
};

std::shared_ptr<const DhKey> static_key(std::uint8_t first) {
  return std::make_shared<const DhKey>(DhKey::from_secret(counting(first)));
}

/// The pairing of docs/protocol.md, section 4.
class TransportExample : public testing::Test {
 protected:
  void expect_example(std::string_view name, ByteView bytes) {
    EXPECT_EQ(to_hex(bytes), test::protocol_example(name));
  }

  CountingEphemeral initiator_random_{0x40};
  CountingEphemeral responder_random_{0x60};
  SecureChannel initiator_ =
      SecureChannel::initiate(static_key(0x00),
                              {ChannelMode::Pairing, static_key(0x20)->public_key(),
                               EphemeralSecret<32>(counting(0x80)), InvitationId::from(counting(0xa0, 16))},
                              initiator_random_)
          .value();
  SecureChannel responder_ = SecureChannel::respond(static_key(0x20), responder_random_);
};

TEST_F(TransportExample, IsWhatTheChannelSays) {
  const Bytes first = initiator_.take_output();
  expect_example("transport message 1", first);
  responder_.feed(first);
  const Bytes second = responder_.take_output();
  expect_example("transport message 2", second);
  initiator_.feed(second);
  const Bytes third = initiator_.take_output();
  expect_example("transport message 3", third);
  responder_.feed(third);
  const auto events = responder_.supply_psk(counting(0x80));
  expect_example("transport handshake hash", std::get<Established>(events.at(0)).handshake_hash);
  const Bytes confirmation = responder_.take_output();
  expect_example("transport confirmation", confirmation);
  initiator_.feed(confirmation);
  ASSERT_TRUE(initiator_.send(counting(0x01, 3)));
  ASSERT_TRUE(initiator_.send(counting(0x11, 2)));
  expect_example("transport two frames", initiator_.take_output());
}

TEST_F(TransportExample, RekeysAfter1024Messages) {
  responder_.feed(initiator_.take_output());
  initiator_.feed(responder_.take_output());
  responder_.feed(initiator_.take_output());
  responder_.supply_psk(counting(0x80));
  initiator_.feed(responder_.take_output());
  for (std::uint64_t i = 0; i < kRekeyInterval; ++i) {
    ASSERT_TRUE(initiator_.send(counting(0x01, 3)));
    initiator_.take_output();
  }
  ASSERT_TRUE(initiator_.send(counting(0x01, 3)));
  expect_example("transport message 1024", initiator_.take_output());
}

}  // namespace
}  // namespace tasuki::crypto
