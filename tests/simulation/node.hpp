#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/engine/engine.hpp"
#include "core/engine/identity.hpp"
#include "tests/simulation/skewed_clock.hpp"
#include "tests/simulation/snapshot.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::simulation {

class World;

/// One batch that a node has committed, before anything of it is let go.
struct Commit {
  std::size_t node;
  const engine::Effects& effects;
  const std::vector<test::MemoryStore::Write>& writes;
};

/// A node's disk is another one than it was.
struct Replaced {
  std::size_t node;
  test::MemoryStore& dead;  ///< As it was at the last.
};

/// Where a process dies: so many commits from now, before that commit, or after it and so many of its
/// effects.
struct Death {
  std::size_t commits;
  bool before;
  std::size_t effects;
};

/// An agency's computer: a disk, a clock, and a process that runs the real engine as the node's loop does:
/// batches of events, a commit each, and only then the effects. The process dies and comes back; the disk
/// keeps what was committed.
class Node {
 public:
  Node(World& world, std::size_t index, const PreparedAgency& prepared, Time start, std::uint64_t seed);
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();

  std::size_t index() const { return index_; }
  const std::string& name() const { return name_; }
  const AgencyId& agency() const { return agency_; }
  const crypto::DhPublicKey& transport_key() const { return transport_key_; }
  std::string endpoint() const { return name_ + ":7710"; }
  test::MemoryStore& store() { return store_; }
  SkewedClock& clock() { return clock_; }

  bool running() const { return engine_ != nullptr; }
  /// Another number after every start and every death.
  std::uint64_t life() const { return life_; }
  void start();
  void kill();
  void die_soon(Death death) { death_ = death; }
  void spare() { death_.reset(); }
  /// So many commits from now on fail.
  void fill_disk(std::size_t commits) { full_for_ = commits; }
  /// Until it is told otherwise, the process handles nothing: suspended, swapped out, starved.
  void freeze(bool frozen);
  /// Nothing reaches a process that is gone.
  void push(engine::Event event);
  /// What its configuration says about keeping envelopes for others, from the next start on.
  void set_carry(std::optional<bool> carry) { carry_ = carry; }
  /// The clock has been changed: timers are due at another moment.
  void clock_changed() { plan_tick(); }

  /// Changes the disk behind the process's back, as a bug of its own might; those who look on see the commit.
  void tamper(const std::function<void(Transaction&)>& work);
  /// The process is gone, and its disk is another one.
  void replace_disk(const test::MemoryStore& disk);
  /// What `tasukid restore` does to the disk of a process that is gone: a new life, under new keys.
  void begin_new_life();
  std::uint32_t incarnation() const { return incarnation_; }
  /// Its keys, of every life that it has had, by incarnation.
  const std::map<std::uint32_t, engine::Identity>& lives() const { return lives_; }
  /// Whether its process, as it is configured now, keeps envelopes for others.
  bool carries() const { return carry_.value_or(carries_by_kind_); }
  /// Reads what is committed, and writes nothing.
  template <class Work>
  auto look(Work&& work) {
    struct Closing {
      test::MemoryStore& store;
      ~Closing() { store.rollback(); }
    } closing{store_};
    return work(store_.begin());
  }

 private:
  using Events = std::vector<engine::Event>;
  /// Its keys, as they lie on the disk.
  void read_identity();
  void plan_step();
  void plan_tick();
  void step();
  void run(Events events);
  /// False: the process died, or the disk did not take it.
  bool commit(engine::Effects& effects);
  void handle(Transaction& transaction, engine::Event event, engine::Effects& effects);
  void undo(const Events& sources);
  void carry_out(engine::Effects effects);
  void carry_out_one(engine::Effect& effect);
  void derive(const engine::Derive& job);
  /// Whether this commit is where the process dies.
  std::optional<Death> death_of_this_commit();
  Events take_batch();

  World& world_;
  std::size_t index_;
  std::string name_;
  AgencyId agency_;
  crypto::DhPublicKey transport_key_;
  test::MemoryStore store_;
  test::SeededRandom random_;
  SkewedClock clock_;
  std::unique_ptr<engine::Engine> engine_;
  std::deque<engine::Event> waiting_;
  std::optional<bool> carry_;
  std::uint32_t incarnation_ = 0;
  std::map<std::uint32_t, engine::Identity> lives_;
  bool carries_by_kind_ = false;
  std::optional<Death> death_;
  std::size_t full_for_ = 0;
  bool failing_ = false;
  bool frozen_ = false;
  bool step_planned_ = false;
  std::uint64_t life_ = 0;
  Duration wake_at_{0};
  std::uint64_t tick_plan_ = 0;
};

}  // namespace tasuki::simulation
