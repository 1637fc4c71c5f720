#pragma once

#include <gtest/gtest.h>

#include "core/audit/witness.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::audit::fixture {

/// Our trail, signed anew after every login, and two offices that witness some of its heads. The node key is
/// at hand: whatever its owner can do to the trail, a test can.
struct WitnessedTrail : Trail {
  WitnessedTrail() {
    us.introduce_to(transaction);
    for (const auto* office : {&midori, &aozora}) office->introduce_to(transaction);
    agency = us.agency;
    node_key = us.node.clone();
  }

  void grow(std::size_t entries) {
    for (std::size_t i = 0; i < entries; ++i) append(login(id<StaffId>(static_cast<std::uint8_t>(i + 1))));
    sign();
  }
  /// `office` is shown the newest head, countersigns it, and holds it.
  void witness(const Office& office) {
    const auto head = *newest_signed_head(transaction);
    keep_witness(transaction, head, read_head(head)->number,
                 witness_head(head, office.agency, 1, office.node));
    held.push_back({*read_head(head), office.agency});
  }
  /// What the trail's owner would do: cut off the end, and go on from there as if nothing had been.
  void cut_back_to(std::uint64_t number) {
    for (std::uint64_t n = tail(transaction).number; n > number; --n)
      transaction.erase(Table::Audit, key_of(n));
    transaction.erase(Table::Node, as_bytes("audit-tail"));
    forget_heads_from(number + 1);
    sign();
  }
  /// Another entry in the place of `number`, everything after it linked and signed anew.
  void rewrite(std::uint64_t number) {
    std::vector<Draft> rest;
    const std::uint64_t end = tail(transaction).number;
    cut_back_to(number - 1);
    for (std::uint64_t n = number; n <= end; ++n) append(logout(id<StaffId>(99)));
    sign();
  }
  void forget_heads_from(std::uint64_t number) {
    for (std::uint64_t n = number; n < number + 200; ++n) transaction.erase(Table::AuditHead, key_of(n));
  }
  /// A staff member who has the store's key takes away what others witnessed, too.
  void forget_witnesses() {
    std::vector<Bytes> keys;
    transaction.scan(Table::AuditWitness, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
      keys.push_back(copy(key));
      return true;
    });
    for (const auto& key : keys) transaction.erase(Table::AuditWitness, key);
  }
  Report verify_with(std::vector<WitnessedHead> others = {}) {
    return verify_trail(
        transaction, agency,
        [this](std::uint32_t incarnation) { return record::find_node_key(transaction, agency, incarnation); },
        kAllSigned, std::move(others));
  }
  Bytes write() {
    Bytes file;
    export_trail(transaction, agency, moment, node_key, [&](ByteView piece) { tasuki::append(file, piece); });
    return file;
  }

  Office us{random, "ひまわり相談支援センター"};
  Office midori{random, "みどり訪問看護"};
  Office aozora{random, "あおぞら地域活動支援センター"};
  std::vector<WitnessedHead> held;
};

}  // namespace tasuki::audit::fixture
