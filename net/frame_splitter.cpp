#include "net/frame_splitter.hpp"

#include "core/base/secret.hpp"

namespace tasuki::net {

namespace {

constexpr std::size_t kHeader = 4;

}  // namespace

FrameSplitter::~FrameSplitter() { wipe(buffer_); }

void FrameSplitter::feed(ByteView bytes) {
  drop_taken();
  if (buffer_.size() + bytes.size() > buffer_.capacity()) {
    Bytes larger;
    larger.reserve(2 * (buffer_.size() + bytes.size()));
    append(larger, buffer_);
    wipe(buffer_);
    buffer_ = std::move(larger);
  }
  append(buffer_, bytes);
}

std::optional<Bytes> FrameSplitter::next() {
  if (buffer_.size() - taken_ < kHeader || is_too_long()) return std::nullopt;
  const std::size_t size = announced();
  if (buffer_.size() - taken_ - kHeader < size) return std::nullopt;
  Bytes frame = copy(ByteView(buffer_).subspan(taken_ + kHeader, size));
  taken_ += kHeader + size;
  return frame;
}

bool FrameSplitter::is_too_long() const {
  return buffer_.size() - taken_ >= kHeader && announced() > longest_;
}

std::size_t FrameSplitter::announced() const {
  return read_u32(ByteView(buffer_).subspan(taken_)).value_or(0);
}

void FrameSplitter::drop_taken() {
  sodium_memzero(buffer_.data(), taken_);
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken_));
  taken_ = 0;
}

}  // namespace tasuki::net
