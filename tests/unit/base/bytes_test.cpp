#include "core/base/bytes.hpp"

#include <gtest/gtest.h>

#include "core/base/id.hpp"

namespace tasuki {
namespace {

TEST(Bytes, HexGoesThereAndBack) {
  const Bytes bytes{0x00, 0x9f, 0xff};
  EXPECT_EQ(to_hex(bytes), "009fff");
  EXPECT_EQ(from_hex("009FfF"), bytes);
}

TEST(Bytes, HexOfOddLengthOrOtherCharactersIsRefused) {
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(Bytes, BigEndianNumbersOrderLikeTheirBytes) {
  Bytes small;
  Bytes large;
  append_u64(small, 255);
  append_u64(large, 256);
  EXPECT_LT(compare(small, large), 0);
  EXPECT_EQ(read_u64(large), 256u);
  EXPECT_FALSE(read_u64(ByteView(large).first(7)));
}

TEST(Bytes, AShorterPrefixComesFirst) {
  EXPECT_LT(compare(as_bytes("a"), as_bytes("ab")), 0);
  EXPECT_EQ(compare(as_bytes(""), as_bytes("")), 0);
}

TEST(Id, OnlyItsOwnLengthMakesAnId) {
  EXPECT_FALSE(RecordId::from(Bytes(31)));
  EXPECT_FALSE(RecordId::from(Bytes(33)));
  EXPECT_TRUE(RecordId::from(Bytes(32))->is_zero());
}

}  // namespace
}  // namespace tasuki
