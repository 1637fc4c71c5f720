#include "core/base/protobuf.hpp"
#include "core/delivery/envelope.hpp"
#include "core/record/governance.hpp"
#include "core/record/peer_holdings.hpp"
#include "proto/wire.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/sealed_eye.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// Nothing is released to anybody whom consent, as committed at the sending node at the moment of release,
/// denies. Not by what the node keeps of what it sent: by what is in the envelope, opened with the
/// recipient's own keys.
class ReleasesOnConsent final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& effect : commit.effects) {
      const auto* sent = std::get_if<engine::SendFrame>(&effect);
      const auto frame = sent ? parse_message<proto::wire::Frame>(sent->frame) : std::nullopt;
      if (frame && frame->has_envelope()) look_into(world, world.node(commit.node), frame->envelope());
    }
  }

 private:
  void look_into(World& world, Node& node, const proto::wire::Envelope& envelope) {
    const auto to = AgencyId::from(envelope.recipient());
    if (!to || !known_.insert(delivery::hash_of(envelope)).second) return;
    const auto records = eye_.records(world, envelope, node.clock().now());
    world.reached(records ? "an envelope looked into" : "an envelope that its recipient cannot open now");
    if (!records) return;
    node.look([&](Transaction& transaction) {
      for (const auto& record : *records) {
        if (!may_go(node, transaction, record, *to))
          world.fail(node.name() + " releases " + record.id.short_hex() + " of kind " +
                     std::to_string(static_cast<int>(record.record.kind)) + " to " + to->short_hex() +
                     " whom consent denies it");
      }
    });
  }

  static bool ends_its_membership(Transaction& transaction, const record::TeamState& state,
                                  const AgencyId& to, const RecordId& record) {
    return state.former_members.contains(to) &&
           !record::up_to(transaction, record::removals_of(transaction, state, to), {record}).empty();
  }

  bool may_go(Node& node, Transaction& transaction, const record::SignedRecord& record, const AgencyId& to) {
    const TeamId team = record::team_of(record);
    if (record.record.kind == record::Kind::Message) {
      const auto message = engine::read_message(record);
      if (message && message->author == to) return ledgers_.state(node, transaction, team).is_member(to);
      return message && ledgers_.permits(node, transaction, *message, to);
    }
    if (record.record.kind == record::Kind::Label)
      return ledgers_.permits_something(node, transaction, team, to);
    const auto state = ledgers_.state(node, transaction, team);
    if (record::is_governance(record.record.kind))
      return state.is_member(to) || ends_its_membership(transaction, state, to, record.id);
    return state.is_member(to) && !ledgers_.is_unverified(node, transaction, team, to);
  }

  Ledgers ledgers_;
  SealedEye eye_;
  std::set<EnvelopeHash> known_;
};

}  // namespace

std::unique_ptr<Invariant> releases_on_consent() { return std::make_unique<ReleasesOnConsent>(); }

}  // namespace tasuki::simulation
