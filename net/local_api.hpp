#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "core/engine/event.hpp"

namespace boost::asio {
class io_context;
}

namespace tasuki::net {

enum class LocalApiError {
  /// The socket could not be made; `detail` is the system's error number.
  SocketUnusable,
};
std::string_view error_name(LocalApiError error);

/// The Unix-domain socket at which programs talk to the node: frames as the header of proto/api.proto says.
/// A frame longer than kLongestRequest, or one that ends early, ends its connection; so does a program that
/// does not read what it asked for. All that answers one request is given at once, however much it is: what
/// tells a program that reads from one that does not is whether it gets on.
class LocalApi {
 public:
  static constexpr std::size_t kLongestRequest = 2 * 1024 * 1024;
  static constexpr std::size_t kMostClients = 256;

  /// Answers that wait for one program. Tests make them smaller.
  struct Limits {
    /// More ends the connection once the program has read nothing for `stall`.
    std::size_t unread = std::size_t{64} * 1024 * 1024;
    Duration stall = std::chrono::minutes(10);
    /// More ends it at once: many years of an agency's history are less.
    std::size_t most_unread = std::size_t{1024} * 1024 * 1024;
    /// How often `stall` is looked at.
    Duration look = std::chrono::seconds(1);
  };

  /// Called on the context's thread. They may wait: the programs then wait too.
  struct Handlers {
    std::function<void(engine::Command)> on_command;
    std::function<void(engine::ClientGone)> on_gone;
    /// A task of the socket's ended by an exception that nobody foresaw.
    std::function<void(std::string_view what)> on_bug;
  };

  /// Listens from now on, on `context`, which one thread runs and which outlives this.
  static Result<std::unique_ptr<LocalApi>> open(boost::asio::io_context& context,
                                                const std::filesystem::path& socket, Handlers handlers);
  static Result<std::unique_ptr<LocalApi>> open(boost::asio::io_context& context,
                                                const std::filesystem::path& socket, Handlers handlers,
                                                const Limits& limits);
  /// After the context has stopped, or on its thread.
  ~LocalApi();

  /// From any thread. Answers to programs that are gone are dropped.
  void answer(std::vector<engine::Answer> answers);
  /// From any thread: takes no more programs and closes what is open, once what was answered is written or
  /// half a second is over. No command comes once the future is ready.
  std::future<void> close();

 private:
  struct State;
  explicit LocalApi(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace tasuki::net
