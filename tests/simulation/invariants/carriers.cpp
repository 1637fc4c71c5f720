#include "core/delivery/envelope.hpp"
#include "proto/wire.pb.h"
#include "tests/simulation/sealed_eye.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// Nobody keeps an envelope for others whose administrator does not want it.
class CarriersAreWilling final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::CarriedEnvelope && !write.before)
        taken(world, world.node(commit.node), write.key);
    }
  }

  void sent(World& world, const Sent& sent) override {
    if (!sent.frame.has_envelope()) return;
    const auto to = AgencyId::from(sent.frame.envelope().recipient());
    if (!to || *to != world.node(sent.to).agency()) return world.reached("an envelope left with a carrier");
    const auto hash = delivery::hash_of(sent.frame.envelope());
    const bool is_carried = world.node(sent.from).look(
        [&](Transaction& transaction) { return transaction.contains(Table::CarriedEnvelope, hash.bytes()); });
    if (is_carried) handed_over(world, sent);
  }

 private:
  static void taken(World& world, Node& node, const Bytes& key) {
    const bool is_here = node.look(
        [&](Transaction& transaction) { return transaction.contains(Table::CarriedEnvelope, key); });
    if (is_here && !node.carries()) world.fail(node.name() + " keeps an envelope, and is not to");
  }

  void handed_over(World& world, const Sent& sent) {
    world.reached("an envelope handed over by a carrier");
    Node& recipient = world.node(sent.to);
    const auto records = eye_.records(world, sent.frame.envelope(), recipient.clock().now());
    if (!records) return;
    recipient.look([&](Transaction& transaction) {
      for (const auto& record : *records) {
        if (record.record.kind == record::Kind::Message &&
            !transaction.contains(Table::Record, record.id.bytes()))
          world.reached("a message that a carrier brings");
      }
    });
  }

  SealedEye eye_;
};

}  // namespace

std::unique_ptr<Invariant> carriers_are_willing() { return std::make_unique<CarriersAreWilling>(); }

}  // namespace tasuki::simulation
