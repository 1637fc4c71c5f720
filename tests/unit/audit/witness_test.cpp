#include "core/audit/witness.hpp"

#include <gtest/gtest.h>

#include "core/audit/heads_file.hpp"
#include "core/audit/held_heads.hpp"
#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"
#include "proto/wire.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/audit/witnessed_trail.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;

TEST(Witness, VerifySaysWhoWitnessedHowMuch) {
  WitnessedTrail trail;
  trail.grow(5);
  trail.witness(trail.midori);
  trail.grow(3);
  trail.witness(trail.aozora);
  trail.grow(2);
  for (const auto& report : {trail.verify_with(), check_export(trail.write()).report}) {
    EXPECT_EQ(said(report), "ok");
    EXPECT_EQ(report.witnessed,
              (std::map<AgencyId, std::uint64_t>{{trail.midori.agency, 5}, {trail.aozora.agency, 8}}));
    EXPECT_EQ(report.witnessed_up_to(), 8u);
  }
}

TEST(Witness, ATrailCutBackBehindAWitnessedHeadIsFoundThoughItsNodeKeySignsItAnew) {
  for (const std::uint64_t left : {1u, 5u, 7u}) {
    WitnessedTrail trail;
    trail.grow(5);
    trail.witness(trail.aozora);
    trail.grow(3);
    trail.witness(trail.midori);
    trail.cut_back_to(left);
    const std::string expected = "witnessed-missing " + std::to_string(left + 1);
    EXPECT_EQ(said(trail.verify_with()), expected);
    EXPECT_EQ(said(check_export(trail.write()).report), expected);
    // Without what lay in the own store nothing of it shows, until somebody else's heads come along.
    trail.forget_witnesses();
    EXPECT_EQ(said(trail.verify_with()), "ok");
    EXPECT_EQ(said(trail.verify_with(trail.held)), expected);
    EXPECT_EQ(said(check_export(trail.write()).report), "ok");
    EXPECT_EQ(said(check_export(trail.write(), trail.held).report), expected);
  }
}

TEST(Witness, AnEntryRewrittenBehindAWitnessedHeadIsFoundThoughTheWholeChainIsSignedAnew) {
  for (const std::uint64_t number : {1u, 4u, 6u, 8u}) {
    WitnessedTrail trail;
    trail.grow(5);
    trail.witness(trail.aozora);
    trail.grow(3);
    trail.witness(trail.midori);
    trail.grow(4);
    trail.rewrite(number);
    const std::string expected = number <= 5 ? "witnessed-rewritten 1" : "witnessed-rewritten 6";
    EXPECT_EQ(said(trail.verify_with()), expected) << number;
    EXPECT_EQ(said(check_export(trail.write()).report), expected);
    trail.forget_witnesses();
    EXPECT_EQ(said(trail.verify_with()), "ok");
    EXPECT_EQ(said(trail.verify_with(trail.held)), expected);
    EXPECT_EQ(said(check_export(trail.write(), trail.held).report), expected);
  }
}

TEST(Witness, WhatNobodyHadWitnessedYetIsNoContradiction) {
  WitnessedTrail trail;
  trail.grow(5);
  trail.witness(trail.midori);
  trail.grow(3);
  trail.rewrite(7);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "ok");
  EXPECT_EQ(trail.verify_with().witnessed_up_to(), 5u);
}

TEST(Witness, OneWhoseSignatureDoesNotHoldIsReported) {
  WitnessedTrail trail;
  trail.grow(5);
  const auto head = *newest_signed_head(trail.transaction);
  Witness forged = witness_head(head, trail.midori.agency, 1, trail.aozora.node);
  keep_witness(trail.transaction, head, 5, forged);
  EXPECT_EQ(said(trail.verify_with()), "witness-not-authentic 0");
  EXPECT_EQ(said(check_export(trail.write()).report), "witness-not-authentic 0");
}

TEST(Witness, OfOneWitnessOnlyTheNewestAndOneOfEvery64EntriesIsKept) {
  WitnessedTrail trail;
  for (int i = 0; i < 200; ++i) {
    trail.grow(1);
    trail.witness(trail.midori);
  }
  EXPECT_EQ(kept_witnesses(trail.transaction).size(), 4u);
  EXPECT_EQ(last_witnessed_by(trail.transaction, trail.midori.agency), 200u);
  EXPECT_EQ(said(trail.verify_with()), "ok");
  EXPECT_EQ(trail.verify_with().witnessed_up_to(), 200u);
}

TEST(Witness, IsTheBytesOfTheDocument) {
  Trail trail;
  trail.random = test::SeededRandom(1);
  trail.agency = id<AgencyId>(0x44);
  trail.append(staff_added(by_node(), id<StaffId>(0x11), id<CertificateHash>(0x22), "staff", "田中はるか"));
  const auto key = crypto::SigningKey::from_seed(Bytes(32, 0x33));
  sign_head(trail.transaction, trail.agency, trail.moment, key);
  const auto witness = witness_head(*newest_signed_head(trail.transaction), id<AgencyId>(0x55), 1,
                                    crypto::SigningKey::from_seed(Bytes(32, 0x66)));
  EXPECT_EQ(to_hex(serialize(*newest_signed_head(trail.transaction), witness)),
            test::protocol_example("witnessed-head"));
  proto::wire::Frame frame;
  *frame.mutable_audit_heads()->mutable_newest() = record::to_proto(*newest_signed_head(trail.transaction));
  frame.mutable_audit_heads()->set_answers(1);
  EXPECT_EQ(to_hex(serialize_message(frame)), test::protocol_example("audit-heads-frame"));
}

// ---- heads that are held of others

struct Holder : WitnessedTrail {
  /// As the office holds it: a store of its own.
  Holder() {
    for (const auto* office : {&us, &midori, &aozora}) office->introduce_to(other);
  }
  HeldHead newest(Time at) {
    auto bytes = *newest_signed_head(transaction);
    return {*read_head(bytes), bytes, at};
  }
  Bytes file() {
    Bytes bytes;
    write_heads(other, midori.agency, moment, midori.node,
                [&](ByteView piece) { tasuki::append(bytes, piece); });
    return bytes;
  }
  static std::vector<WitnessedHead> seen_in(const HeadsFile& file) {
    std::vector<WitnessedHead> seen;
    for (const auto& line : file.heads) seen.push_back(line.seen);
    return seen;
  }
  test::MemoryStore disk;
  Transaction& other = disk.begin();
};

TEST(HeldHeads, TheFileOfAnotherMemberFindsWhatTheOwnerOfATrailDidToIt) {
  Holder trail;
  trail.grow(6);
  hold_head(trail.other, trail.newest(kNow));
  const auto file = read_heads_file(trail.file());
  ASSERT_TRUE(file);
  EXPECT_EQ(file->by, trail.midori.agency);
  const auto seen = Holder::seen_in(*file);
  const auto sound = check_export(trail.write(), seen).report;
  EXPECT_EQ(said(sound), "ok");
  EXPECT_EQ(sound.witnessed, (std::map<AgencyId, std::uint64_t>{{trail.midori.agency, 6}}));
  trail.rewrite(2);
  EXPECT_EQ(said(check_export(trail.write(), seen).report), "witnessed-rewritten 1");
  trail.cut_back_to(3);
  EXPECT_EQ(said(check_export(trail.write(), seen).report), "witnessed-missing 4");
}

TEST(HeldHeads, AFileIsBelievedWholeOrNotAtAll) {
  Holder trail;
  trail.grow(6);
  hold_head(trail.other, trail.newest(kNow));
  const Bytes file = trail.file();
  ASSERT_TRUE(read_heads_file(file));
  for (std::size_t at = 0; at < file.size(); ++at) {
    Bytes flipped = file;
    flipped[at] ^= static_cast<std::uint8_t>(1u << at % 8);
    ASSERT_FALSE(read_heads_file(flipped)) << at;
    ASSERT_FALSE(read_heads_file(ByteView(file).first(at)));
  }
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_FALSE(read_heads_file(longer));
  EXPECT_FALSE(read_heads_file(trail.write())) << "an export is another kind of file";
}

TEST(HeldHeads, OfAnHourTheLastConfirmedOneIsHeldAndLaterOneADay) {
  Holder trail;
  std::optional<HeldHead> before;
  const Duration quarter = std::chrono::minutes(15);
  for (int i = 0; i < 4 * 24 * 3; ++i) {
    trail.grow(1);
    const auto head = trail.newest(kNow + i * quarter);
    hold_head(trail.other, head, before);
    before = head;
  }
  const auto day_starts = kNow - std::chrono::floor<std::chrono::days>(kNow);
  EXPECT_NEAR(static_cast<double>(held_heads(trail.other, trail.agency).size()), 24 * 3, 1.0);
  EXPECT_EQ(newest_held(trail.other, trail.agency)->head.number, 288u);
  thin_held_heads(trail.other, kNow + std::chrono::hours(24 * 30));
  EXPECT_GE(held_heads(trail.other, trail.agency).size(), 72u) << "nothing is old yet";
  thin_held_heads(trail.other, kNow + std::chrono::hours(24 * 60));
  EXPECT_EQ(held_heads(trail.other, trail.agency).size(), day_starts == Duration::zero() ? 3u : 4u);
  EXPECT_EQ(newest_held(trail.other, trail.agency)->head.number, 288u);
}

TEST(HeldHeads, WhatItsNodeDidNotConfirmMakesNoRoom) {
  Holder trail;
  for (int i = 0; i < 3; ++i) {
    trail.grow(1);
    hold_head(trail.other, trail.newest(kNow));
  }
  EXPECT_EQ(held_heads(trail.other, trail.agency).size(), 3u);
}

/// Unsigned: what is held was checked before.
HeldHead head_of(const AgencyId& agency, std::uint64_t number) {
  proto::audit::Head head;
  head.set_agency_id(agency.str());
  head.set_incarnation(1);
  head.set_number(number);
  head.set_hash(std::string(32, 'h'));
  record::SignedBytes bytes{serialize_message(head), {}};
  return {*read_head(bytes), bytes, kNow};
}

TEST(HeldHeads, HandedOnHeadsDoNotFillTheStore) {
  Holder trail;
  EXPECT_TRUE(hold_head(trail.other, head_of(trail.agency, 1'000'000)));
  for (std::uint64_t number = 1; number <= kHeldLimit + 10; ++number)
    hold_head(trail.other, head_of(trail.agency, number));
  EXPECT_EQ(trail.other.count(Table::HeldHead, KeyRange::all()), kHeldLimit);
  EXPECT_TRUE(hold_head(trail.other, head_of(trail.agency, 1'000'001))) << "what is newer always has room";
}

TEST(HeldHeads, AConflictIsKeptOnceAndAProofOutranksASuspicion) {
  Holder trail;
  trail.grow(3);
  const auto held = trail.newest(kNow);
  trail.rewrite(2);
  const auto shown = trail.newest(kNow);
  HeadConflict conflict{Conflict::CutBack, held.head, held.bytes, shown.bytes, trail.us.agency, kNow};
  EXPECT_TRUE(keep_conflict(trail.other, conflict));
  EXPECT_FALSE(keep_conflict(trail.other, conflict));
  conflict.what = Conflict::Rewritten;
  EXPECT_TRUE(keep_conflict(trail.other, conflict));
  conflict.what = Conflict::CutBack;
  EXPECT_FALSE(keep_conflict(trail.other, conflict));
  ASSERT_EQ(head_conflicts(trail.other).size(), 1u);
  EXPECT_EQ(head_conflicts(trail.other)[0].what, Conflict::Rewritten);
  const auto file = read_heads_file(trail.file());
  ASSERT_TRUE(file);
  EXPECT_EQ(file->heads.size(), 2u) << "both histories go to whoever checks";
}

}  // namespace
}  // namespace tasuki::audit
