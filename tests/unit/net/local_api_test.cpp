#include "net/local_api.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <future>
#include <thread>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::net {
namespace {

namespace fs = std::filesystem;

/// A program's end of the socket, blocking, with a limit on every wait.
class Program {
 public:
  explicit Program(const fs::path& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int folder = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY);
    const std::string short_path = "/proc/self/fd/" + std::to_string(folder) + "/" + path.filename().string();
    short_path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int failed = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    EXPECT_EQ(failed, 0);
    ::close(folder);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { ::close(socket_); }

  void write(ByteView bytes) { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void ask(std::string_view text) {
    Bytes frame;
    append_u32(frame, static_cast<std::uint32_t>(text.size()));
    append(frame, as_bytes(text));
    write(frame);
  }
  /// Nothing: the node closed.
  std::optional<std::string> answer() {
    Bytes header(4);
    if (!read(header)) return std::nullopt;
    Bytes body(*read_u32(header));
    if (!read(body)) return std::nullopt;
    return to_string(body);
  }

 private:
  bool read(Bytes& into) {
    std::size_t filled = 0;
    while (filled < into.size()) {
      const auto got = ::recv(socket_, into.data() + filled, into.size() - filled, 0);
      if (got <= 0) return false;
      filled += static_cast<std::size_t>(got);
    }
    return true;
  }

  int socket_;
};

/// A node that answers every request with its own text, on a thread of its own.
class LocalApiTest : public testing::Test {
 protected:
  static constexpr std::size_t kPiece = std::size_t{1024} * 1024;

  void serve(const fs::path& socket, const LocalApi::Limits& limits = {}) {
    socket_ = socket;
    LocalApi::Handlers handlers;
    handlers.on_command = [this](engine::Command command) {
      uids_.push_back(command.uid);
      api_->answer(answers_to(std::move(command)));
    };
    handlers.on_gone = [this](engine::ClientGone) {
      if (++gone_count_ == 1) first_gone_.set_value();
    };
    handlers.on_bug = [](std::string_view what) { ADD_FAILURE() << what; };
    api_ = LocalApi::open(context_, socket, std::move(handlers), limits).value();
    thread_ = std::thread([this] { context_.run(); });
  }
  /// A long history is as many answers as that, of a piece's size each, given at once as the loop does.
  std::vector<engine::Answer> answers_to(engine::Command command) const {
    if (as_text(command.request) != "history")
      return {engine::Answer{command.client, std::move(command.request)}};
    std::vector<engine::Answer> all;
    for (std::size_t i = 0; i < pieces_; ++i) all.push_back({command.client, Bytes(kPiece, 'h')});
    return all;
  }
  /// Anew, with other limits.
  void serve_within(const LocalApi::Limits& limits) {
    stop();
    context_.restart();
    serve(folder_ / "api.sock", limits);
  }
  bool somebody_is_dropped() {
    return first_gone_.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready;
  }
  void SetUp() override { serve(folder_ / "api.sock"); }
  void TearDown() override { stop(); }
  void stop() {
    if (!thread_.joinable()) return;
    EXPECT_EQ(api_->close().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    thread_.join();
  }

  test::TemporaryFolder folder_;
  boost::asio::io_context context_;
  fs::path socket_;
  std::vector<std::uint32_t> uids_;
  std::promise<void> first_gone_;
  int gone_count_ = 0;
  std::size_t pieces_ = 100;
  std::unique_ptr<LocalApi> api_;
  std::thread thread_;
};

TEST_F(LocalApiTest, AnswersAProgramAndKnowsItsUser) {
  Program program(socket_);
  program.ask("status");
  EXPECT_EQ(program.answer(), "status");
  stop();
  EXPECT_EQ(uids_, std::vector<std::uint32_t>{::getuid()});
}

TEST_F(LocalApiTest, ItsSocketIsItsOwnersAlone) {
  EXPECT_EQ(fs::status(socket_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(LocalApiTest, AnswersManyRequestsThatCameAtOnceInTheirOrder) {
  Program program(socket_);
  for (int i = 0; i < 1'000; ++i) program.ask(std::to_string(i));
  for (int i = 0; i < 1'000; ++i) ASSERT_EQ(program.answer(), std::to_string(i));
}

TEST_F(LocalApiTest, ServesManyProgramsAtOnce) {
  std::vector<std::unique_ptr<Program>> programs;
  for (int i = 0; i < 50; ++i) programs.push_back(std::make_unique<Program>(socket_));
  for (int i = 0; i < 50; ++i) programs[i]->ask(std::to_string(i));
  for (int i = 49; i >= 0; --i) EXPECT_EQ(programs[i]->answer(), std::to_string(i));
}

TEST_F(LocalApiTest, ALongRequestPassesAndATooLongOneEndsTheConnection) {
  Program program(socket_);
  const std::string longest(LocalApi::kLongestRequest, 'x');
  std::thread writer([&] { program.ask(longest); });
  EXPECT_EQ(program.answer(), longest);
  writer.join();
  Bytes header;
  append_u32(header, LocalApi::kLongestRequest + 1);
  program.write(header);
  EXPECT_EQ(program.answer(), std::nullopt);
}

TEST_F(LocalApiTest, AProgramThatGoesIsReported) {
  {
    Program program(socket_);
    program.write(Bytes{0, 0});
  }
  EXPECT_EQ(first_gone_.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST_F(LocalApiTest, AnAnswerToAProgramThatIsGoneIsDropped) {
  api_->answer({{engine::ClientId{99}, Bytes{1}}});
  Program program(socket_);
  program.ask("still there");
  EXPECT_EQ(program.answer(), "still there");
}

TEST_F(LocalApiTest, GivesALongHistoryAtOnceToAProgramThatReads) {
  ASSERT_GT(pieces_ * kPiece, LocalApi::Limits().unread);
  Program program(socket_);
  program.ask("history");
  for (std::size_t i = 0; i < pieces_; ++i) ASSERT_EQ(program.answer(), std::string(kPiece, 'h')) << i;
  program.ask("still there");
  EXPECT_EQ(program.answer(), "still there");
}

TEST_F(LocalApiTest, AProgramThatDoesNotReadMuchForAWhileIsDroppedAndOneThatHasLittleLeftIsNot) {
  pieces_ = 8;
  serve_within({.unread = 4 * kPiece, .stall = Duration(20), .look = Duration(5)});
  Program idle(socket_);
  Program little(socket_);
  const std::string fits(kPiece, 'f');
  little.ask(fits);
  idle.ask("history");
  EXPECT_TRUE(somebody_is_dropped());
  EXPECT_EQ(little.answer(), fits);
}

TEST_F(LocalApiTest, AProgramIsDroppedAtOnceWhereMoreWaitsThanANodeHasMemoryFor) {
  serve_within({.most_unread = 4 * kPiece});
  Program program(socket_);
  program.ask("history");
  EXPECT_TRUE(somebody_is_dropped());
}

TEST_F(LocalApiTest, ClosingEndsEveryConnection) {
  Program program(socket_);
  program.ask("a");
  EXPECT_EQ(program.answer(), "a");
  stop();
  EXPECT_EQ(program.answer(), std::nullopt);
  EXPECT_FALSE(fs::exists(socket_));
}

TEST_F(LocalApiTest, TakesThePlaceOfASocketThatACrashLeft) {
  stop();
  context_.restart();
  const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(left);
  ASSERT_TRUE(fs::exists(socket_));
  serve(socket_);
  Program program(socket_);
  program.ask("again");
  EXPECT_EQ(program.answer(), "again");
}

TEST_F(LocalApiTest, APathTooLongForASocketAddressWorks) {
  stop();
  const fs::path deep = fs::path(folder_.path()) / std::string(100, 'd') / std::string(100, 'e');
  fs::create_directories(deep);
  context_.restart();
  serve(deep / "api.sock");
  Program program(socket_);
  program.ask("deep");
  EXPECT_EQ(program.answer(), "deep");
}

TEST(LocalApi, AFolderThatIsNotThereIsAnError) {
  boost::asio::io_context context;
  const auto opened = LocalApi::open(context, "/nonexistent/api.sock", {});
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().is(LocalApiError::SocketUnusable));
}

}  // namespace
}  // namespace tasuki::net
