#include "client/connection.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "client/error.hpp"
#include "proto/api.pb.h"
#include "tests/support/fake_node.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::client {
namespace {

namespace api = proto::api;
using test::FakeNode;

api::Response status(const std::string& version) {
  api::Response response;
  response.mutable_status()->set_version(version);
  return response;
}

class ConnectionTest : public ::testing::Test {
 protected:
  /// What `ask` says, the versions answered put into `heard_`.
  Result<> ask(const std::string& home, std::optional<Duration> limit = Duration(5000)) {
    auto connection = Connection::open(home);
    if (!connection) return connection.error();
    api::Request request;
    request.mutable_status();
    return connection->ask(request, token_, limit, [this](const api::Response& response) {
      heard_.push_back(response.status().version());
      return true;
    });
  }
  Result<> ask_of(FakeNode::Reply reply, std::optional<Duration> limit = Duration(5000)) {
    FakeNode node(folder_.path(), [&reply](const api::Request&) { return reply; });
    auto result = ask(folder_.path(), limit);
    requests_ = node.requests();
    return result;
  }

  test::TemporaryFolder folder_;
  const SecretBytes token_{std::string_view("token")};
  std::vector<std::string> heard_;
  std::vector<api::Request> requests_;
};

TEST_F(ConnectionTest, HandsOverEachResponseUntilTheLast) {
  ASSERT_TRUE(ask_of({.responses = {status("1"), status("2"), status("3")}}));
  EXPECT_EQ(heard_, (std::vector<std::string>{"1", "2", "3"}));
}

TEST_F(ConnectionTest, SendsTheTokenAndARisingNumber) {
  FakeNode node(folder_.path(),
                [](const api::Request&) { return FakeNode::Reply{.responses = {status("1")}}; });
  auto connection = Connection::open(folder_.path());
  ASSERT_TRUE(connection);
  for (int i = 0; i < 2; ++i) {
    api::Request request;
    request.mutable_whoami();
    ASSERT_TRUE(connection->ask(request, token_, Duration(5000), [](const auto&) { return true; }));
    EXPECT_EQ(request.token().find("token"), std::string::npos) << "the request still holds the token";
  }
  const auto requests = node.requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[0].token(), "token");
  EXPECT_LT(requests[0].number(), requests[1].number());
}

TEST_F(ConnectionTest, SkipsAnAnswerToAnotherRequest) {
  auto stray = status("stray");
  stray.set_number(77);
  ASSERT_TRUE(ask_of({.responses = {stray, status("mine")}}));
  EXPECT_EQ(heard_, std::vector<std::string>{"mine"});
}

TEST_F(ConnectionTest, AFolderWhoseAddressIsTooLongIsReachedAllTheSame) {
  std::string home = folder_ / std::string(120, 'x');
  std::filesystem::create_directory(home);
  FakeNode node(home, [](const api::Request&) { return FakeNode::Reply{.responses = {status("1")}}; });
  ASSERT_TRUE(ask(home));
  EXPECT_EQ(heard_, std::vector<std::string>{"1"});
}

TEST_F(ConnectionTest, ALongAnswerArrivesWhole) {
  ASSERT_TRUE(ask_of({.responses = {status(std::string(3'000'000, 'v'))}}));
  EXPECT_EQ(heard_.at(0).size(), 3'000'000u);
}

TEST_F(ConnectionTest, NoFolderNoSocketAndAStaleSocketAreTold) {
  EXPECT_TRUE(ask(folder_ / "nowhere").error().is(ClientError::HomeMissing));
  EXPECT_TRUE(ask(folder_.path()).error().is(ClientError::NodeNotRunning));
  {
    FakeNode gone(folder_.path(), [](const api::Request&) { return FakeNode::Reply{}; });
  }
  EXPECT_TRUE(std::filesystem::exists(folder_ / "api.sock"));
  EXPECT_TRUE(ask(folder_.path()).error().is(ClientError::NodeNotRunning));
}

TEST_F(ConnectionTest, AnOrdinaryFileIsNoNode) {
  std::ofstream(folder_ / "api.sock") << "x";
  EXPECT_TRUE(ask(folder_.path()).error().is(ClientError::NodeNotRunning));
}

TEST_F(ConnectionTest, ANodeThatGoesAwayInTheMiddleIsLost) {
  EXPECT_TRUE(ask_of({.responses = {status("1")}, .hang_up = true, .unfinished = true})
                  .error()
                  .is(ClientError::ConnectionLost));
  EXPECT_EQ(heard_, std::vector<std::string>{"1"});
}

TEST_F(ConnectionTest, AFrameCutShortIsALostConnection) {
  const std::string half(
      "\0\0\0\x10"
      "ab",
      6);
  EXPECT_TRUE(ask_of({.raw = half, .hang_up = true}).error().is(ClientError::ConnectionLost));
}

TEST_F(ConnectionTest, AnAnswerThatIsNoneIsMalformed) {
  const std::string garbage("\0\0\0\x02\xff\xff", 6);
  EXPECT_TRUE(ask_of({.raw = garbage}).error().is(ClientError::MalformedAnswer));
}

TEST_F(ConnectionTest, AFrameBeyondTheLimitIsRefusedBeforeItIsRead) {
  const std::string huge("\x7f\xff\xff\xff", 4);
  EXPECT_TRUE(ask_of({.raw = huge}).error().is(ClientError::MalformedAnswer));
}

TEST_F(ConnectionTest, ANodeThatSaysNothingIsNotWaitedForForEver) {
  EXPECT_TRUE(ask_of({}, Duration(20)).error().is(ClientError::NodeSilent));
}

TEST_F(ConnectionTest, AVisitorMayStopListening) {
  FakeNode node(folder_.path(), [](const api::Request&) {
    return FakeNode::Reply{.responses = {status("1"), status("2")}, .unfinished = true};
  });
  auto connection = Connection::open(folder_.path());
  ASSERT_TRUE(connection);
  api::Request request;
  request.mutable_watch();
  int visits = 0;
  ASSERT_TRUE(
      connection->ask(request, token_, std::nullopt, [&visits](const auto&) { return ++visits < 2; }));
  EXPECT_EQ(visits, 2);
}

}  // namespace
}  // namespace tasuki::client
