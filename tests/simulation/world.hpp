#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/book.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/invariant.hpp"
#include "tests/simulation/node.hpp"
#include "tests/simulation/office.hpp"
#include "tests/simulation/profile.hpp"
#include "tests/simulation/timeline.hpp"
#include "tests/simulation/wires.hpp"

namespace tasuki::simulation {

/// A seeded world: agencies' nodes, the network between them, the people who use them, virtual time, and
/// those who look on. The same snapshot, profile and seed give the same history, event by event.
class World {
 public:
  World(std::shared_ptr<const Snapshot> snapshot, Profile profile, std::uint64_t seed, Invariants invariants);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Timeline& timeline() { return timeline_; }
  Chance& chance() { return chance_; }
  Wires& wires() { return wires_; }
  Book& book() { return book_; }
  Counters& counters() { return counters_; }
  const Profile& profile() const { return profile_; }
  const Snapshot& snapshot() const { return *snapshot_; }

  std::size_t size() const { return nodes_.size(); }
  Node& node(std::size_t index) { return *nodes_[index]; }
  Office& office(std::size_t index) { return offices_[index]; }
  std::optional<std::size_t> node_at(const std::vector<std::string>& endpoints) const;
  std::optional<std::size_t> node_of(const AgencyId& agency) const;
  /// Of those whose process runs.
  std::vector<std::size_t> running() const;

  /// An event for a node, after a while, unless its process has gone by then.
  void later(std::size_t node, Duration after, std::function<engine::Event()> event);
  /// Its process is gone now, and comes back some time later.
  void crashed(std::size_t node, const std::string& where);
  /// Every fault ends: the network is whole, clocks are right, disks have room, everybody is back. Then time
  /// passes until nothing waits anywhere, or for as long as the program may need.
  void heal();
  bool is_quiet();
  /// Nothing may go wrong any more.
  bool is_healed() const { return is_healed_; }

  // Told by nodes and wires.
  void committed(const Commit& commit);
  void disk_replaced(const Replaced& replaced);
  void sent(std::size_t from, std::size_t to, ByteView bytes);
  void answered(std::size_t node, const proto::api::Response& response);
  /// One more fault was injected.
  void injured(const std::string& what);

  /// Counted for the summary.
  void reached(const std::string& place) { ++counters_.reached[place]; }
  void fail(const std::string& what);
  const std::vector<std::string>& failures() const { return failures_; }
  /// Goes into the history's hash, and is printed where somebody wants to read it.
  void trace(std::string_view who, std::string_view what, std::string_view more = {});
  void print_trace() { printing_ = true; }
  std::uint64_t trace_hash() const { return trace_hash_; }

  void check_before_new_lives();
  void check_at_the_end();

  /// For tests of those who look on: called behind every commit, before they see it.
  std::function<void(const Commit&)> before_looking;

 private:
  void mix(ByteView bytes);
  /// Whoever has not compared the successor's safety number yet does so.
  void verify_successor();
  /// Somebody says something about every team: a coordinator looks then whom it has not introduced.
  void change_teams();
  /// Whether any node's table has a row.
  bool is_anything(Table table);

  std::shared_ptr<const Snapshot> snapshot_;
  Profile profile_;
  Timeline timeline_;
  Chance chance_;
  Wires wires_;
  Book book_;
  Counters counters_;
  Invariants invariants_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<Office> offices_;
  std::vector<std::string> failures_;
  std::uint64_t trace_hash_ = 0xcbf29ce484222325;
  bool is_healed_ = false;
  bool printing_ = false;
};

}  // namespace tasuki::simulation
