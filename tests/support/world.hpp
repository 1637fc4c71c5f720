#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

class World;

/// One agency's node in a simulated world: the real engine over a store in memory, with a clock and
/// randomness of its own. Nothing it does reaches the world before its commit succeeded.
class WorldNode {
 public:
  WorldNode(World& world, std::string name, std::uint64_t seed);

  const std::string& name() const { return name_; }
  ManualClock& clock() { return clock_; }
  MemoryStore& store() { return store_; }
  SeededRandom& random() { return random_; }
  bool running() const { return engine_ != nullptr; }

  /// Runs `work` in a transaction of its own and commits: for what `tasukid init` does.
  void prepare(const std::function<void(Transaction&)>& work);
  void start();
  /// The process is gone, with everything that was not committed.
  void kill();

  void push(engine::Event event) { waiting_.push_back(std::move(event)); }
  bool idle() const { return waiting_.empty(); }
  /// Handles what waits as one batch: one commit. False where nothing waited.
  bool step();
  /// Where the process dies, counted over the node's life: before the n-th commit, or before the n-th effect
  /// of it.
  struct Death {
    std::size_t commit = 0;
    std::size_t effects_done = 0;
    bool before_commit = true;
  };
  void die_at(Death death) { death_ = death; }
  void spare() { death_.reset(); }
  std::size_t commits() const { return commits_; }
  /// Told how many effects each commit has, wakes left out.
  std::function<void(std::size_t effects)> on_commit;

  /// Sends a proto.api.Request, runs the world until it is quiet, gives the responses' bytes.
  std::vector<Bytes> call(Bytes request, std::uint32_t uid = 1000);
  /// Sends it without running anything; the answers gather under the number returned.
  engine::ClientId post(Bytes request, std::uint32_t uid = 1000);
  std::vector<Bytes>& answers(engine::ClientId client) { return answers_[client]; }

  /// The key its handshakes show. Set by whoever made the agency.
  void set_transport_key(const crypto::DhPublicKey& key) { transport_key_ = key; }
  std::string endpoint() const { return name_ + ":1"; }
  engine::Settings& settings() { return settings_; }
  Duration wake_at() const { return wake_at_; }

 private:
  friend class World;
  bool carry_out(engine::Effects effects);

  World& world_;
  std::string name_;
  ManualClock clock_;
  SeededRandom random_;
  MemoryStore store_;
  engine::Settings settings_;
  crypto::DhPublicKey transport_key_;
  std::unique_ptr<engine::Engine> engine_;
  std::deque<engine::Event> waiting_;
  std::map<engine::ClientId, std::vector<Bytes>> answers_;
  std::optional<Death> death_;
  std::size_t commits_ = 0;
  std::uint64_t next_client_ = 1;
  Duration wake_at_ = Duration::max();
};

/// Some nodes and the network between them. Links are reliable and ordered while they last, like TCP; tests
/// cut them.
class World {
 public:
  explicit World(std::uint64_t seed = 1) : seed_(seed) {}

  WorldNode& add(const std::string& name);
  WorldNode& node(const std::string& name) { return *nodes_.at(name); }

  /// Steps nodes in turn until nothing waits anywhere.
  void settle();
  /// Moves every clock forward, ticking nodes whose wake has come, in steps of at most `grain`.
  void pass(Duration time, Duration grain = std::chrono::seconds(1));
  /// No link between the two until `join`; existing ones are cut.
  void part(const std::string& a, const std::string& b);
  void join(const std::string& a, const std::string& b);
  void cut_links_of(WorldNode& node);

  /// Sees every frame before it is delivered; returning false loses it together with its link.
  std::function<bool(WorldNode& from, WorldNode& to, Bytes& frame)> on_frame;

 private:
  friend class WorldNode;
  struct Link {
    WorldNode* initiator;
    WorldNode* responder;
    engine::ConnectionId initiator_end;
    engine::ConnectionId responder_end;
    bool up = false;
    engine::LinkMode mode;
    crypto::DhPublicKey initiator_static;
    std::optional<InvitationId> invitation;
    AgencyId meant;
    Bytes psk;
    Bytes handshake_hash;
  };

  void dial(WorldNode& from, engine::Dial dial);
  void answer_psk(WorldNode& responder, engine::PskAnswer answer);
  void deliver(WorldNode& from, engine::SendFrame send);
  void disconnect(WorldNode& from, engine::ConnectionId connection);
  void cut(std::size_t index);
  std::optional<std::size_t> link_of(const WorldNode& node, engine::ConnectionId connection) const;
  WorldNode* reachable(WorldNode& from, const std::vector<std::string>& endpoints);

  std::uint64_t seed_;
  std::map<std::string, std::unique_ptr<WorldNode>> nodes_;
  std::vector<Link> links_;
  std::vector<std::pair<std::string, std::string>> parted_;
  std::uint64_t next_connection_ = 1;
};

}  // namespace tasuki::test
