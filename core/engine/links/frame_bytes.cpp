#include "core/engine/links/frame_bytes.hpp"

#include "proto/wire.pb.h"

namespace tasuki::engine {

Bytes envelope_frame(ByteView envelope) {
  constexpr std::uint8_t kLengthDelimited = 2;
  constexpr auto kTag =
      static_cast<std::uint8_t>(proto::wire::Frame::kEnvelopeFieldNumber << 3 | kLengthDelimited);
  Bytes frame{kTag};
  for (std::size_t length = envelope.size(); true; length >>= 7) {
    const auto low = static_cast<std::uint8_t>(length & 0x7f);
    frame.push_back(length > 0x7f ? low | 0x80 : low);
    if (length <= 0x7f) break;
  }
  append(frame, envelope);
  return frame;
}

}  // namespace tasuki::engine
