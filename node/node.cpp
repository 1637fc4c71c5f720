#include "node/node.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <thread>
#include <typeinfo>

#include "core/engine/identity.hpp"
#include "node/alert_hook.hpp"
#include "node/backups.hpp"
#include "node/disk_room.hpp"
#include "node/event_queue.hpp"
#include "node/failure.hpp"
#include "node/loop.hpp"
#include "node/store_upkeep.hpp"
#include "node/system_random.hpp"
#include "node/wiring.hpp"

namespace tasuki::node {

namespace {

/// A test clock jumps: the rules look at it often.
constexpr Duration kTestClockTick{200};
/// How long peers and programs are given to be told good-bye.
constexpr std::chrono::seconds kFarewell{4};

void log_bug(std::string_view what) { spdlog::error("a task ended by an exception: {}", what); }

Result<crypto::DhKey> transport_key(Store& store) {
  try {
    auto identity = engine::load_identity(store.begin());
    store.rollback();
    if (!identity) return identity.error();
    return std::move(identity->transport_key);
  } catch (const StoreFault& fault) {
    store.rollback();
    return Error(storage::StorageError::StoreDamaged, fault.what());
  }
}

/// Nothing is repaired here: what does not read may still be read elsewhere.
Exit end_of_damaged_store() {
  const Failure failure = failure_of_node(storage::StorageError::StoreDamaged);
  std::cerr << "tasukid: " << failure.sentence << "\n";
  return failure.exit;
}

Loop::Limits loop_limits(const engine::Settings& settings) {
  Loop::Limits limits;
  if (settings.test_clock) limits.longest_sleep = kTestClockTick;
  return limits;
}

}  // namespace

/// In the order of construction: what comes later uses what comes earlier.
struct Node::Parts {
  std::filesystem::path folder;
  std::unique_ptr<storage::SqlcipherStore> store;
  boost::asio::io_context io{1};
  SystemRandom random;
  EventQueue queue;
  Deriver deriver{[this](engine::Derived derived) { queue.push(std::move(derived)); }};
  std::unique_ptr<net::LocalApi> programs;
  std::unique_ptr<net::PeerTransport> peers;
  std::unique_ptr<Backups> backups;
  std::unique_ptr<AlertHook> alerts;
  std::unique_ptr<StoreUpkeep> upkeep;
  std::unique_ptr<EngineRules> rules;
  std::unique_ptr<Wiring> wiring;
  std::unique_ptr<Loop> loop;

  Parts(std::filesystem::path home, std::unique_ptr<storage::SqlcipherStore> opened)
      : folder(std::move(home)), store(std::move(opened)) {}

  Result<> open_programs(const std::filesystem::path& socket) {
    net::LocalApi::Handlers handlers;
    handlers.on_command = [this](engine::Command command) { queue.push(std::move(command)); };
    handlers.on_gone = [this](engine::ClientGone gone) { queue.push(gone); };
    handlers.on_bug = log_bug;
    TRY(programs, net::LocalApi::open(io, socket, std::move(handlers)));
    return {};
  }

  void open_backups(const storage::HomeLayout& home, storage::StoreKey key) {
    backups = std::make_unique<Backups>(
        home, std::move(key),
        [this](engine::Answer answer) {
          std::vector<engine::Answer> one;
          one.push_back(std::move(answer));
          programs->answer(std::move(one));
        },
        [folder = home.folder] { return disk_room(folder); });
  }

  /// Gives the endpoint that it listens on.
  Result<std::string> open_peers(const std::string& listen) {
    TRY(auto key, transport_key(*store));
    peers = std::make_unique<net::PeerTransport>(
        io, std::make_shared<const crypto::DhKey>(std::move(key)), random,
        [this](std::vector<engine::Event> events) { queue.push(std::move(events)); }, log_bug);
    if (listen.empty()) return std::string();
    return peers->listen(listen);
  }

  Result<> open_loop(const Clock& clock, engine::Settings settings) {
    const auto limits = loop_limits(settings);
    upkeep = std::make_unique<StoreUpkeep>(*store, folder);
    rules = std::make_unique<EngineRules>(engine::Engine(clock, random, std::move(settings)));
    wiring = std::make_unique<Wiring>(*programs, *peers, deriver, *backups, *alerts);
    loop = std::make_unique<Loop>(*store, *rules, queue, clock, *wiring, *upkeep, limits);
    return loop->start();
  }

  /// The loop's thread: the rules until the queue closes, then good-bye to everybody.
  void run_loop() {
    loop->run();
    queue.close();
    auto programs_closed = programs->close();
    auto peers_closed = peers->stop();
    const auto limit = std::chrono::steady_clock::now() + kFarewell;
    programs_closed.wait_until(limit);
    peers_closed.wait_until(limit);
    io.stop();
  }
};

Result<std::unique_ptr<Node>> Node::build(std::unique_ptr<storage::SqlcipherStore> store,
                                          const storage::HomeLayout& home, storage::StoreKey key,
                                          const Clock& clock, engine::Settings settings,
                                          const Outwards& outwards) {
  auto parts = std::make_unique<Parts>(home.folder, std::move(store));
  TRY(settings.listening, parts->open_peers(outwards.listen));
  TRY_VOID(parts->open_programs(home.socket()));
  parts->open_backups(home, std::move(key));
  parts->alerts = std::make_unique<AlertHook>(outwards.on_alert);
  TRY_VOID(parts->open_loop(clock, std::move(settings)));
  return std::unique_ptr<Node>(new Node(std::move(parts)));
}

Node::Node(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Node::~Node() = default;

Exit Node::run(const std::function<void()>& ready) {
  Parts& parts = *parts_;
  Exit exit = Exit::Done;
  boost::asio::signal_set signals(parts.io, SIGTERM, SIGINT, SIGHUP);
  signals.async_wait([&](const boost::system::error_code&, int signal) {
    spdlog::info("signal {}: stopping", signal);
    parts.queue.close();
  });
  std::thread loop([&] {
    try {
      parts.run_loop();
      if (parts.loop->store_is_damaged()) exit = end_of_damaged_store();
    } catch (const std::exception& bug) {
      spdlog::critical("the loop ended by an exception: {}", typeid(bug).name());
      exit = Exit::Bug;
      parts.io.stop();
    }
  });
  ready();
  parts.io.run();
  parts.queue.close();
  loop.join();
  return exit;
}

}  // namespace tasuki::node
