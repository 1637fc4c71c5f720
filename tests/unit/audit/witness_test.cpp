#include "core/audit/witness.hpp"

#include <gtest/gtest.h>

#include "core/audit/heads_file.hpp"
#include "core/audit/held_heads.hpp"
#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"
#include "proto/wire.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::audit {
namespace {

using namespace fixture;

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

/// What the backup held: the first five entries. Everything behind was witnessed and is gone.
struct RestoredTrail : WitnessedTrail {
  RestoredTrail() {
    grow(5);
    witness(aozora);
    backup = *newest_signed_head(transaction);
    grow(4);
    witness(midori);
    cut_back_to(5);
    forget_witnesses();
  }
  void begin_incarnation(std::uint32_t number = 2) {
    record::Card card = *record::open_card(us.card);
    card.incarnation.number = number;
    node_key = crypto::SigningKey::generate(random);
    card.incarnation.node_key = node_key.public_key();
    EXPECT_TRUE(record::keep_card(transaction, *record::sign_card(card, us.root)));
    moment.incarnation = number;
  }
  record::SignedBytes backup;
};

TEST(Witness, WhatARestoredBackupDidNotHoldIsALossAndNoFault) {
  RestoredTrail trail;
  trail.begin_incarnation();
  trail.append(restored_from(*read_head(trail.backup)));
  for (const std::size_t more : {0u, 10u}) {
    trail.grow(more);
    const auto report = trail.verify_with(trail.held);
    EXPECT_EQ(said(report), "ok");
    ASSERT_TRUE(report.lost);
    EXPECT_EQ(report.lost->from, 6u);
    EXPECT_EQ(report.lost->to, 9u);
    EXPECT_EQ(report.witnessed, (std::map<AgencyId, std::uint64_t>{{trail.aozora.agency, 5}}));
  }
}

TEST(Witness, ARestoreDoesNotExcuseWhatCameBeforeIt) {
  RestoredTrail trail;
  trail.rewrite(3);
  trail.begin_incarnation();
  trail.append(restored_from(*read_head(trail.backup)));
  trail.grow(10);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 1");
}

/// Restored from the first five entries, witnessed again, and then from a newer copy of the first life.
struct TwiceRestoredTrail : RestoredTrail {
  TwiceRestoredTrail() {
    begin_incarnation();
    second_key = node_key.clone();
    append(restored_from(*read_head(backup)));
    grow(1);
    witness(midori);
    held.erase(held.begin() + 1);  // the first life ended otherwise in this story
    cut_back_to(5);
    forget_witnesses();
    moment.incarnation = 1;
    node_key = us.node.clone();
    grow(5);
    newer = *newest_signed_head(transaction);
  }
  record::SignedBytes newer;
  crypto::SigningKey second_key = us.node.clone();
};

TEST(Witness, ALifeThatTheCopyRestoredLaterDoesNotKnowIsALossAndNoFault) {
  TwiceRestoredTrail trail;
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6") << "nothing has been restored yet";
  trail.begin_incarnation(3);
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  const auto report = trail.verify_with(trail.held);
  EXPECT_EQ(said(report), "ok");
  ASSERT_TRUE(report.lost);
  EXPECT_EQ(report.lost->from, 6u);
  EXPECT_EQ(report.lost->to, 7u);
}

TEST(Witness, ALifeThatTheChainHoldsBeginsWhereItsHeadsSay) {
  TwiceRestoredTrail trail;
  trail.moment.incarnation = 2;
  trail.node_key = trail.second_key.clone();
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  trail.begin_incarnation(3);
  trail.append(restored_from(*read_head(trail.newer)));
  trail.grow(1);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6");
}

TEST(Witness, ARestoreIsStatedByANewIncarnationOrItIsNone) {
  RestoredTrail trail;
  trail.append(restored_from(*read_head(trail.backup)));
  trail.grow(1);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-missing 8");
  trail.grow(10);
  EXPECT_EQ(said(trail.verify_with(trail.held)), "witnessed-rewritten 6");
  // An entry of the next incarnation under a head of this one is not believed either.
  RestoredTrail other;
  other.moment.incarnation = 2;
  other.append(restored_from(*read_head(other.backup)));
  other.moment.incarnation = 1;
  other.sign();
  EXPECT_EQ(said(other.verify_with(other.held)), "incarnation-fell 6");
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
