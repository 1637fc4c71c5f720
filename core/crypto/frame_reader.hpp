#pragma once

#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/crypto/error.hpp"

namespace tasuki::crypto {

/// Cuts frames out of a channel's decrypted stream: each is its length in four bytes, then itself
/// (docs/protocol.md, section 4). Holds at most one frame that is not whole.
class FrameReader {
 public:
  /// The frames that are whole now. CryptoError::FrameTooLong as soon as a length is 0 or more than
  /// kMaxFrame; the stream is useless then.
  Result<std::vector<Bytes>> feed(ByteView plaintext);

 private:
  Result<bool> next(std::vector<Bytes>& frames);

  Bytes held_;
  std::size_t offset_ = 0;
};

/// What `feed` undoes. The caller has checked the length.
void append_frame(Bytes& stream, ByteView frame);

}  // namespace tasuki::crypto
