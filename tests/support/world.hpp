#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.hpp"
#include "tests/support/machine.hpp"
#include "tests/support/manual_clock.hpp"

namespace tasuki::test {

class World;

/// One agency's node in a simulated world: the real engine, with a clock of its own. Handles what waits in
/// batches, one commit each.
class WorldNode final : public Machine {
 public:
  WorldNode(World& world, std::string name, std::uint64_t seed);

  ManualClock& clock() { return clock_; }
  crypto::DhPublicKey transport_key() const override { return transport_key_; }
  /// Set by whoever made the agency.
  void set_transport_key(const crypto::DhPublicKey& key) { transport_key_ = key; }
  engine::Settings& settings() { return settings_; }

  /// Runs `work` in a transaction of its own and commits: for what `tasukid init` does.
  void prepare(const std::function<void(Transaction&)>& work);
  bool running() const override { return engine_ != nullptr; }
  void start() override;

  /// Sends a proto.api.Request, runs the world until it is quiet, gives the responses' bytes.
  std::vector<Bytes> call(Bytes request, std::uint32_t uid = 1000);
  /// Sends it without running anything; the answers gather under the number returned.
  engine::ClientId post(Bytes request, std::uint32_t uid = 1000);
  std::vector<Bytes>& answers(engine::ClientId client) { return answers_[client]; }

 private:
  void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) override;
  void finish(Transaction& transaction, engine::Effects& effects) override;
  void commit_failed() override { engine_->forget(); }
  void lose_process() override { engine_.reset(); }
  void answered(engine::Answer answer) override;

  World& world_;
  ManualClock clock_;
  engine::Settings settings_;
  crypto::DhPublicKey transport_key_;
  std::unique_ptr<engine::Engine> engine_;
  std::map<engine::ClientId, std::vector<Bytes>> answers_;
  std::uint64_t next_client_ = 1;
};

/// Some nodes and the network between them.
class World : public Network {
 public:
  explicit World(std::uint64_t seed = 1) : seed_(seed) {}

  WorldNode& add(const std::string& name);
  WorldNode& node(const std::string& name) { return *nodes_.at(name); }

  /// Steps nodes in turn until nothing waits anywhere.
  void settle();
  /// Moves every clock forward, ticking nodes whose wake has come, in steps of at most `grain`.
  void pass(Duration time, Duration grain = std::chrono::seconds(1));

 private:
  std::uint64_t seed_;
  std::map<std::string, std::unique_ptr<WorldNode>> nodes_;
};

}  // namespace tasuki::test
