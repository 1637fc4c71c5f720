#pragma once

#include "core/base/protobuf.hpp"
#include "core/base/result.hpp"
#include "core/base/store.hpp"

namespace tasuki::record {

/// What was checked before it was stored and no longer reads means a damaged store, not a bad peer:
/// StoreFault.
template <class T>
T stored(Result<T> read) {
  if (!read) throw StoreFault("a stored record does not read");
  return std::move(read).value();
}

template <class Message>
Message stored_message(ByteView row) {
  auto message = parse_message<Message>(row);
  if (!message) throw StoreFault("a stored row does not read");
  return std::move(*message);
}

}  // namespace tasuki::record
