#pragma once

#include <gmock/gmock.h>

#include "core/audit/events.hpp"
#include "core/audit/export_check.hpp"
#include "core/audit/heads_file.hpp"
#include "core/audit/held_heads.hpp"
#include "core/audit/witness.hpp"
#include "core/base/protobuf.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/record/staff.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

using namespace std::chrono_literals;

/// Every row of a disk.
using Disk = std::map<Table, std::map<Bytes, Bytes>>;

inline Disk snapshot(WorldNode& node) {
  Disk disk;
  node.prepare([&](Transaction& transaction) {
    for (const auto& [table, name] : kTables) {
      transaction.scan(table, KeyRange::all(), Order::Ascending, [&, t = table](ByteView key, ByteView row) {
        disk[t][copy(key)] = copy(row);
        return true;
      });
    }
  });
  return disk;
}

inline void put_back(WorldNode& node, const Disk& disk) {
  const Disk now = snapshot(node);
  node.prepare([&](Transaction& transaction) {
    for (const auto& [table, rows] : now) {
      for (const auto& [key, row] : rows) transaction.erase(table, key);
    }
    for (const auto& [table, rows] : disk) {
      for (const auto& [key, row] : rows) transaction.put(table, key, row);
    }
  });
}

inline void erase_all(Transaction& transaction, Table table) {
  std::vector<Bytes> keys;
  transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    keys.push_back(copy(key));
    return true;
  });
  for (const auto& key : keys) transaction.erase(table, key);
}

/// Another node key under the agency's root key, as `restore` makes one.
inline void begin_incarnation(WorldNode& node) {
  node.prepare([&](Transaction& transaction) {
    const auto account = engine::list_staff(transaction).at(0);
    const auto key = crypto::derive(as_bytes("passphrase"), account.root_key->salt, account.root_key->cost);
    const auto seed = crypto::unwrap(key.value(), engine::kRootKeyWrap, *account.root_key);
    const auto root = crypto::SigningKey::from_seed(seed->reveal());
    auto identity = engine::load_identity(transaction).value();
    auto card = record::open_card(identity.card).value();
    identity.incarnation = card.incarnation.number = 2;
    identity.node_key = crypto::SigningKey::generate(node.random());
    card.incarnation.node_key = identity.node_key.public_key();
    identity.card = record::sign_card(card, root).value();
    identity.whereabouts =
        record::sign_whereabouts({identity.agency, 2, 1, identity.endpoints, identity.phones},
                                 identity.node_key)
            .value();
    EXPECT_TRUE(record::keep_card(transaction, identity.card));
    EXPECT_TRUE(record::keep_whereabouts(transaction, identity.whereabouts));
    EXPECT_TRUE(engine::save_new_identity(transaction, identity, {}));
    for (const auto table : {Table::Prekey, Table::Session, Table::SkippedKey}) erase_all(transaction, table);
    const auto head = audit::read_head(*audit::newest_head(transaction));
    audit::append(transaction, node.random(), {node.clock().now(), 2}, audit::restored_from(*head));
  });
}

/// Three members of one team, each the contact of the others.
class Witnesses : public testing::Test {
 protected:
  Witnesses() {
    office.pair_with(hospital);
    office.pair_with(nurses);
    hospital.pair_with(nurses);
    team = office.found_team({&hospital, &nurses});
    office.consent(team, {"symptoms"}, {&hospital, &nurses});
    world.pass(3min);
  }

  static proto::api::AuditVerifyAnswer verified(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_audit_verify();
    return agency.ask(request).at(0).audit_verify();
  }
  static std::vector<std::string> warnings(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_status();
    const auto status = agency.ask(request).at(0).status();
    return {status.warning().begin(), status.warning().end()};
  }
  static Bytes chunks(WorldAgency& agency, proto::api::Request request) {
    Bytes file;
    for (const auto& piece : agency.ask(std::move(request)))
      append(file, as_bytes(piece.audit_chunk().data()));
    return file;
  }
  static audit::HeadsFile heads_of(WorldAgency& agency) {
    proto::api::Request request;
    request.mutable_audit_heads();
    return audit::read_heads_file(chunks(agency, std::move(request))).value();
  }
  static audit::Report checked(WorldAgency& agency, const audit::HeadsFile& witness) {
    proto::api::Request request;
    request.mutable_audit_export();
    std::vector<audit::WitnessedHead> held;
    for (const auto& line : witness.heads) held.push_back(line.seen);
    return audit::check_export(chunks(agency, std::move(request)), held).report;
  }
  /// What `witness` holds against, or for, the trail of `agency`'s running node.
  static proto::api::AuditVerifyAnswer verified_with(WorldAgency& agency, const audit::HeadsFile& witness) {
    proto::api::Request request;
    for (const auto& line : witness.heads) {
      if (line.seen.head.agency == agency.id())
        request.mutable_audit_verify()->add_witnessed(to_string(line.bytes));
    }
    return agency.ask(request).at(0).audit_verify();
  }
  static std::uint64_t end_of(WorldAgency& agency) {
    std::uint64_t end = 0;
    agency.node().prepare([&](Transaction& transaction) { end = audit::tail(transaction).number; });
    return end;
  }

  /// Somebody with the disk and every key on it: takes entries away from `number` on, and what was witnessed
  /// with them, writes others in their place where `length` is more, and signs the end.
  void tamper(WorldAgency& agency, std::uint64_t number, std::uint64_t length) {
    agency.node().kill();
    agency.node().prepare([&](Transaction& transaction) {
      const auto identity = engine::load_identity(transaction);
      const auto end = audit::tail(transaction).number;
      for (auto n = end; n >= number; --n) erase(transaction, Table::Audit, n);
      for (auto n = end; n >= number; --n) erase(transaction, Table::AuditHead, n);
      erase_all(transaction, Table::AuditWitness);
      transaction.erase(Table::Node, as_bytes("audit-tail"));
      const audit::Moment moment{agency.node().clock().now(), identity->incarnation};
      while (audit::tail(transaction).number < length)
        audit::append(transaction, agency.node().random(), moment, audit::login(StaffId()));
      audit::sign_head(transaction, agency.id(), moment, identity->node_key);
    });
    agency.node().start();
  }
  static void erase(Transaction& transaction, Table table, std::uint64_t number) {
    Bytes key;
    append_u64(key, number);
    transaction.erase(table, key);
  }
  /// Heads that go over the wire.
  void count_heads() {
    world.on_frame = [this](Machine&, Machine&, Bytes& bytes) {
      const auto frame = parse_message<proto::wire::Frame>(bytes);
      if (frame && frame->has_audit_heads()) ++heads_sent;
      if (frame && frame->has_audit_head_ask()) ++asked;
      return true;
    };
  }
  static std::vector<std::string> conflicts(WorldAgency& agency) {
    std::vector<std::string> all;
    const auto answer = verified(agency);
    for (const auto& conflict : answer.conflict()) all.push_back(conflict.name() + " " + conflict.what());
    return all;
  }

  World world;
  WorldAgency hospital{world, "hospital"};
  WorldAgency office{world, "office", "consultation-support"};
  WorldAgency nurses{world, "nurses", "visiting-nursing"};
  std::string team;
  int heads_sent = 0;
  int asked = 0;
};

}  // namespace tasuki::test
