#pragma once

#include <cstddef>
#include <optional>

#include "core/base/bytes.hpp"

namespace tasuki::net {

/// Finds the frames (4 bytes length, big-endian, then as many bytes) in a stream of bytes. What it hands out
/// or drops is wiped from its own buffer: requests hold passphrases.
class FrameSplitter {
 public:
  explicit FrameSplitter(std::size_t longest) : longest_(longest) {}
  FrameSplitter(const FrameSplitter&) = delete;
  FrameSplitter& operator=(const FrameSplitter&) = delete;
  ~FrameSplitter();

  void feed(ByteView bytes);
  /// The next whole frame, if there is one.
  std::optional<Bytes> next();
  /// The next frame says that it is longer than allowed: nothing can be read any more.
  bool is_too_long() const;

 private:
  std::size_t announced() const;
  void drop_taken();

  const std::size_t longest_;
  Bytes buffer_;
  std::size_t taken_ = 0;
};

}  // namespace tasuki::net
