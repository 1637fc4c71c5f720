#include "core/record/ledger.hpp"

#include <gtest/gtest.h>

#include "tests/unit/record/ledger_world.hpp"

namespace tasuki::record {
namespace {

class LedgerTest : public ::testing::Test {
 protected:
  LedgerTest() { authors.introduce_all_to(node); }

  LedgerAuthors authors{3};
  const TeamId team = authors.team;
  const SignedRecord founding = authors.founding;
  const SignedRecord add = authors.state(0, MemberAdd{authors.id(1)}, {founding.id});
  const SignedRecord refusal =
      authors.state(1, Refusal{.categories = {"money"}, .recipients = {authors.id(0)}}, {add.id});
  LedgerNode node;
};

TEST_F(LedgerTest, TakesRecordsWithTheirParents) {
  EXPECT_EQ(node.receive(founding)->arrival, Arrival::Inserted);
  EXPECT_EQ(node.receive(add)->inserted, std::vector{add.id});
  EXPECT_EQ(ledger_heads(node.transaction, team), std::vector{add.id});
  EXPECT_EQ(ledger_records(node.transaction, team), (std::vector{founding.id, add.id}));
  EXPECT_TRUE(node.state(team).is_member(authors.id(1)));
}

TEST_F(LedgerTest, IgnoresWhatItHolds) {
  ASSERT_TRUE(node.receive(founding));
  const auto again = node.receive(founding);
  EXPECT_EQ(again->arrival, Arrival::Known);
  EXPECT_TRUE(again->inserted.empty());
}

TEST_F(LedgerTest, KeepsWhatComesBeforeItsParentsUntilTheyCome) {
  EXPECT_EQ(node.receive(refusal)->arrival, Arrival::Waiting);
  EXPECT_EQ(node.receive(add)->arrival, Arrival::Waiting);
  EXPECT_TRUE(ledger_heads(node.transaction, team).empty());
  EXPECT_EQ(missing_governance(node.transaction, team), std::vector{founding.id});
  EXPECT_EQ(node.receive(founding)->inserted, (std::vector{founding.id, add.id, refusal.id}));
  EXPECT_TRUE(missing_governance(node.transaction, team).empty());
  EXPECT_EQ(node.transaction.count(Table::GovernanceWaiting, KeyRange::all()), 0U);
}

TEST_F(LedgerTest, KeepsWhatComesBeforeItsCertificateAndCard) {
  LedgerNode stranger;
  EXPECT_EQ(stranger.receive(founding)->arrival, Arrival::Waiting);
  EXPECT_EQ(missing_governance(stranger.transaction, team), std::vector{founding.id});
  ASSERT_TRUE(keep_certificate(stranger.transaction, authors.agencies[0].certificate()));
  const auto& hash = authors.agencies[0].certificate_hash();
  EXPECT_TRUE(insert_waiting_for(stranger.transaction, hash.bytes(), nullptr).empty());
  EXPECT_EQ(missing_governance(stranger.transaction, team), std::vector{founding.id});
  ASSERT_TRUE(keep_card(stranger.transaction, authors.agencies[0].signed_card()));
  EXPECT_EQ(insert_waiting_for(stranger.transaction, authors.id(0).bytes(), nullptr),
            std::vector{founding.id});
}

TEST_F(LedgerTest, LetsNoPeersRecordsTakeTheRoomOfOthers) {
  const auto junk = [&](std::size_t number) {  // of a parent that nobody has
    std::array<std::uint8_t, RecordId::kSize> nobodys{0xee};
    nobodys[1] = static_cast<std::uint8_t>(number);
    nobodys[2] = static_cast<std::uint8_t>(number >> 8);
    return authors.state(0, MemberAdd{authors.id(1)}, {RecordId(nobodys)});
  };
  const auto hand_over = [&](std::uint8_t peer, const SignedRecord& record) {
    return insert_governance(node.transaction, {record, from_millis(1), AgencyId({peer})}, &node.memo);
  };
  const auto first = junk(0);
  ASSERT_EQ(hand_over(1, first)->arrival, Arrival::Waiting);
  for (std::size_t i = 1; i < kWaitingShare; ++i) ASSERT_TRUE(hand_over(1, junk(i)));
  const auto beyond = hand_over(1, junk(kWaitingShare));
  ASSERT_FALSE(beyond);
  EXPECT_TRUE(beyond.error().is(RecordError::TooManyWaiting));
  EXPECT_TRUE(hand_over(2, junk(kWaitingShare)));
  EXPECT_TRUE(hand_over(1, first)) << "which waits already";
}

TEST_F(LedgerTest, DropsWhatTurnsOutToBeForgedWhenItsCertificateComes) {
  LedgerNode stranger;
  auto forged = founding;
  forged.signature.signature = add.signature.signature;
  ASSERT_EQ(stranger.receive(forged)->arrival, Arrival::Waiting);
  stranger.meet(authors.agencies[0]);
  EXPECT_TRUE(ledger_heads(stranger.transaction, team).empty());
  EXPECT_EQ(stranger.transaction.count(Table::GovernanceWaiting, KeyRange::all()), 0U);
  EXPECT_EQ(stranger.receive(founding)->arrival, Arrival::Inserted);
}

TEST_F(LedgerTest, AForgedCopyThatWaitsDoesNotKeepTheGenuineOneOut) {
  for (const bool forged_last : {false, true}) {
    LedgerNode stranger;
    auto forged = founding;
    forged.countersignature->number.number = 1000;
    ASSERT_TRUE(stranger.receive(forged_last ? founding : forged));
    ASSERT_TRUE(stranger.receive(forged_last ? forged : founding));
    stranger.meet(authors.agencies[0]);
    EXPECT_EQ(ledger_heads(stranger.transaction, team), std::vector{founding.id});
    EXPECT_EQ(find_record(stranger.transaction, founding.id)->record, founding);
  }
}

TEST_F(LedgerTest, OfARecordThatIsNumberedTwiceTheFirstThatEnteredStands) {
  ASSERT_TRUE(node.receive(founding));
  ASSERT_TRUE(node.receive(add));
  auto& office = authors.agencies[0];
  auto renumbered = add;
  SignedRecord* const one = &renumbered;
  countersign_records({&one, 1}, office.node_key(), {1, 1000});
  EXPECT_EQ(node.receive(renumbered)->arrival, Arrival::Known);
  EXPECT_EQ(find_record(node.transaction, add.id)->record, add);
  ASSERT_TRUE(keep_certificate_end(node.transaction, office.certificate_end({1, 500})));
  EXPECT_TRUE(node.state(team).is_member(authors.id(1))) << "it was stated before the end";
}

TEST_F(LedgerTest, RefusesWhatIsNotAuthentic) {
  auto forged = founding;
  forged.signature.signature = add.signature.signature;
  EXPECT_TRUE(node.receive(forged).error().is(RecordError::NotAuthentic));
}

TEST_F(LedgerTest, RefusesCareAndBrokenPayloads) {
  auto& office = authors.agencies[0];
  EXPECT_FALSE(node.receive(office.state(Kind::Message, team, Bytes{1})));
  EXPECT_TRUE(
      node.receive(office.state(Kind::MemberAdd, team, Bytes{0xff})).error().is(RecordError::Malformed));
}

TEST_F(LedgerTest, RefusesAParentOfAnotherTeam) {
  ASSERT_TRUE(node.receive(founding));
  const auto other = authors.agencies[1].state(Kind::TeamFounding, TeamId(),
                                               write_governance(TeamFounding{}, {}, from_millis(1)));
  ASSERT_TRUE(node.receive(other));
  const auto mixed = authors.state(0, MemberAdd{authors.id(2)}, {founding.id, other.id});
  EXPECT_TRUE(node.receive(mixed).error().is(RecordError::ForeignParent));
}

TEST_F(LedgerTest, KeepsTeamsApart) {
  const auto other = authors.agencies[1].state(Kind::TeamFounding, TeamId(),
                                               write_governance(TeamFounding{}, {}, from_millis(1)));
  for (const auto& record : {founding, other, add}) ASSERT_TRUE(node.receive(record));
  auto teams = std::vector{team, team_of_founding(other.id)};
  std::sort(teams.begin(), teams.end());
  EXPECT_EQ(known_ledgers(node.transaction), teams);
  EXPECT_EQ(node.state(team_of_founding(other.id)).members, std::set{authors.id(1)});
  EXPECT_EQ(ledger_records(node.transaction, team).size(), 2U);
}

TEST_F(LedgerTest, HoldsNoMoreWaitingRecordsThanItsLimit) {
  for (std::size_t i = 0; i < kWaitingLimit; ++i) {
    Bytes key;
    append_u64(key, i);
    node.transaction.put(Table::GovernanceWaiting, key, {});
  }
  EXPECT_TRUE(node.receive(add).error().is(RecordError::TooManyWaiting));
}

TEST_F(LedgerTest, TakesOwnRecordsBeforeTheyAreSigned) {
  auto own = make_record(authors.agencies[0].random(), Kind::TeamFounding, TeamId(),
                         authors.agencies[0].author(), write_governance(TeamFounding{}, {}, from_millis(1)));
  ASSERT_TRUE(insert_own_governance(node.transaction, {.record = own}));
  EXPECT_EQ(node.state(team_of(own)).members, std::set{authors.id(0)});
  auto orphan = make_record(authors.agencies[0].random(), Kind::MemberAdd, team, authors.agencies[0].author(),
                            write_governance(MemberAdd{authors.id(1)}, {founding.id}, from_millis(1)));
  EXPECT_TRUE(
      insert_own_governance(node.transaction, {.record = orphan}).error().is(RecordError::MissingGovernance));
}

TEST_F(LedgerTest, GivesTheStateAsAnybodySawIt) {
  for (const auto& record : {founding, add, refusal}) ASSERT_TRUE(node.receive(record));
  const auto then = node.cache.at(node.transaction, team, {add.id});
  EXPECT_TRUE((*then)->state.refusals.empty());
  EXPECT_EQ((*then)->state.heads, std::vector{add.id});
  EXPECT_EQ(node.state(team).refusals.size(), 1U);
  EXPECT_TRUE(*node.cache.covers(node.transaction, team, {refusal.id}, {add.id, founding.id}));
  EXPECT_FALSE(*node.cache.covers(node.transaction, team, {add.id}, {refusal.id}));
}

TEST_F(LedgerTest, SaysWhenHeadsAreNotThere) {
  EXPECT_TRUE(node.cache.current(node.transaction, team).error().is(RecordError::UnknownTeam));
  ASSERT_TRUE(node.receive(founding));
  EXPECT_TRUE(node.cache.at(node.transaction, team, {add.id}).error().is(RecordError::MissingGovernance));
  EXPECT_TRUE(node.cache.at(node.transaction, team, {}).error().is(RecordError::MissingGovernance));
  EXPECT_EQ(absent_from_ledger(node.transaction, team, {founding.id, add.id}), std::vector{add.id});
}

TEST_F(LedgerTest, TheCacheFollowsTheStoreWhenItGoesBack) {
  ASSERT_TRUE(node.receive(founding));
  {
    const Savepoint undone(node.transaction);
    ASSERT_TRUE(node.receive(add));
    EXPECT_TRUE(node.state(team).is_member(authors.id(1)));
  }
  EXPECT_FALSE(node.state(team).is_member(authors.id(1)));
  EXPECT_FALSE(node.cache.at(node.transaction, team, {add.id}));
}

TEST_F(LedgerTest, TheEndOfACertificateChangesTheStateWheneverItComes) {
  for (const auto& record : {founding, add, refusal}) ASSERT_TRUE(node.receive(record));
  EXPECT_TRUE(node.state(team).is_member(authors.id(1)));
  ASSERT_TRUE(keep_certificate_end(node.transaction, authors.agencies[0].certificate_end({1, 1})));
  EXPECT_FALSE(node.state(team).is_member(authors.id(1)));
  EXPECT_EQ(node.state(team).ignored.front().reason, "certificate-ended");
}

TEST_F(LedgerTest, AnOwnRecordSignedLaterIsReadAgain) {
  ASSERT_TRUE(node.receive(founding));
  auto& office = authors.agencies[0];
  auto own = make_record(office.random(), Kind::MemberAdd, team, office.author(),
                         write_governance(MemberAdd{authors.id(1)}, {founding.id}, from_millis(1)));
  ASSERT_TRUE(insert_own_governance(node.transaction, {.record = own}));
  EXPECT_TRUE(node.state(team).is_member(authors.id(1)));
  SignedRecord* const one = &own;
  sign_records({&one, 1}, office.staff_key());
  countersign_records({&one, 1}, office.node_key(), {1, 50});
  put_record(node.transaction, {.record = own});
  ASSERT_TRUE(keep_certificate_end(node.transaction, office.certificate_end({1, 10})));
  EXPECT_FALSE(node.state(team).is_member(authors.id(1)));
}

}  // namespace
}  // namespace tasuki::record
