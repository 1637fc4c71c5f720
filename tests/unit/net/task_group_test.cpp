#include "net/task_group.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include "net/limit.hpp"
#include "net/wake.hpp"

namespace tasuki::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Tasks : public testing::Test {
 protected:
  Task<> wait_for_ever() {
    const std::shared_ptr<void> at_end(nullptr, [this](void*) { ++ended_; });
    boost::asio::steady_timer timer(strand_, 1h);
    co_await timer.async_wait(kAwait);
    co_await timer.async_wait(kAwait);
  }
  static Task<> throw_a_bug() {
    throw std::logic_error("a bug");
    co_return;
  }

  /// Outlives the io_context, which destroys the tasks that are left.
  int ended_ = 0;
  boost::asio::io_context io_;
  Executor strand_ = boost::asio::make_strand(io_);
  std::vector<std::string> bugs_;
  TaskGroup group_{strand_, [this](std::string_view what) { bugs_.emplace_back(what); }};
};

TEST_F(Tasks, AreAllCancelledAndThenTheGroupIsEmpty) {
  bool empty = false;
  for (int i = 0; i < 3; ++i) group_.spawn(wait_for_ever());
  io_.poll();
  EXPECT_EQ(group_.size(), 3U);
  group_.cancel();
  group_.when_empty([&] { empty = true; });
  io_.run();
  EXPECT_EQ(ended_, 3);
  EXPECT_TRUE(empty);
  EXPECT_THAT(bugs_, IsEmpty());
}

TEST_F(Tasks, AreNotStartedAfterTheCancel) {
  group_.cancel();
  group_.spawn(wait_for_ever());
  EXPECT_EQ(group_.size(), 0U);
  bool empty = false;
  group_.when_empty([&] { empty = true; });
  EXPECT_TRUE(empty);
}

TEST_F(Tasks, ReportTheirBugsAndTakeNobodyWithThem) {
  group_.spawn(wait_for_ever());
  group_.spawn(throw_a_bug());
  io_.poll();
  EXPECT_THAT(bugs_, ElementsAre("a bug"));
  EXPECT_EQ(group_.size(), 1U);
}

TEST_F(Tasks, TakeNoLongerThanTheirLimit) {
  std::vector<bool> in_time;
  const auto nap = [this](Duration duration) -> Task<int> {
    boost::asio::steady_timer timer(strand_, duration);
    co_await timer.async_wait(kAwait);
    co_return 1;
  };
  const auto nap_within = [&](Duration limit, Duration duration) -> Task<> {
    in_time.push_back((co_await within(limit, nap(duration))).has_value());
  };
  group_.spawn(nap_within(1h, 0ms));
  io_.run();
  io_.restart();
  group_.spawn(nap_within(1ms, 1h));
  io_.run();
  EXPECT_THAT(in_time, ElementsAre(true, false));
}

TEST_F(Tasks, AreWokenByACallEvenBeforeTheyWait) {
  Wake wake(strand_);
  std::vector<bool> called;
  const auto wait = [&](Duration limit) -> Task<> { called.push_back(co_await wake.wait(limit)); };
  wake.call();
  group_.spawn(wait(1h));
  io_.run();
  io_.restart();
  group_.spawn(wait(1h));
  io_.poll();
  wake.call();
  io_.run();
  io_.restart();
  group_.spawn(wait(1ms));
  io_.run();
  EXPECT_THAT(called, ElementsAre(true, true, false));
}

}  // namespace
}  // namespace tasuki::net
