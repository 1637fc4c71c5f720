#include "core/crypto/frame_reader.hpp"

#include "core/crypto/secure_channel.hpp"

namespace tasuki::crypto {

namespace {

constexpr std::size_t kLengthSize = 4;

}  // namespace

Result<std::vector<Bytes>> FrameReader::feed(ByteView plaintext) {
  append(held_, plaintext);
  std::vector<Bytes> frames;
  for (;;) {
    TRY(const bool more, next(frames));
    if (!more) break;
  }
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(offset_));
  offset_ = 0;
  return frames;
}

Result<bool> FrameReader::next(std::vector<Bytes>& frames) {
  const auto rest = ByteView(held_).subspan(offset_);
  const auto length = read_u32(rest);
  if (!length) return false;
  if (*length == 0 || *length > kMaxFrame) return CryptoError::FrameTooLong;
  if (rest.size() - kLengthSize < *length) return false;
  frames.push_back(copy(rest.subspan(kLengthSize, *length)));
  offset_ += kLengthSize + *length;
  return true;
}

void append_frame(Bytes& stream, ByteView frame) {
  append_u32(stream, static_cast<std::uint32_t>(frame.size()));
  append(stream, frame);
}

}  // namespace tasuki::crypto
