#include "core/base/protobuf.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/record/governance.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"
#include "tests/simulation/ledgers.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

bool is_message(Transaction& transaction, const RecordId& id) {
  const auto stored = record::find_record(transaction, id);
  return stored && stored->record.record.kind == record::Kind::Message;
}

/// Whoever lost its disk ends with the messages and receipts that it had, but for what consent denies it now
/// and what nobody else held; and each gap that somebody could have filled is stated. Everybody is asked, and
/// everybody answers.
class WhatWasLostComesBack final : public Invariant {
 public:
  void committed(World& world, const Commit& commit) override {
    for (const auto& write : commit.writes) {
      if (write.table == Table::Outbox) look_at_answer(world, world.node(commit.node), write.key);
    }
  }

  void replaced(World& world, const Replaced& replaced) override {
    for (auto& [node, lost] : lost_) {
      for (auto& [id, holders] : lost) holders.erase(replaced.node);
    }
    auto& lost = lost_[replaced.node];
    for (const auto& id : care_records(replaced.dead.begin())) lost[id];
    replaced.dead.rollback();
    Node& node = world.node(replaced.node);
    node.look([&](Transaction& transaction) {
      std::erase_if(lost, [&](const auto& each) { return record::was_received(transaction, each.first); });
    });
    for (auto& [id, holders] : lost) holders = holders_of(world, replaced.node, id);
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) check_answers(world, world.node(index));
    for (const auto& [index, lost] : lost_) {
      for (const auto& [id, holders] : lost) check(world, world.node(index), id, holders);
    }
  }

 private:
  using Holders = std::set<std::size_t>;

  /// Messages, and what is known of them.
  static std::vector<RecordId> care_records(Transaction& transaction) {
    std::vector<RecordId> ids;
    for (const auto table : {Table::Inbox, Table::Receipt, Table::Call}) {
      transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
        if (const auto id = RecordId::from(value)) ids.push_back(*id);
        return true;
      });
    }
    return ids;
  }

  static Holders holders_of(World& world, std::size_t who, const RecordId& id) {
    Holders holders;
    for (std::size_t other = 0; other < world.size(); ++other) {
      const bool has = other != who && world.node(other).look([&](Transaction& transaction) {
        return record::find_record(transaction, id).has_value();
      });
      if (has) holders.insert(other);
    }
    return holders;
  }

  /// What a contact that asks is denied, is denied for a reason.
  void look_at_answer(World& world, Node& node, const Bytes& key) {
    node.look([&](Transaction& transaction) {
      const auto row = transaction.get(Table::Outbox, key);
      const auto item = row ? parse_message<proto::state::OutboxItem>(*row) : std::nullopt;
      const auto to = AgencyId::from(ByteView(key).first(AgencyId::kSize));
      if (!item || !to || !item->has_catch_up_offer()) return;
      world.reached("an answer to who lives anew");
      for (const auto& bytes : item->catch_up_offer().withheld()) {
        world.reached("a record withheld from who lives anew");
        const auto id = RecordId::from(bytes).value();
        if (may_give(node, transaction, id, *to))
          world.fail(node.name() + " withholds " + id.short_hex() + " from " + to->short_hex() +
                     " without reason");
      }
    });
  }

  /// Whether `node` has it, and may hand it to its contact now.
  bool may_give(Node& node, Transaction& transaction, const RecordId& id, const AgencyId& to) {
    const auto stored = record::find_record(transaction, id);
    if (!stored) return false;
    const auto& record = stored->record;
    if (record.record.kind == record::Kind::Message && record.record.author == node.agency()) {
      const auto message = engine::load_message(transaction, id);
      return message && transaction.contains(Table::Disclosure, concat({id.bytes(), to.bytes()})) &&
             !transaction.contains(Table::Undeliverable, concat({id.bytes(), to.bytes()})) &&
             ledgers_.permits(node, transaction, *message, to);
    }
    return ledgers_.state(node, transaction, record::team_of(record)).is_member(to);
  }

  static void check_answers(World& world, Node& node) {
    node.look([&](Transaction& transaction) {
      for (const auto& contact : delivery::list_contacts(transaction)) {
        const auto row = engine::load_catch_up(transaction, contact);
        if (row && row->state() != "answered")
          world.fail(node.name() + " lives anew, and " + world.node(*world.node_of(contact)).name() +
                     " never answered: " + row->state());
      }
    });
  }

  void check(World& world, Node& node, const RecordId& id, const Holders& holders) {
    const bool is_here =
        node.look([&](Transaction& transaction) { return record::was_received(transaction, id); });
    if (is_here) return world.reached("a record that came back");
    if (holders.empty()) return world.reached("a record that nobody else had");
    if (is_stated_gap(node, id)) return world.reached("a record that is a stated gap");
    for (const auto other : holders) {
      if (could_give(world, world.node(other), node, id))
        world.fail(node.name() + " has lost " + id.short_hex() + ", though " + world.node(other).name() +
                   " has it");
    }
  }

  static bool is_stated_gap(Node& node, const RecordId& id) {
    return node.look([&](Transaction& transaction) {
      bool found = false;
      transaction.scan(Table::CatchUpWanted, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
        found = found || equal(key.subspan(AgencyId::kSize), id.bytes());
        return true;
      });
      return found;
    });
  }

  /// Messages come from their author or go back to it; what is known of a message, from whoever has it.
  bool could_give(World& world, Node& holder, Node& node, const RecordId& id) {
    return holder.look([&](Transaction& transaction) {
      if (!delivery::is_contact(transaction, node.agency())) return false;
      const auto stored = record::find_record(transaction, id);
      if (!stored) return false;
      const auto& record = stored->record.record;
      if (record.by_node() && record.author == node.agency()) return false;  // stated anew
      const bool is_theirs = record.author == node.agency() || record.author == holder.agency();
      if (is_message(transaction, id) && !is_theirs) return false;
      world.reached("a record that somebody could give");
      return may_give(holder, transaction, id, node.agency());
    });
  }

  Ledgers ledgers_;
  std::map<std::size_t, std::map<RecordId, Holders>> lost_;
};

}  // namespace

std::unique_ptr<Invariant> what_was_lost_comes_back() { return std::make_unique<WhatWasLostComesBack>(); }

}  // namespace tasuki::simulation
