#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "core/engine/event.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/network.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

/// A computer in a simulated world: a disk (a store in memory), randomness of its own, a queue of events, and
/// a process that handles them, which may die and come back. What the process is, a derived class says.
/// Nothing it does reaches the network before its commit has succeeded.
class Machine {
 public:
  Machine(Network& network, std::string name, std::uint64_t seed);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  virtual ~Machine() = default;

  const std::string& name() const { return name_; }
  std::string endpoint() const { return host_ + ":7710"; }
  /// Another address, from the next start on.
  void move_to(std::string host) { host_ = std::move(host); }
  MemoryStore& store() { return store_; }
  SeededRandom& random() { return random_; }
  /// The key its handshakes show.
  virtual crypto::DhPublicKey transport_key() const = 0;

  virtual bool running() const = 0;
  virtual void start() = 0;
  /// The process is gone, with everything that was not committed.
  void kill();

  /// Nothing reaches a machine whose process is gone.
  void push(engine::Event event);
  bool idle() const { return waiting_.empty(); }
  /// Handles what waits as one batch: one commit. False where nothing waited.
  bool step();

  /// Where the process dies: at this commit, counted from 1 since `die_at`, before it, or after it and so
  /// many of its effects.
  struct Death {
    std::size_t commit;
    bool before;
    std::size_t effects;
  };
  void die_at(Death death);
  void spare() { death_.reset(); }
  bool has_died() const { return has_died_; }
  std::size_t commits() const { return commits_; }
  /// How many effects each commit since `die_at` or `forget_commits` had; wakes left out.
  const std::vector<std::size_t>& effects_of_commits() const { return effects_of_commits_; }
  void forget_commits() { effects_of_commits_.clear(); }
  /// As the last wake said.
  Duration wake_at() const { return wake_at_; }
  void ticked() { wake_at_ = Duration::max(); }

 protected:
  /// As many of the waiting events as the process takes at once.
  virtual std::size_t batch() const { return waiting_.size(); }
  virtual void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) = 0;
  virtual void finish(Transaction&, engine::Effects&) {}
  virtual void commit_failed() {}
  virtual void lose_process() = 0;
  virtual void answered(engine::Answer answer) = 0;

  /// Runs `work` in a transaction of its own, commits, and carries out what it wanted.
  void commit(const std::function<void(Transaction&, engine::Effects&)>& work);

 private:
  void carry_out(engine::Effects effects);
  void carry_out_one(engine::Effect& effect);
  void derive(const engine::Derive& job);

  Network& network_;
  std::string name_;
  std::string host_;
  SeededRandom random_;
  MemoryStore store_;
  std::deque<engine::Event> waiting_;
  std::optional<Death> death_;
  bool has_died_ = false;
  std::size_t commits_ = 0;
  std::vector<std::size_t> effects_of_commits_;
  Duration wake_at_ = Duration::max();
};

}  // namespace tasuki::test
