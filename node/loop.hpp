#pragma once

#include <map>
#include <vector>

#include "node/event_queue.hpp"
#include "node/rules.hpp"

namespace tasuki::node {

/// The one loop that owns the rules (design section 3): takes what waits, runs the rules for each inside one
/// transaction, commits once, and only then lets the effects go.
///
/// A commit or store that fails undoes the batch: whoever waits for one of its events is answered with the
/// reason (`disk-full`, `commit-failed`), its peers' connections are closed so that both ends begin from what
/// is on their disks, the rules forget, and the loop goes on, one event at a time until commits succeed
/// again. So it does while the disk is full, ticks by themselves, so that what only reads is answered.
class Loop {
 public:
  struct Limits {
    std::size_t batch = 256;
    Duration idle_after{200};
    Duration retry_after{1'000};
    Duration longest_sleep{60'000};
    Duration look_at_disk_every{1'000};
  };

  Loop(Store& store, Rules& rules, EventQueue& queue, const Clock& clock, Outside& outside, Upkeep& upkeep);
  Loop(Store& store, Rules& rules, EventQueue& queue, const Clock& clock, Outside& outside, Upkeep& upkeep,
       const Limits& limits);

  /// Once, before the first turn. What the rules or the store's commit say.
  Result<> start();
  /// Turns until the queue is closed and empty, or the store is found damaged.
  void run();
  /// One batch, or, after a wait in which nothing came, upkeep.
  void turn();
  /// The last commit failed.
  bool failing() const { return failing_; }
  /// A part of the store is not as it was written: `run` has ended, since whatever else is done may rest on
  /// it.
  bool store_is_damaged() const { return damaged_; }

 private:
  /// Whom a batch came from, and how many bytes of frames.
  struct Sources {
    std::vector<engine::PendingAnswer> waiting;
    std::map<engine::ConnectionId, std::size_t> connections;
  };

  Duration time_to_wait() const;
  void deal_with(std::vector<engine::Event> events);
  void look_at_the_disk(std::vector<engine::Event>& events);
  void run_batch(std::vector<engine::Event> events);
  Result<> run_rules(std::vector<engine::Event> events, engine::Effects& effects);
  void let_go(engine::Effects effects);
  void undo(const Sources& sources, const Error& error);
  static Sources sources_of(const std::vector<engine::Event>& events);

  Store& store_;
  Rules& rules_;
  EventQueue& queue_;
  const Clock& clock_;
  Outside& outside_;
  Upkeep& upkeep_;
  const Limits limits_;
  Duration wake_at_;
  Duration look_at_disk_at_;
  engine::DiskRoom told_room_;
  bool was_full_ = false;
  bool more_upkeep_ = true;
  bool failing_ = false;
  bool damaged_ = false;
};

}  // namespace tasuki::node
