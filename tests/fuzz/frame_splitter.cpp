// The length-prefixed frames of the local socket, in pieces of any size.
#include "net/frame_splitter.hpp"

#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  constexpr std::size_t kLongest = 100;
  if (size == 0) return 0;
  const std::size_t piece = data[0] % 16U + 1U;
  const ByteView stream(data + 1, size - 1);
  net::FrameSplitter splitter(kLongest);
  Bytes again;
  for (std::size_t from = 0; from < stream.size() && !splitter.is_too_long(); from += piece) {
    splitter.feed(stream.subspan(from, std::min(piece, stream.size() - from)));
    while (const auto frame = splitter.next()) {
      test::require(frame->size() <= kLongest);
      append_u32(again, static_cast<std::uint32_t>(frame->size()));
      append(again, *frame);
    }
  }
  // What came out is what went in, from its beginning.
  test::require(again.size() <= stream.size() && equal(again, stream.first(again.size())));
  return 0;
}
