#include "core/crypto/frame_reader.hpp"

#include <gmock/gmock.h>

#include "core/crypto/secure_channel.hpp"

namespace tasuki::crypto {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FrameReader, CutsFramesOutOfAnyPieces) {
  Bytes stream;
  append_frame(stream, Bytes{1});
  append_frame(stream, Bytes{2, 2});
  for (std::size_t cut = 1; cut <= stream.size(); ++cut) {
    FrameReader reader;
    auto frames = reader.feed(ByteView(stream).first(cut)).value();
    for (auto& frame : reader.feed(ByteView(stream).subspan(cut)).value()) frames.push_back(std::move(frame));
    EXPECT_THAT(frames, ElementsAre(Bytes{1}, Bytes{2, 2})) << cut;
  }
}

TEST(FrameReader, RefusesLengthsThatNoFrameHas) {
  Bytes too_long;
  append_u32(too_long, kMaxFrame + 1);
  EXPECT_TRUE(FrameReader().feed(too_long).error().is(CryptoError::FrameTooLong));
  EXPECT_TRUE(FrameReader().feed(Bytes(4, 0)).error().is(CryptoError::FrameTooLong));
  Bytes longest;
  append_u32(longest, kMaxFrame);
  EXPECT_THAT(FrameReader().feed(longest).value(), IsEmpty());
}

}  // namespace
}  // namespace tasuki::crypto
