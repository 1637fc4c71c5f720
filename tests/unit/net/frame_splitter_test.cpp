#include "net/frame_splitter.hpp"

#include <gtest/gtest.h>

namespace tasuki::net {
namespace {

Bytes frame(std::string_view text) {
  Bytes bytes;
  append_u32(bytes, static_cast<std::uint32_t>(text.size()));
  append(bytes, as_bytes(text));
  return bytes;
}

std::vector<std::string> all(FrameSplitter& splitter) {
  std::vector<std::string> frames;
  while (const auto next = splitter.next()) frames.push_back(to_string(*next));
  return frames;
}

TEST(FrameSplitter, FindsSeveralFramesInOnePiece) {
  FrameSplitter splitter(100);
  splitter.feed(concat({frame("one"), frame(""), frame("three")}));
  EXPECT_EQ(all(splitter), (std::vector<std::string>{"one", "", "three"}));
}

TEST(FrameSplitter, FindsThemHoweverTheyAreCut) {
  const Bytes stream = concat({frame("one"), frame("twenty-two"), frame("x")});
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    FrameSplitter splitter(100);
    std::vector<std::string> found;
    for (ByteView rest = stream; !rest.empty(); rest = rest.subspan(std::min(piece, rest.size()))) {
      splitter.feed(rest.first(std::min(piece, rest.size())));
      for (auto& text : all(splitter)) found.push_back(std::move(text));
    }
    EXPECT_EQ(found, (std::vector<std::string>{"one", "twenty-two", "x"})) << piece;
  }
}

TEST(FrameSplitter, StopsAtAFrameThatSaysItIsTooLong) {
  FrameSplitter splitter(5);
  splitter.feed(concat({frame("12345"), frame("123456"), frame("x")}));
  EXPECT_EQ(all(splitter), std::vector<std::string>{"12345"});
  EXPECT_TRUE(splitter.is_too_long());
  splitter.feed(frame("y"));
  EXPECT_FALSE(splitter.next());
}

}  // namespace
}  // namespace tasuki::net
