#include "core/audit/verify.hpp"
#include "core/record/card_store.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// A trail only grows, entry by entry; at the end it verifies, and all of it is behind a signed head.
class TrailsVerify final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table != Table::Audit) continue;
      if (write.before) world.fail(world.node(commit.node).name() + " rewrote an entry of its trail");
    }
    const auto tail = world.node(commit.node).look(audit::tail);
    auto& last = tails_[commit.node];
    if (tail.number < last.number ||
        (tail.number == last.number && last.number > 0 && tail.hash != last.hash))
      world.fail(world.node(commit.node).name() + "'s trail went back");
    last = tail;
  }

  void replaced(World& world, const Replaced& replaced) override {
    tails_[replaced.node] = world.node(replaced.node).look(audit::tail);
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& node = world.node(index);
      const auto report = node.look([&](Transaction& transaction) {
        const auto key = [&](std::uint32_t incarnation) {
          return record::find_node_key(transaction, node.agency(), incarnation);
        };
        return audit::verify_trail(transaction, node.agency(), key, audit::tail(transaction).number);
      });
      if (!report.ok())
        world.fail(node.name() + "'s trail: " + std::string(audit::fault_code(report.finding->fault)));
    }
  }

 private:
  std::map<std::size_t, audit::Tail> tails_;
};

}  // namespace

std::unique_ptr<Invariant> trails_verify() { return std::make_unique<TrailsVerify>(); }

}  // namespace tasuki::simulation
