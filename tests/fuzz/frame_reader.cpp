// A channel's decrypted stream: what a peer that holds the right keys can still say. The input's first byte
// is the size of the pieces.
#include "core/crypto/frame_reader.hpp"

#include "core/crypto/secure_channel.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace tasuki;

/// The frames up to the first error, and whether there was one.
std::pair<std::vector<Bytes>, bool> read_in_pieces(ByteView stream, std::size_t piece) {
  crypto::FrameReader reader;
  std::vector<Bytes> all;
  while (!stream.empty()) {
    const auto next = stream.first(std::min(piece, stream.size()));
    auto frames = reader.feed(next);
    if (!frames) return {std::move(all), true};
    for (Bytes& frame : *frames) all.push_back(std::move(frame));
    stream = stream.subspan(next.size());
  }
  return {std::move(all), false};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView stream(data + 1, size - 1);
  const auto [frames, failed] = read_in_pieces(stream, data[0] + 1U);
  Bytes again;
  for (const Bytes& frame : frames) {
    test::require(!frame.empty() && frame.size() <= crypto::kMaxFrame);
    crypto::append_frame(again, frame);
  }
  test::require(again.size() <= stream.size() && equal(again, stream.first(again.size())));
  // Read byte by byte, the frames before an error are the same; the error may hide those of its own piece.
  const auto [one_by_one, failed_too] = read_in_pieces(stream, 1);
  test::require(failed == failed_too);
  test::require(failed ? frames.size() <= one_by_one.size() : frames == one_by_one);
  return 0;
}
