#include "core/crypto/channel_wire.hpp"

#include <algorithm>

namespace tasuki::crypto {

namespace {

constexpr std::string_view kMagic = "tasuki";
static_assert(kPreambleSize == kMagic.size() + 2);

constexpr std::size_t kDhKeySize = DhPublicKey::kSize;

bool length_fits(std::size_t length, ChannelStep step, ChannelMode mode) {
  switch (step) {
    case ChannelStep::Message1:
      return length == kDhKeySize + (mode == ChannelMode::Pairing ? InvitationId::kSize : 0) + kTagSize;
    case ChannelStep::Message2:
      return length == kDhKeySize + kTagSize;
    case ChannelStep::Message3:
      return length == kDhKeySize + kTagSize + kTagSize;
    case ChannelStep::Confirmation:
      return length == kTagSize;
    default:
      return length > kTagSize;
  }
}

WireUnit next_preamble(ByteView input) {
  const auto known = std::min(input.size(), kMagic.size());
  if (as_text(input.first(known)) != kMagic.substr(0, known)) return {WireUnit::Kind::Impossible};
  if (input.size() < kPreambleSize) return {WireUnit::Kind::Incomplete};
  return {WireUnit::Kind::Whole, input.first(kPreambleSize), kPreambleSize};
}

}  // namespace

Bytes preamble(ChannelMode mode) {
  return concat({as_bytes(kMagic), Bytes{kTransportVersion, static_cast<std::uint8_t>(mode)}});
}

std::optional<ChannelMode> read_preamble(ByteView bytes) {
  for (const ChannelMode mode : {ChannelMode::Pairing, ChannelMode::Contact}) {
    if (equal(bytes, preamble(mode))) return mode;
  }
  return std::nullopt;
}

void append_message(Bytes& output, ByteView message) {
  append_u16(output, static_cast<std::uint16_t>(message.size()));
  append(output, message);
}

WireUnit next_unit(ByteView input, ChannelStep step, ChannelMode mode) {
  if (step == ChannelStep::Preamble) return next_preamble(input);
  if (input.size() < kMessageLengthSize) return {WireUnit::Kind::Incomplete};
  const std::size_t length = static_cast<std::size_t>(input[0]) << 8 | input[1];
  if (!length_fits(length, step, mode)) return {WireUnit::Kind::Impossible};
  if (input.size() - kMessageLengthSize < length) return {WireUnit::Kind::Incomplete};
  return {WireUnit::Kind::Whole, input.subspan(kMessageLengthSize, length), kMessageLengthSize + length};
}

}  // namespace tasuki::crypto
