#pragma once

#include <algorithm>

#include "core/base/bytes.hpp"

namespace tasuki::test {

/// `valid` with the changes that a fuzzer's input asks for, four bytes each: what (change, insert, erase, cut
/// off), where (two bytes), and with which value. No change, and the bytes stay valid: so an input of a few
/// bytes reaches behind signatures and lengths that no random bytes would pass.
inline Bytes altered(ByteView valid, ByteView changes) {
  Bytes bytes = copy(valid);
  for (; changes.size() >= 4; changes = changes.subspan(4)) {
    const std::size_t place = (static_cast<std::size_t>(changes[1]) << 8U | changes[2]) % (bytes.size() + 1);
    const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(place);
    if (changes[0] % 4 == 1) {
      bytes.insert(at, changes[3]);
    } else if (at == bytes.end()) {
      continue;
    } else if (changes[0] % 4 == 0) {
      *at ^= changes[3];
    } else if (changes[0] % 4 == 2) {
      bytes.erase(at);
    } else {
      bytes.erase(at, bytes.end());
    }
  }
  return bytes;
}

/// The first byte says which: an even one, that the rest is the input itself; an odd one, that the rest
/// changes `valid`.
inline Bytes raw_or_altered(ByteView valid, ByteView input) {
  if (input.empty()) return {};
  return input[0] % 2 == 0 ? copy(input.subspan(1)) : altered(valid, input.subspan(1));
}

}  // namespace tasuki::test
