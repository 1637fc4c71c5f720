#include "core/audit/verify.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/base/vocabulary.hpp"
#include "proto/audit.pb.h"
#include "tests/unit/audit/trail_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;
using proto::audit::StoredEntry;

constexpr std::uint64_t kLength = 7;

/// A trail of seven entries, signed, whose rows a test may tamper with.
struct Tampered : Trail {
  Tampered() { fill(kLength); }

  Bytes get(std::uint64_t number) { return *transaction.get(Table::Audit, key_of(number)); }
  void put(std::uint64_t key, ByteView row) { transaction.put(Table::Audit, key_of(key), row); }
  void erase(std::uint64_t key) { transaction.erase(Table::Audit, key_of(key)); }

  /// Another entry in this one's place, with a hash of its own that fits it.
  void replace(std::uint64_t number, const std::function<void(proto::audit::Entry&)>& change) {
    put(number, changed(number, change));
  }
  Bytes changed(std::uint64_t number, const std::function<void(proto::audit::Entry&)>& change) {
    auto row = *parse_message<StoredEntry>(get(number));
    auto entry = *parse_message<proto::audit::Entry>(as_bytes(row.entry()));
    change(entry);
    const Bytes bytes = serialize_message(entry);
    row.set_entry(to_string(bytes));
    row.set_hash(to_string(hash_entry(bytes)));
    return serialize_message(row);
  }
  /// All entries from `number` on linked anew, as somebody would who can write the store but not sign.
  void relink_from(std::uint64_t number) {
    for (; number <= kLength; ++number) {
      const std::string previous = parse_message<StoredEntry>(get(number - 1))->hash();
      replace(number, [&](auto& entry) { entry.set_previous(previous); });
    }
  }
};

void say_something_else(proto::audit::Entry& entry) { entry.set_kind("nothing-happened"); }

std::string at(const char* fault, std::uint64_t number) {
  return std::string(fault) + " " + std::to_string(number);
}

TEST(Verify, AnUntouchedTrailIsOk) {
  Tampered trail;
  const auto report = trail.verify();
  EXPECT_EQ(said(report), "ok");
  EXPECT_EQ(report.entries, kLength);
  EXPECT_EQ(report.head->number, kLength);
  EXPECT_TRUE(report.witnessed.empty());
}

TEST(Verify, AnEmptyTrailIsOk) {
  Trail trail;
  const auto report = trail.verify();
  EXPECT_EQ(said(report), "ok");
  EXPECT_EQ(report.entries, 0u);
  EXPECT_FALSE(report.head);
}

TEST(Verify, AnyFlippedByteOfAnyEntryIsFoundAndNamed) {
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    Tampered trail;
    const Bytes row = trail.get(number);
    for (std::size_t i = 0; i < row.size(); ++i) {
      for (const std::uint8_t bit : {0x01, 0x80}) {
        Bytes flipped = row;
        flipped[i] ^= bit;
        trail.put(number, flipped);
        const auto report = trail.verify();
        ASSERT_TRUE(report.finding) << number << " byte " << i;
        ASSERT_EQ(report.finding->entry, number) << "byte " << i << " " << said(report);
      }
    }
  }
}

TEST(Verify, AnyRemovedEntryIsFoundAndNamed) {
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    Tampered trail;
    trail.erase(number);
    EXPECT_EQ(said(trail.verify()), at("entry-missing", number));
  }
}

TEST(Verify, AnyCutIsFoundAndNamed) {
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    Tampered trail;
    for (std::uint64_t cut = number; cut <= kLength; ++cut) trail.erase(cut);
    EXPECT_EQ(said(trail.verify()), at("entry-missing", number));
  }
}

TEST(Verify, AnyReplacedEntryIsFoundAndNamed) {
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    Tampered trail;
    trail.replace(number, say_something_else);
    // The last one's hash is what the signed head names.
    EXPECT_EQ(said(trail.verify()),
              number == kLength ? at("entries-rewritten", 1) : at("entry-altered", number));
  }
}

TEST(Verify, AnEntryThatDeniesTheOneBeforeIsTheOneBlamed) {
  for (std::uint64_t number = 2; number < kLength; ++number) {
    Tampered trail;
    trail.replace(number, [](auto& entry) { entry.set_previous(std::string(32, 'x')); });
    EXPECT_EQ(said(trail.verify()), at("entry-altered", number));
  }
}

TEST(Verify, AnyTwoSwappedEntriesAreFoundAndNamed) {
  for (std::uint64_t a = 1; a <= kLength; ++a) {
    for (std::uint64_t b = a + 1; b <= kLength; ++b) {
      Tampered trail;
      const Bytes row = trail.get(a);
      trail.put(a, trail.get(b));
      trail.put(b, row);
      EXPECT_EQ(said(trail.verify()), at("entry-out-of-order", a)) << a << " and " << b;
    }
  }
}

/// The rows of a trail with one more put in before `position`, checked as an export's would be.
std::string with_inserted(Tampered& trail, std::uint64_t position, const Bytes& row) {
  const auto head = open_head(*newest_head(trail.transaction), trail.node_key.public_key());
  ChainCheck check({*head});
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    if (number == position) check.feed(row);
    check.feed(trail.get(number));
  }
  if (position > kLength) check.feed(row);
  check.finish(kAllSigned);
  Report report;
  report.finding = check.finding();
  return said(report);
}

TEST(Verify, ACopyPutInAnywhereIsFoundAndNamed) {
  for (std::uint64_t copied = 1; copied <= kLength; ++copied) {
    for (std::uint64_t position = copied + 1; position <= kLength + 1; ++position) {
      Tampered trail;
      EXPECT_EQ(with_inserted(trail, position, trail.get(copied)), at("entry-inserted", copied));
    }
  }
}

TEST(Verify, AForgedEntryPutInAnywhereIsFoundAndNamed) {
  for (std::uint64_t position = 1; position <= kLength; ++position) {
    Tampered trail;
    // In the last place it is the one that the signed head does not name.
    EXPECT_EQ(with_inserted(trail, position, trail.changed(position, say_something_else)),
              position == kLength ? at("entries-rewritten", 1) : at("entry-inserted", position));
  }
}

TEST(Verify, AForgedEntryAtTheEndIsFoundAndNamed) {
  Tampered trail;
  const Draft forged = login(id<StaffId>(9));
  trail.append(forged);
  EXPECT_EQ(said(trail.verify()), at("entry-not-signed", kLength + 1));
  EXPECT_EQ(said(trail.verify(0)), "ok");
}

TEST(Verify, AChainRewrittenToItsEndDoesNotFitTheSignedHead) {
  for (std::uint64_t number = 1; number < kLength; ++number) {
    Tampered trail;
    trail.replace(number, say_something_else);
    trail.relink_from(number + 1);
    EXPECT_EQ(said(trail.verify()), at("entries-rewritten", 1));
  }
}

TEST(Verify, WhatAnEarlierHeadVouchesForIsNotCalledRewritten) {
  Trail trail;
  for (std::uint64_t i = 1; i < kHeadsApart; ++i) trail.append(login(id<StaffId>(1)));
  trail.sign();
  for (int i = 0; i < 5; ++i) trail.append(login(id<StaffId>(2)));
  trail.sign();
  const auto row = *trail.transaction.get(Table::Audit, key_of(1));
  auto last = *parse_message<StoredEntry>(*trail.transaction.get(Table::Audit, key_of(kHeadsApart + 4)));
  auto entry = *parse_message<proto::audit::Entry>(as_bytes(last.entry()));
  say_something_else(entry);
  last.set_entry(entry.SerializeAsString());
  last.set_hash(to_string(hash_entry(as_bytes(last.entry()))));
  trail.transaction.put(Table::Audit, key_of(kHeadsApart + 4), serialize_message(last));
  EXPECT_EQ(said(trail.verify()), at("entries-rewritten", kHeadsApart));
}

TEST(Verify, ALostHeadIsNamed) {
  Tampered trail;
  trail.transaction.erase(Table::AuditHead, key_of(kLength));
  EXPECT_EQ(said(trail.verify()), at("head-missing", 1));
}

TEST(Verify, AnyFlippedByteOfTheHeadIsFound) {
  Tampered trail;
  const Bytes head = *newest_head(trail.transaction);
  for (std::size_t i = 0; i < head.size(); ++i) {
    Bytes flipped = head;
    flipped[i] ^= 1;
    trail.transaction.put(Table::AuditHead, key_of(kLength), flipped);
    EXPECT_EQ(said(trail.verify()), at("head-not-authentic", 1)) << i;
  }
}

TEST(Verify, AnotherNodesHeadIsNotOurs) {
  Tampered trail;
  Trail other;
  other.fill(kLength);
  trail.transaction.put(Table::AuditHead, key_of(kLength), *newest_head(other.transaction));
  trail.agency = id<AgencyId>(1);
  EXPECT_EQ(said(trail.verify()), at("head-not-authentic", 1));
}

TEST(Verify, AnAlteredDetailIsFoundAndNamed) {
  for (std::uint64_t number = 1; number <= kLength; ++number) {
    Tampered trail;
    auto details = trail.transaction.get(Table::AuditDetail, key_of(number));
    if (!details) continue;
    details->back() ^= 1;
    trail.transaction.put(Table::AuditDetail, key_of(number), *details);
    EXPECT_EQ(said(trail.verify()), at("detail-altered", number));
  }
}

TEST(Verify, TheFirstOfSeveralFaultsIsNamed) {
  Tampered trail;
  trail.erase(6);
  trail.replace(3, say_something_else);
  EXPECT_EQ(said(trail.verify()), at("entry-altered", 3));
}

TEST(Verify, AnEarlierLifeOfTheNodeCannotGoOn) {
  Trail trail;
  trail.moment.incarnation = 2;
  trail.append(login(id<StaffId>(1)));
  trail.moment.incarnation = 1;
  trail.append(login(id<StaffId>(1)));
  EXPECT_EQ(said(trail.verify(0)), at("incarnation-fell", 2));
}

TEST(Verify, EveryFaultHasACodeOfItsOwnThatPeopleCanRead) {
  std::set<std::string_view> codes;
  for (int fault = 0; fault <= static_cast<int>(Fault::ExportUntrusted); ++fault) {
    EXPECT_TRUE(codes.insert(fault_code(static_cast<Fault>(fault))).second) << fault;
    EXPECT_TRUE(vocabulary::is_known(vocabulary::List::AuditFault, fault_code(static_cast<Fault>(fault))));
  }
}

}  // namespace
}  // namespace tasuki::audit
