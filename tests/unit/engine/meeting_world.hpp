#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/desk.hpp"
#include "proto/api.pb.h"
#include "tests/support/machine.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/prepared_agency.hpp"

namespace tasuki::test {

class MeetingWorld;

/// One agency's links and pairings without the rest of the engine: a desk that a test can look at and work
/// on. Every event is a commit of its own.
class MeetingNode final : public Machine {
 public:
  MeetingNode(MeetingWorld& world, const std::string& name, std::uint64_t seed);

  AgencyId agency() const { return created_.agency; }
  engine::Desk& desk() { return *desk_; }
  crypto::DhPublicKey transport_key() const override { return transport_key_; }

  bool running() const override { return desk_ != nullptr; }
  void start() override;
  /// Runs `work` in a transaction of its own, then carries out what it wanted.
  void run(const std::function<void(engine::Turn&)>& work);

  static engine::PassphraseKey administrator_key();
  /// A request by the administrator; the answers gather in `answers`.
  void ask(proto::api::Request request);
  std::vector<proto::api::Response> answers;

  /// Reads the store outside of any event.
  template <class Read>
  auto read(Read&& read) {
    auto result = read(store().begin());
    store().rollback();
    return result;
  }

 private:
  std::size_t batch() const override { return 1; }
  void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) override;
  void lose_process() override { desk_.reset(); }
  void answered(engine::Answer answer) override;

  MeetingWorld& world_;
  engine::CreatedAgency created_;
  crypto::DhPublicKey transport_key_;
  std::unique_ptr<engine::Desk> desk_;
};

/// Nodes with one clock.
class MeetingWorld : public Network {
 public:
  MeetingNode& add(const std::string& name);
  ManualClock& clock() { return clock_; }

  /// Until nothing waits; time stands still.
  void settle();
  /// Until `done`, at most for so long. Dead nodes come back after a second. False: never.
  bool run_until(const std::function<bool()>& done, Duration longest);

  /// Called after each event that a node handled; when set, nodes are stepped in random order.
  std::function<void()> on_step;
  void seed(std::uint64_t seed) { random_ = SeededRandom(seed); }

 private:
  bool advance(Duration until);
  bool step_any();

  ManualClock clock_;
  SeededRandom random_{99};
  std::map<std::string, std::unique_ptr<MeetingNode>> nodes_;
};

}  // namespace tasuki::test
