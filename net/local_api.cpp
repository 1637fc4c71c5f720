#include "net/local_api.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <deque>
#include <map>

#include "net/frame_splitter.hpp"
#include "net/local_socket.hpp"
#include "net/task_group.hpp"
#include "net/wake.hpp"

namespace tasuki::net {

namespace {

using boost::asio::local::stream_protocol;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kReadAtOnce = 64 * 1024;
constexpr std::size_t kWriteAtOnce = 64;
/// Bytes after which a program is seen to get on.
constexpr std::size_t kWritePart = 64 * 1024;
constexpr Duration kPatience{60'000};
constexpr Duration kAfterFailedAccept{100};
constexpr Duration kFarewell{500};

}  // namespace

std::string_view error_name(LocalApiError error) {
  switch (error) {
    case LocalApiError::SocketUnusable:
      return "socket-unusable";
  }
  return "local-api-unknown";
}

struct LocalApi::State : std::enable_shared_from_this<LocalApi::State> {
  struct Client {
    Client(engine::ClientId number, std::uint32_t user, stream_protocol::socket connection)
        : id(number), uid(user), socket(std::move(connection)), written(socket.get_executor()) {}
    const engine::ClientId id;
    const std::uint32_t uid;
    stream_protocol::socket socket;
    std::deque<Bytes> unread;
    std::size_t unread_bytes = 0;
    /// When the program last took something, or had nothing left to take.
    SteadyTime moved_at = SteadyTime::clock::now();
    Wake written;
  };

  State(boost::asio::io_context& io, std::filesystem::path socket, stream_protocol::acceptor listening,
        Handlers given, const Limits& set)
      : context(io),
        path(std::move(socket)),
        acceptor(std::move(listening)),
        handlers(std::move(given)),
        limits(set),
        tasks(io.get_executor(), handlers.on_bug) {}

  Task<> accept();
  Task<> look();
  Task<> read(std::shared_ptr<Client> client);
  Task<> write(std::shared_ptr<Client> client);
  void welcome(stream_protocol::socket socket);
  bool take_frames(Client& client, FrameSplitter& frames);
  void give(engine::Answer answer);
  void drop(Client& client);
  void close(std::shared_ptr<std::promise<void>> closed);

  boost::asio::io_context& context;
  const std::filesystem::path path;
  stream_protocol::acceptor acceptor;
  Handlers handlers;
  const Limits limits;
  TaskGroup tasks;
  std::map<engine::ClientId, std::shared_ptr<Client>> clients;
  std::uint64_t last_client = 0;
  bool closing = false;
};

Task<> LocalApi::State::accept() {
  const auto self = shared_from_this();
  while (acceptor.is_open()) {
    auto [failed, socket] = co_await acceptor.async_accept(kAwait);
    if (!failed) {
      welcome(std::move(socket));
      continue;
    }
    boost::asio::steady_timer pause(context, kAfterFailedAccept);  // no descriptors left, most likely
    co_await pause.async_wait(kAwait);
  }
}

void LocalApi::State::welcome(stream_protocol::socket socket) {
  const auto uid = peer_uid(socket);
  if (!uid || clients.size() >= kMostClients) return;
  const engine::ClientId id{++last_client};
  const auto client = std::make_shared<Client>(id, *uid, std::move(socket));
  clients.emplace(id, client);
  tasks.spawn(read(client));
  tasks.spawn(write(client));
}

Task<> LocalApi::State::read(std::shared_ptr<Client> client) {
  const auto self = shared_from_this();
  FrameSplitter frames(kLongestRequest);
  Bytes buffer(kReadAtOnce);
  while (take_frames(*client, frames)) {
    const auto [failed, size] = co_await client->socket.async_read_some(boost::asio::buffer(buffer), kAwait);
    if (failed) break;
    frames.feed(ByteView(buffer).first(size));
    sodium_memzero(buffer.data(), size);
  }
  drop(*client);
}

bool LocalApi::State::take_frames(Client& client, FrameSplitter& frames) {
  while (auto frame = frames.next()) {
    if (closing) return false;
    handlers.on_command({client.id, client.uid, std::move(*frame)});
  }
  return !frames.is_too_long();
}

Task<> LocalApi::State::write(std::shared_ptr<Client> client) {
  const auto self = shared_from_this();
  while (client->socket.is_open()) {
    if (client->unread.empty()) {
      co_await client->written.wait(kPatience);
      continue;
    }
    std::vector<boost::asio::const_buffer> buffers;
    std::size_t count = 0;
    for (; count < client->unread.size() && count < kWriteAtOnce; ++count) {
      buffers.emplace_back(boost::asio::buffer(client->unread[count]));
    }
    const auto on_part = [client](const boost::system::error_code& error, std::size_t) -> std::size_t {
      client->moved_at = SteadyTime::clock::now();
      return error ? 0 : kWritePart;
    };
    const auto [failed, size] = co_await boost::asio::async_write(client->socket, buffers, on_part, kAwait);
    if (failed) break;
    client->unread_bytes -= size;
    client->unread.erase(client->unread.begin(), client->unread.begin() + static_cast<std::ptrdiff_t>(count));
  }
  drop(*client);
}

void LocalApi::State::give(engine::Answer answer) {
  const auto found = clients.find(answer.client);
  if (found == clients.end()) return;
  Client& client = *found->second;
  Bytes frame;
  frame.reserve(4 + answer.response.size());
  append_u32(frame, static_cast<std::uint32_t>(answer.response.size()));
  append(frame, answer.response);
  if (client.unread.empty()) client.moved_at = SteadyTime::clock::now();
  client.unread_bytes += frame.size();
  client.unread.push_back(std::move(frame));
  client.written.call();
  if (client.unread_bytes > limits.most_unread) drop(client);
}

Task<> LocalApi::State::look() {
  const auto self = shared_from_this();
  boost::asio::steady_timer timer(context);
  while (acceptor.is_open()) {
    timer.expires_after(limits.look);
    co_await timer.async_wait(kAwait);
    const auto stalled_since = SteadyTime::clock::now() - limits.stall;
    std::vector<std::shared_ptr<Client>> idle;
    for (const auto& [id, client] : clients) {
      if (client->unread_bytes > limits.unread && client->moved_at <= stalled_since) idle.push_back(client);
    }
    for (const auto& client : idle) drop(*client);
  }
}

void LocalApi::State::drop(Client& client) {
  boost::system::error_code ignored;
  client.socket.close(ignored);
  client.written.call();
  if (clients.erase(client.id) > 0 && !closing) handlers.on_gone({client.id});
}

Result<std::unique_ptr<LocalApi>> LocalApi::open(boost::asio::io_context& context,
                                                 const std::filesystem::path& socket, Handlers handlers) {
  return open(context, socket, std::move(handlers), Limits());
}

Result<std::unique_ptr<LocalApi>> LocalApi::open(boost::asio::io_context& context,
                                                 const std::filesystem::path& socket, Handlers handlers,
                                                 const Limits& limits) {
  auto acceptor = listen_locally(context.get_executor(), socket);
  if (!acceptor) return Error(LocalApiError::SocketUnusable, std::to_string(errno));
  auto state = std::make_shared<State>(context, socket, std::move(*acceptor), std::move(handlers), limits);
  state->tasks.spawn(state->accept());
  state->tasks.spawn(state->look());
  return std::unique_ptr<LocalApi>(new LocalApi(std::move(state)));
}

LocalApi::LocalApi(std::shared_ptr<State> state) : state_(std::move(state)) {}

LocalApi::~LocalApi() { state_->tasks.cancel(); }

void LocalApi::answer(std::vector<engine::Answer> answers) {
  boost::asio::post(state_->context, [state = state_, answers = std::move(answers)]() mutable {
    for (auto& answer : answers) state->give(std::move(answer));
  });
}

void LocalApi::State::close(std::shared_ptr<std::promise<void>> closed) {
  closing = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  std::filesystem::remove(path, ignored);
  const bool all_read = std::all_of(clients.begin(), clients.end(),
                                    [](const auto& client) { return client.second->unread.empty(); });
  const auto timer =
      std::make_shared<boost::asio::steady_timer>(context, all_read ? Duration::zero() : kFarewell);
  timer->async_wait([self = shared_from_this(), timer, closed](auto) {
    self->tasks.cancel();
    self->tasks.when_empty([self, closed] {
      self->clients.clear();
      closed->set_value();
    });
  });
}

std::future<void> LocalApi::close() {
  auto closed = std::make_shared<std::promise<void>>();
  auto future = closed->get_future();
  boost::asio::post(state_->context, [state = state_, closed] { state->close(closed); });
  return future;
}

}  // namespace tasuki::net
