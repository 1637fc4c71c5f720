#include "core/base/protobuf.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// What comes from a successor is not shown before the reader's people have compared its safety number. That
/// nothing goes to it either, `releases_on_consent` looks at.
class SuccessorsAreVerifiedFirst final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    // What came in the same batch as the succession may have come before it.
    if (std::ranges::any_of(commit.writes,
                            [](const auto& write) { return write.table == Table::Governance; }))
      return;
    for (const auto& write : commit.writes) {
      if (write.table == Table::Message) look_at(world, world.node(commit.node), write);
    }
  }

 private:
  static bool is_held(const proto::state::MessageState& row) { return !row.held_reason().empty(); }

  void look_at(World& world, Node& node, const test::MemoryStore::Write& write) {
    node.look([&](Transaction& transaction) {
      const auto id = RecordId::from(write.key).value();
      const auto row = engine::load_message_row(transaction, id);
      const auto message = row && !row->outgoing() ? engine::load_message(transaction, id) : std::nullopt;
      if (!message || !ledgers_.is_unverified(node, transaction, message->team, message->author)) return;
      if (is_held(*row)) return world.reached("a message of a successor that nobody has verified, held");
      const auto before =
          write.before ? parse_message<proto::state::MessageState>(*write.before) : std::nullopt;
      if (!before || is_held(*before))
        world.fail(node.name() + " shows " + id.short_hex() + " of a successor that it has not verified");
    });
  }

  Ledgers ledgers_;
};

}  // namespace

std::unique_ptr<Invariant> successors_are_verified_first() {
  return std::make_unique<SuccessorsAreVerifiedFirst>();
}

}  // namespace tasuki::simulation
