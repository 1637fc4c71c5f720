#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace tasuki::net {

/// A coroutine of net. For .cpp files and net's own headers: it draws in Asio.
template <class T = void>
using Task = boost::asio::awaitable<T>;

/// Where coroutines run: always a strand, so that what they share needs no lock.
using Executor = boost::asio::any_io_executor;

/// How every asynchronous call is awaited: errors are values, a cancelled task ends by an exception.
inline constexpr auto kAwait = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace tasuki::net
