#include "node/event_queue.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace tasuki::node {
namespace {

engine::Event frame(std::uint64_t connection, std::size_t bytes) {
  return engine::FrameReceived{engine::ConnectionId{connection}, Bytes(bytes)};
}

std::uint64_t connection_of(const engine::Event& event) {
  return static_cast<std::uint64_t>(std::get<engine::FrameReceived>(event).connection);
}

TEST(EventQueue, GivesWhatWaitsInOrderUpToTheMost) {
  EventQueue queue;
  for (std::uint64_t i = 1; i <= 3; ++i) EXPECT_TRUE(queue.push(frame(i, 1)));
  const auto first = queue.take(2, Duration::zero());
  ASSERT_EQ(first.size(), 2u);
  EXPECT_EQ(connection_of(first[0]), 1u);
  EXPECT_EQ(connection_of(first[1]), 2u);
  EXPECT_EQ(queue.take(2, Duration::zero()).size(), 1u);
  EXPECT_TRUE(queue.take(2, Duration::zero()).empty());
}

void holds_back_until_room(EventQueue::Limits limits) {
  EventQueue queue(limits);
  std::atomic<int> pushed = 0;
  std::thread producer([&] {
    for (int i = 0; i < 10; ++i, ++pushed) queue.push(frame(1, 100));
  });
  std::size_t taken = 0;
  while (taken < 10) {
    const auto events = queue.take(1, Duration(10'000));
    ASSERT_FALSE(events.empty());
    taken += events.size();
    EXPECT_LE(pushed.load(), static_cast<int>(taken) + 3);
  }
  producer.join();
}

TEST(EventQueue, GivesWhatCameTogetherTogether) {
  EventQueue queue;
  std::vector<engine::Event> together;
  for (int i = 0; i < 3; ++i) together.push_back(engine::FrameReceived{engine::ConnectionId{1}, Bytes(10)});
  EXPECT_TRUE(queue.push(std::move(together)));
  EXPECT_EQ(queue.take(10, Duration(0)).size(), 3u);
  queue.close();
  EXPECT_FALSE(queue.push(std::vector<engine::Event>(1)));
}

TEST(EventQueue, HoldsBackWhoeverPushesBeyondItsEvents) { holds_back_until_room({2, 1'000'000}); }

TEST(EventQueue, HoldsBackWhoeverPushesBeyondItsBytes) { holds_back_until_room({1'000, 150}); }

TEST(EventQueue, ClosingFreesWhoeverWaitsAndKeepsWhatCame) {
  EventQueue queue({1, 1'000});
  EXPECT_TRUE(queue.push(frame(1, 1)));
  std::thread producer([&] { EXPECT_FALSE(queue.push(frame(2, 1))); });
  queue.close();
  producer.join();
  EXPECT_FALSE(queue.is_done());
  EXPECT_EQ(queue.take(9, Duration::zero()).size(), 1u);
  EXPECT_TRUE(queue.is_done());
}

}  // namespace
}  // namespace tasuki::node
