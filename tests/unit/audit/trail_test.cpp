#include "core/audit/trail.hpp"

#include <gmock/gmock.h>

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/audit/trail_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;

Bytes stored(Trail& trail, std::uint64_t number) {
  return *trail.transaction.get(Table::Audit, key_of(number));
}

TEST(Trail, IsNumberedFromOneAndEachEntryHoldsTheHashOfTheOneBefore) {
  Trail trail;
  EXPECT_EQ(tail(trail.transaction).number, 0u);
  EXPECT_EQ(trail.append(login(id<StaffId>(1))), 1u);
  const Tail first = tail(trail.transaction);
  EXPECT_EQ(trail.append(logout(id<StaffId>(1))), 2u);
  const auto entry = find_entry(trail.transaction, 2)->entry;
  EXPECT_EQ(entry.previous, first.hash);
  EXPECT_EQ(entry.kind, "logout");
  EXPECT_TRUE(entry.mentions_id(id<StaffId>(1).bytes()));
  EXPECT_EQ(entry.time, kNow);
  EXPECT_EQ(find_entry(trail.transaction, 1)->entry.previous, EntryHash{});
  EXPECT_FALSE(find_entry(trail.transaction, 3));
}

TEST(Trail, AnEntryIsTheBytesOfTheDocument) {
  Trail trail;
  trail.random = test::SeededRandom(1);
  trail.append(staff_added(by_node(), id<StaffId>(0x11), id<CertificateHash>(0x22), "staff", "田中はるか"));
  const auto row = *parse_message<proto::audit::StoredEntry>(stored(trail, 1));
  EXPECT_EQ(to_hex(as_bytes(row.entry())), test::protocol_example("audit-entry"));
  EXPECT_EQ(to_hex(as_bytes(row.hash())), test::protocol_example("audit-entry-hash"));
  EXPECT_EQ(to_hex(*trail.transaction.get(Table::AuditDetail, key_of(1))),
            test::protocol_example("audit-details"));
}

TEST(Trail, AHeadIsTheBytesOfTheDocument) {
  Trail trail;
  trail.random = test::SeededRandom(1);
  trail.node_key = crypto::SigningKey::from_seed(Bytes(32, 0x33));
  trail.agency = id<AgencyId>(0x44);
  trail.append(staff_added(by_node(), id<StaffId>(0x11), id<CertificateHash>(0x22), "staff", "田中はるか"));
  ASSERT_TRUE(trail.sign());
  EXPECT_EQ(to_hex(*newest_head(trail.transaction)), test::protocol_example("audit-head"));
}

TEST(Trail, HidesWhatCouldBePersonalBehindSaltedCommitments) {
  Trail trail;
  trail.append(staff_added(by_node(), id<StaffId>(1), id<CertificateHash>(2), "staff", "CANARY-NAME"));
  trail.append(
      overridden(by_staff(id<StaffId>(1)), id<TeamId>(1), id<RecordId>(2), id<RecordId>(3), "CANARY-REASON"));
  for (const std::uint64_t number : {1, 2}) {
    EXPECT_THAT(to_string(stored(trail, number)), testing::Not(testing::HasSubstr("CANARY")));
  }
  const auto open = *find_entry(trail.transaction, 2);
  ASSERT_EQ(open.details.size(), 1u);
  EXPECT_EQ(open.details[0].what, "reason");
  EXPECT_EQ(open.details[0].value, "CANARY-REASON");
}

TEST(Trail, TheSameDetailTwiceGivesTwoCommitments) {
  Trail trail;
  for (int i = 0; i < 2; ++i) {
    trail.append(staff_added(by_node(), id<StaffId>(1), id<CertificateHash>(2), "staff", "田中はるか"));
  }
  EXPECT_NE(find_entry(trail.transaction, 1)->entry.commitments[0].hash,
            find_entry(trail.transaction, 2)->entry.commitments[0].hash);
}

TEST(Trail, WhatIsRolledBackWasNeverWritten) {
  Trail trail;
  trail.append(login(id<StaffId>(1)));
  const Tail before = tail(trail.transaction);
  {
    Savepoint savepoint(trail.transaction);
    trail.append(logout(id<StaffId>(1)));
  }
  EXPECT_EQ(tail(trail.transaction).hash, before.hash);
  trail.append(logout(id<StaffId>(1)));
  trail.sign();
  EXPECT_EQ(said(trail.verify()), "ok");
}

TEST(Trail, WritesNothingOverThoughItsEndIsForgotten) {
  Trail trail;
  trail.append(login(id<StaffId>(1)));
  trail.append(login(id<StaffId>(2)));
  const Tail before = tail(trail.transaction);
  trail.transaction.erase(Table::Node, as_bytes("audit-tail"));
  EXPECT_EQ(tail(trail.transaction).hash, before.hash);
  EXPECT_EQ(trail.append(login(id<StaffId>(3))), 3u);
  trail.sign();
  EXPECT_EQ(said(trail.verify()), "ok");
}

TEST(Trail, AHeadIsSignedOnlyWhereThereIsSomethingNew) {
  Trail trail;
  EXPECT_FALSE(trail.sign());
  trail.append(login(id<StaffId>(1)));
  EXPECT_TRUE(trail.sign());
  EXPECT_FALSE(trail.sign());
  const auto head = open_head(*newest_head(trail.transaction), trail.node_key.public_key());
  ASSERT_TRUE(head);
  EXPECT_EQ(head->number, 1u);
  EXPECT_EQ(head->hash, tail(trail.transaction).hash);
  EXPECT_EQ(head->agency, trail.agency);
  EXPECT_FALSE(open_head(*newest_head(trail.transaction), trail.root.public_key()));
}

TEST(Trail, KeepsTheNewestHeadAndOneOfEverySixtyFour) {
  Trail trail;
  for (std::uint64_t i = 1; i <= 2 * kHeadsApart + 10; ++i) {
    trail.append(login(id<StaffId>(1)));
    trail.sign();
  }
  std::vector<std::uint64_t> kept;
  trail.transaction.scan(Table::AuditHead, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    kept.push_back(*read_u64(key));
    return true;
  });
  EXPECT_THAT(kept, testing::ElementsAre(kHeadsApart - 1, 2 * kHeadsApart - 1, 2 * kHeadsApart + 10));
  EXPECT_EQ(said(trail.verify()), "ok");
}

TEST(Trail, ForgottenDetailsLeaveTheChainValid) {
  Trail trail;
  trail.fill(6);
  for (std::uint64_t number = 1; number <= 6; ++number) forget_details(trail.transaction, number);
  EXPECT_EQ(said(trail.verify()), "ok");
  EXPECT_TRUE(find_entry(trail.transaction, 1)->details.empty());
  EXPECT_EQ(find_entry(trail.transaction, 1)->entry.commitments.size(), 1u);
}

TEST(Details, AreOpenedOnlyAsTheyWereCommittedTo) {
  Trail trail;
  trail.append(staff_added(by_node(), id<StaffId>(1), id<CertificateHash>(2), "staff", "田中はるか"));
  const auto entry = find_entry(trail.transaction, 1)->entry;
  const Bytes bytes = *trail.transaction.get(Table::AuditDetail, key_of(1));
  EXPECT_TRUE(open_details(entry, bytes));
  EXPECT_FALSE(open_details(entry, {}));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    Bytes flipped = bytes;
    flipped[i] ^= 1;
    EXPECT_FALSE(open_details(entry, flipped)) << i;
  }
}

TEST(Events, SayWhatTheTableSays) {
  Trail trail;
  const Disclosure disclosure{
      id<RecordId>(1),    id<TeamId>(2), id<AgencyId>(3), {"medication", "symptoms"}, "consent",
      {id<RecordId>(11)}, kNow};
  trail.append(disclosed(by_staff(id<StaffId>(5)), disclosure));
  const auto open = *find_entry(trail.transaction, 1);
  EXPECT_EQ(open.entry.kind, "disclosure");
  std::vector<std::string> mentioned;
  for (const auto& mention : open.entry.mentions) mentioned.push_back(mention.what);
  EXPECT_THAT(mentioned, testing::ElementsAre("by-staff", "message", "team", "to", "consent"));
  EXPECT_EQ(open.entry.facts[0].code, "consent");
  EXPECT_EQ(open.details[0].value, "medication,symptoms");
}

TEST(Events, ADenialNamesWhomAndWhyInOrder) {
  Trail trail;
  trail.append(sending_denied(by_staff(id<StaffId>(5)), id<TeamId>(2),
                              {{id<AgencyId>(3), "refused"}, {id<AgencyId>(4), "no-consent"}}, {"money"}));
  const auto entry = find_entry(trail.transaction, 1)->entry;
  EXPECT_EQ(entry.mentions[3].id, copy(id<AgencyId>(4).bytes()));
  EXPECT_EQ(entry.facts[1].code, "no-consent");
}

TEST(Events, AFailedLoginNamesNobodyWhereNobodyWasMeant) {
  Trail trail;
  trail.append(login_failed(std::nullopt, "unknown-staff"));
  trail.append(login_failed(id<StaffId>(5), "wrong-passphrase"));
  EXPECT_TRUE(find_entry(trail.transaction, 1)->entry.mentions.empty());
  EXPECT_TRUE(find_entry(trail.transaction, 2)->entry.mentions_id(id<StaffId>(5).bytes()));
}

}  // namespace
}  // namespace tasuki::audit
