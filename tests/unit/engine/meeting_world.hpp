#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/desk.hpp"
#include "proto/api.pb.h"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

class MeetingWorld;

/// One agency's links and pairings over a store in memory: every event is a commit of its own, and nothing it
/// does leaves before the commit. Can be made to die at any commit, before it, right after it, or between its
/// effects.
class MeetingNode {
 public:
  MeetingNode(MeetingWorld& world, const std::string& name, std::uint64_t seed);

  AgencyId agency() const { return created_.agency; }
  const std::string& name() const { return name_; }
  std::string endpoint() const { return name_ + ":7710"; }
  bool is_running() const { return desk_ != nullptr; }
  engine::Desk& desk() { return *desk_; }
  MemoryStore& store() { return store_; }
  SeededRandom& random() { return random_; }

  void start();
  void kill();

  /// Runs `work` in a transaction of its own, then carries out what it wanted.
  void run(const std::function<void(engine::Turn&)>& work);
  void push(engine::Event event) { waiting_.push_back(std::move(event)); }
  bool step();

  static engine::PassphraseKey administrator_key();
  /// A request by the administrator; the answers gather in `answers`.
  void ask(proto::api::Request request);
  std::vector<proto::api::Response> answers;

  /// Dies at this commit, counted from 1 since `die_at`: before it, or after it and so many of its effects.
  struct Death {
    std::size_t commit;
    bool before;
    std::size_t effects;
  };
  void die_at(Death death);
  std::size_t commits() const { return commits_; }
  /// How many effects each commit since `die_at` had.
  const std::vector<std::size_t>& effects_of_commits() const { return effects_of_commits_; }
  bool has_died() const { return has_died_; }

  /// Reads the store outside of any event.
  template <class Read>
  auto read(Read&& read) {
    auto result = read(store_.begin());
    store_.rollback();
    return result;
  }

 private:
  void handle(engine::Turn& turn, engine::Event& event);
  void carry_out(engine::Effects effects);

  MeetingWorld& world_;
  std::string name_;
  SeededRandom random_;
  MemoryStore store_;
  engine::CreatedAgency created_;
  std::unique_ptr<engine::Desk> desk_;
  std::deque<engine::Event> waiting_;
  std::optional<Death> death_;
  std::size_t commits_ = 0;
  std::vector<std::size_t> effects_of_commits_;
  bool has_died_ = false;
};

/// Nodes and a network whose handshakes are the pre-shared key alone: equal keys make a link.
class MeetingWorld {
 public:
  MeetingNode& add(const std::string& name);
  MeetingNode& node(const std::string& name) { return *nodes_.at(name); }
  ManualClock& clock() { return clock_; }

  /// Until nothing waits; time stands still.
  void settle();
  /// Until `done`, at most for so long. Dead nodes come back after a second. False: never.
  bool run_until(const std::function<bool()>& done, Duration longest);
  void cut_all_links();
  std::size_t links_up() const;

  /// Where links are refused, by the names of the two: nobody listens, or nothing arrives.
  bool is_parted = false;
  /// Called after each event that a node handled; when set, nodes are stepped in random order.
  std::function<void()> on_step;
  void seed(std::uint64_t seed) { random_ = SeededRandom(seed); }

  /// May change or lose (false) a frame on its way.
  std::function<bool(MeetingNode& from, Bytes& frame)> on_frame;

 private:
  friend class MeetingNode;
  struct Link {
    MeetingNode* initiator;
    MeetingNode* responder;
    engine::Dial dial;
    bool up = false;
  };

  void dial(MeetingNode& from, engine::Dial dial);
  void answer(engine::PskAnswer answer);
  void deliver(MeetingNode& from, engine::SendFrame frame);
  void cut(std::uint64_t number);
  void cut_links_of(MeetingNode& node);
  bool advance(Duration until);
  bool step_any();

  /// A link's ends are numbered 2n (initiator) and 2n + 1.
  static engine::ConnectionId end_of(std::uint64_t link, bool initiator) {
    return engine::ConnectionId{2 * link + (initiator ? 0 : 1)};
  }

  ManualClock clock_;
  SeededRandom random_{99};
  std::map<std::string, std::unique_ptr<MeetingNode>> nodes_;
  std::map<std::uint64_t, Link> links_;
  std::uint64_t next_link_ = 1;
};

}  // namespace tasuki::test
