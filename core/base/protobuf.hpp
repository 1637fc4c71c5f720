#pragma once

#include <optional>

#include "core/base/bytes.hpp"

namespace tasuki {

/// Protocol Buffers to and from our bytes. Templates, so that this header needs none of protobuf's.

/// Bytes from outside that are no `Message`: nothing. Unknown fields are kept; whoever must not ignore them
/// checks.
template <class Message>
std::optional<Message> parse_message(ByteView bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return message;
}

template <class Message>
Bytes serialize_message(const Message& message) {
  Bytes bytes(message.ByteSizeLong());
  message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

}  // namespace tasuki
