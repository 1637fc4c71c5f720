#include "net/endpoint.hpp"

#include <gtest/gtest.h>

namespace tasuki::net {
namespace {

TEST(Endpoint, IsAHostAndAPort) {
  EXPECT_EQ(parse_endpoint("node.example.jp:7701").value(), (Endpoint{"node.example.jp", 7701}));
  EXPECT_EQ(parse_endpoint("10.0.0.5:1").value(), (Endpoint{"10.0.0.5", 1}));
  EXPECT_EQ(parse_endpoint("[2001:db8::1]:65535").value(), (Endpoint{"2001:db8::1", 65535}));
  EXPECT_EQ(parse_endpoint("[fe80::1%eth0]:9").value(), (Endpoint{"fe80::1%eth0", 9}));
}

TEST(Endpoint, IsWrittenAsItIsRead) {
  for (const char* text : {"node:1", "[::1]:7701", "127.0.0.1:0"}) {
    EXPECT_EQ(to_string(parse_endpoint(text).value()), text);
  }
}

TEST(Endpoint, IsNothingElse) {
  for (const char* text :
       {"", ":", "host", "host:", ":7701", "host:65536", "host:-1", "host:7x", "host: 7", "::1:7701", "[::1]",
        "[]:1", "[host]:1", "ho st:1", "host/path:1", "user@host:1", "病院:1"}) {
    EXPECT_FALSE(parse_endpoint(text)) << text;
  }
  EXPECT_FALSE(parse_endpoint(std::string(254, 'a') + ":1"));
  EXPECT_FALSE(parse_endpoint(std::string_view("ho\0st:1", 7)));
}

}  // namespace
}  // namespace tasuki::net
