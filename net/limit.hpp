#pragma once

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <optional>

#include "core/base/clock.hpp"
#include "net/task.hpp"

namespace tasuki::net {

/// What `operation` gives; nothing when it took longer than `limit`, and it is cancelled then.
template <class T>
Task<std::optional<T>> within(Duration limit, Task<T> operation) {
  using namespace boost::asio::experimental::awaitable_operators;
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, limit);
  auto first = co_await (std::move(operation) || timer.async_wait(kAwait));
  if (first.index() == 1) co_return std::nullopt;
  co_return std::get<0>(std::move(first));
}

}  // namespace tasuki::net
