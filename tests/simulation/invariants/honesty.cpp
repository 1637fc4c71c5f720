#include "core/base/protobuf.hpp"
#include "core/care/notice.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// Everybody here is honest: no message is a violation, no link is refused, no number was used twice. But
/// whoever runs an old copy of itself does these things without knowing it.
class HonestIsNoViolation final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::Message) look_at_message(world, commit.node, write.key);
      if (write.table == Table::HoldReported) look_at_notice(world, commit.node, write.key);
      if (write.table == Table::Audit) look_at_entry(world, commit.node, write.key);
    }
  }

  void sent(World& world, const Sent& sent) override {
    if (sent.frame.has_refusal() &&
        !(world.book().fork_of(sent.to) && sent.frame.refusal().code() == "outdated-card"))
      world.fail(world.node(sent.from).name() + " refuses a link: " + sent.frame.refusal().code());
  }

 private:
  static std::optional<Bytes> row_of(World& world, std::size_t node, Table table, const Bytes& key) {
    return world.node(node).look([&](Transaction& transaction) { return transaction.get(table, key); });
  }

  static void look_at_message(World& world, std::size_t node, const Bytes& key) {
    const auto bytes = row_of(world, node, Table::Message, key);
    const auto row = bytes ? parse_message<proto::state::MessageState>(*bytes) : std::nullopt;
    if (row && !row->held_reason().empty()) world.reached("a message held: " + row->held_reason());
    if (row && row->state() == "quarantined" && !is_by_a_fork(world, row->from()))
      world.fail(world.node(node).name() + " calls an honest message a violation: " + row->held_reason());
  }

  static bool is_by_a_fork(World& world, std::string_view agency) {
    const auto author = AgencyId::from(as_bytes(agency));
    return author && has_forked(world, world.node_of(*author).value());
  }

  static bool has_forked(World& world, std::size_t node) {
    return std::ranges::any_of(world.book().forks, [&](const Fork& fork) { return fork.node == node; });
  }

  static void look_at_notice(World& world, std::size_t node, const Bytes& key) {
    const auto row = row_of(world, node, Table::HoldReported, key);
    if (row && row->size() == 1 && care::concerns_coordinator(static_cast<care::HoldReason>(row->front())) &&
        !has_forked(world, node))
      world.fail(world.node(node).name() + " is told that its message was a violation");
  }

  static void look_at_entry(World& world, std::size_t node, const Bytes& key) {
    const auto row = row_of(world, node, Table::Audit, key);
    if (row && world.book().forks.empty() && as_text(*row).find("number-reused") != std::string_view::npos)
      world.fail(world.node(node).name() + " saw a number used twice");
  }
};

}  // namespace

std::unique_ptr<Invariant> honest_is_no_violation() { return std::make_unique<HonestIsNoViolation>(); }

}  // namespace tasuki::simulation
