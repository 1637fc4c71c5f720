#pragma once

#include <optional>

#include "core/crypto/aead.hpp"
#include "core/crypto/noise_handshake.hpp"
#include "core/crypto/secure_channel.hpp"

namespace tasuki::crypto {

/// A channel's bytes on the wire (docs/protocol.md, section 4): the preamble in clear, then Noise messages,
/// each with its length in two bytes before it.

constexpr std::size_t kPreambleSize = 8;
constexpr std::size_t kMessageLengthSize = 2;
/// The most text in one transport message.
constexpr std::size_t kMaxTransportText = kMaxNoiseMessage - kTagSize;

/// What a channel waits for.
enum class ChannelStep { Preamble, Message1, Message2, Message3, Psk, Confirmation, Open, Failed };

/// Opens the connection, in clear, and is the prologue of the handshake.
Bytes preamble(ChannelMode mode);
std::optional<ChannelMode> read_preamble(ByteView bytes);

void append_message(Bytes& output, ByteView message);

/// What can be read at the front of `input` in a step: the preamble, or a Noise message without its length.
struct WireUnit {
  enum class Kind { Whole, Incomplete, Impossible };
  Kind kind;
  ByteView body = {};
  /// Bytes of input that it took up.
  std::size_t size = 0;
};
/// Impossible as soon as the bytes that are there cannot become what the step waits for.
WireUnit next_unit(ByteView input, ChannelStep step, ChannelMode mode);

}  // namespace tasuki::crypto
