#include "core/engine/links/frame_bytes.hpp"

#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

enum class WireType : std::uint8_t { Varint = 0, LengthDelimited = 2 };

void append_varint(Bytes& bytes, std::uint64_t value) {
  for (; value > 0x7f; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value) | 0x80);
  bytes.push_back(static_cast<std::uint8_t>(value));
}

void append_tag(Bytes& bytes, int field, WireType type) {
  append_varint(bytes, static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint8_t>(type));
}

}  // namespace

Bytes envelope_frame(ByteView envelope, delivery::LinkNumber number) {
  Bytes frame;
  append_tag(frame, proto::wire::Frame::kEnvelopeFieldNumber, WireType::LengthDelimited);
  append_varint(frame, envelope.size());
  append(frame, envelope);
  append_tag(frame, proto::wire::Frame::kNumberFieldNumber, WireType::Varint);
  append_varint(frame, number);
  return frame;
}

}  // namespace tasuki::engine
