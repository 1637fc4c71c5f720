// Every row of the authority table, whoever may and whoever may not. Design §6; docs/protocol.md, section 9.
#include <gtest/gtest.h>

#include "tests/unit/record/story.hpp"

namespace tasuki::record {
namespace {

TEST(FoldAuthority, AFounderIsTheFirstMemberAndCoordinator) {
  const Story story;
  const auto state = story.state();
  EXPECT_EQ(Story::names(state.members), "A");
  EXPECT_EQ(state.coordinator, agency('A'));
  EXPECT_EQ(state.coordinator_number, 0U);
  EXPECT_EQ(state.rules_version, 1U);
  EXPECT_TRUE(state.decidable);
  EXPECT_TRUE(state.ignored.empty());
  EXPECT_EQ(state.heads, std::vector{story.founding});
}

TEST(FoldAuthority, TheCoordinatorAddsMembers) {
  Story story;
  story.add("BC");
  EXPECT_EQ(story.members(), "ABC");
}

TEST(FoldAuthority, OthersAddNobody) {
  Story story;
  story.add("B");
  const auto by_member = story.say('B', MemberAdd{agency('C')});
  const auto by_stranger = story.say('X', MemberAdd{agency('X')});
  EXPECT_EQ(story.members(), "AB");
  EXPECT_EQ(story.ignored(by_member), "not-coordinator");
  EXPECT_EQ(story.ignored(by_stranger), "not-a-member");
}

TEST(FoldAuthority, TheCoordinatorRemovesMembers) {
  Story story;
  story.add("BC");
  story.say('A', MemberRemove{agency('B')});
  EXPECT_EQ(story.members(), "AC");
  EXPECT_EQ(Story::names(story.state().former_members), "B");
}

TEST(FoldAuthority, OthersRemoveNobodyButThemselves) {
  Story story;
  story.add("BC");
  const auto by_member = story.say('B', MemberRemove{agency('C')});
  const auto by_stranger = story.say('X', MemberRemove{agency('C')});
  EXPECT_EQ(story.members(), "ABC");
  EXPECT_EQ(story.ignored(by_member), "not-coordinator");
  EXPECT_EQ(story.ignored(by_stranger), "not-a-member");
  story.say('B', MemberRemove{agency('B')});
  EXPECT_EQ(story.members(), "AC");
}

TEST(FoldAuthority, AnAgencyLeavesOnceEvenBeforeItIsAdded) {
  Story story;
  EXPECT_EQ(story.ignored(story.say('X', MemberRemove{agency('X')})), "");
  EXPECT_EQ(story.ignored(story.say('X', MemberRemove{agency('X')})), "not-a-member");
  EXPECT_TRUE(story.state().former_members.empty());
  story.add("X");
  EXPECT_EQ(story.ignored(story.say('X', MemberRemove{agency('X')})), "");
  EXPECT_EQ(story.members(), "A");
}

/// One member alone cannot make everybody's fold slow.
TEST(FoldAuthority, AFloodOfVotesIsFolded) {
  Story story;
  story.add("BCD");
  auto heads = story.all_heads();
  for (std::uint8_t i = 0; i < 250; ++i) {
    const auto target = agency(static_cast<char>('A' + i % 4));
    heads = {story.say_having_seen('B', CoordinatorReplacement{target, 1}, heads)};
  }
  EXPECT_EQ(story.coordinator(), 'A');
}

TEST(FoldAuthority, ARemovedMemberCanBeAddedAgain) {
  Story story;
  story.add("B");
  story.say('A', MemberRemove{agency('B')});
  story.add("B");
  const auto refusal = story.say('B', some_refusal());
  EXPECT_EQ(story.members(), "AB");
  EXPECT_TRUE(story.state().former_members.empty());
  EXPECT_EQ(story.ignored(refusal), "");
}

TEST(FoldAuthority, TheCoordinatorHandsOver) {
  Story story;
  story.add("BC");
  story.say('A', CoordinatorHandover{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.state().coordinator_number, 1U);
  const auto by_former = story.say('A', MemberAdd{agency('D')});
  const auto by_new = story.say('B', MemberAdd{agency('E')});
  EXPECT_EQ(story.ignored(by_former), "not-coordinator");
  EXPECT_EQ(story.ignored(by_new), "");
  EXPECT_EQ(story.members(), "ABCE");
}

TEST(FoldAuthority, AHandOverNeedsTheCoordinatorItsNumberAndAMember) {
  Story story;
  story.add("BC");
  EXPECT_EQ(story.ignored(story.say('B', CoordinatorHandover{agency('B'), 1})), "not-coordinator");
  EXPECT_EQ(story.ignored(story.say('A', CoordinatorHandover{agency('B'), 2})), "wrong-chain-number");
  EXPECT_EQ(story.ignored(story.say('A', CoordinatorHandover{agency('X'), 1})), "target-not-a-member");
  EXPECT_EQ(story.ignored(story.say('X', CoordinatorHandover{agency('B'), 1})), "not-a-member");
  EXPECT_EQ(story.coordinator(), 'A');
  story.say('A', CoordinatorHandover{agency('B'), 1});
  EXPECT_EQ(story.ignored(story.say('B', CoordinatorHandover{agency('C'), 1})), "wrong-chain-number");
  EXPECT_EQ(story.ignored(story.say('B', CoordinatorHandover{agency('C'), 2})), "");
  EXPECT_EQ(story.coordinator(), 'C');
}

TEST(FoldAuthority, AMajorityOfTheMembersReplacesALostCoordinator) {
  Story story;
  story.add("BCDE");
  story.say('B', CoordinatorReplacement{agency('B'), 1});
  story.say('C', CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'A');
  story.say('D', CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.state().coordinator_number, 1U);
  EXPECT_EQ(story.ignored(story.say('B', MemberRemove{agency('A')})), "");
  EXPECT_EQ(story.members(), "BCDE");
}

TEST(FoldAuthority, HalfOfTheMembersIsNoMajority) {
  Story story;
  story.add("BCD");
  story.say('B', CoordinatorReplacement{agency('B'), 1});
  story.say('C', CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'A');
}

TEST(FoldAuthority, OneMemberHasOneVote) {
  Story story;
  story.add("BCD");
  for (int i = 0; i < 3; ++i) story.say('B', CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'A');
}

TEST(FoldAuthority, AVoteNeedsAMemberForAMemberUnderTheNextNumber) {
  Story story;
  story.add("BC");
  EXPECT_EQ(story.ignored(story.say('X', CoordinatorReplacement{agency('B'), 1})), "not-a-member");
  EXPECT_EQ(story.ignored(story.say('B', CoordinatorReplacement{agency('X'), 1})), "target-not-a-member");
  EXPECT_EQ(story.ignored(story.say('B', CoordinatorReplacement{agency('B'), 2})), "wrong-chain-number");
}

TEST(FoldAuthority, VotesForDifferentAgenciesDoNotAddUp) {
  Story story;
  story.add("BCD");
  story.say('B', CoordinatorReplacement{agency('B'), 1});
  story.say('C', CoordinatorReplacement{agency('C'), 1});
  story.say('D', CoordinatorReplacement{agency('D'), 1});
  EXPECT_EQ(story.coordinator(), 'A');
}

TEST(FoldAuthority, ACoordinatorThatLeftCoordinatesNothing) {
  Story story;
  story.add("BC");
  story.say('A', MemberRemove{agency('A')});
  EXPECT_EQ(story.ignored(story.say('A', MemberAdd{agency('D')})), "not-a-member");
  EXPECT_EQ(story.members(), "BC");
  story.say('B', CoordinatorReplacement{agency('C'), 1});
  story.say('C', CoordinatorReplacement{agency('C'), 1});
  EXPECT_EQ(story.coordinator(), 'C');
}

TEST(FoldAuthority, AnyMemberStatesAConsent) {
  Story story;
  story.add("BC");
  const auto consent = story.say('C', some_consent("AB"));
  const auto state = story.state();
  ASSERT_TRUE(state.consents.contains(consent));
  EXPECT_EQ(state.consents.at(consent).author, agency('C'));
  EXPECT_EQ(Story::names(state.consents.at(consent).attested_by), "C");
  EXPECT_EQ(Story::names(state.consents.at(consent).recipients), "AB");
}

TEST(FoldAuthority, AStrangersConsentIsIgnored) {
  Story story;
  const auto consent = story.say('X', some_consent());
  EXPECT_TRUE(story.state().consents.empty());
  EXPECT_EQ(story.ignored(consent), "not-a-member");
}

TEST(FoldAuthority, AnyMemberConfirmsAConsent) {
  Story story;
  story.add("BC");
  const auto consent = story.say('B', some_consent());
  story.say('C', Confirmation{consent});
  EXPECT_EQ(Story::names(story.state().consents.at(consent).attested_by), "BC");
}

TEST(FoldAuthority, AConfirmationNeedsAMemberAndAConsentItHasSeen) {
  Story story;
  story.add("BC");
  const auto before = story.all_heads();
  const auto consent = story.say('B', some_consent());
  const auto by_stranger = story.say('X', Confirmation{consent});
  const auto of_nothing = story.say('C', Confirmation{story.founding});
  const auto unseen = story.say_having_seen('C', Confirmation{consent}, before);
  EXPECT_EQ(story.ignored(by_stranger), "not-a-member");
  EXPECT_EQ(story.ignored(of_nothing), "unknown-consent");
  EXPECT_EQ(story.ignored(unseen), "unknown-consent");
  EXPECT_EQ(Story::names(story.state().consents.at(consent).attested_by), "B");
}

TEST(FoldAuthority, AnyMemberRefusesAndWithdraws) {
  Story story;
  story.add("BC");
  const auto consent = story.say('A', some_consent());
  const auto refusal = story.say('B', some_refusal());
  const auto withdrawal = story.say('C', Withdrawal{consent});
  const auto state = story.state();
  EXPECT_TRUE(state.refusals.contains(refusal));
  EXPECT_EQ(state.consents.at(consent).withdrawn_by, withdrawal);
}

TEST(FoldAuthority, AStrangersRefusalAndWithdrawalAreIgnored) {
  Story story;
  const auto consent = story.say('A', some_consent());
  EXPECT_EQ(story.ignored(story.say('X', some_refusal())), "not-a-member");
  EXPECT_EQ(story.ignored(story.say('X', Withdrawal{consent})), "not-a-member");
  EXPECT_FALSE(story.state().consents.at(consent).withdrawn_by);
}

TEST(FoldAuthority, AFormerMemberMayStillRefuseAndWithdraw) {
  Story story;
  story.add("B");
  const auto consent = story.say('A', some_consent());
  story.say('A', MemberRemove{agency('B')});
  EXPECT_EQ(story.ignored(story.say('B', some_refusal())), "");
  EXPECT_EQ(story.ignored(story.say('B', Withdrawal{consent})), "");
  EXPECT_EQ(story.ignored(story.say('B', some_consent())), "not-a-member");
  EXPECT_EQ(story.ignored(story.say('B', Confirmation{consent})), "not-a-member");
}

TEST(FoldAuthority, AWithdrawalOfNoConsentIsIgnored) {
  Story story;
  EXPECT_EQ(story.ignored(story.say('A', Withdrawal{story.founding})), "unknown-consent");
}

TEST(FoldAuthority, TheCoordinatorLiftsARefusal) {
  Story story;
  story.add("B");
  const auto refusal = story.say('B', some_refusal());
  const auto lift = story.say('A', RefusalLift{refusal});
  EXPECT_EQ(story.state().refusals.at(refusal).lifted_by, lift);
}

TEST(FoldAuthority, OthersLiftNoRefusalEvenTheirOwn) {
  Story story;
  story.add("B");
  const auto refusal = story.say('B', some_refusal());
  EXPECT_EQ(story.ignored(story.say('B', RefusalLift{refusal})), "not-coordinator");
  EXPECT_EQ(story.ignored(story.say('X', RefusalLift{refusal})), "not-a-member");
  EXPECT_EQ(story.ignored(story.say('A', RefusalLift{story.founding})), "unknown-refusal");
  EXPECT_FALSE(story.state().refusals.at(refusal).lifted_by);
}

TEST(FoldAuthority, OnlyTheCoordinatorRaisesTheRules) {
  Story story;
  story.add("B");
  EXPECT_EQ(story.ignored(story.say('B', RulesRaise{2})), "not-coordinator");
  EXPECT_TRUE(story.state().decidable);
  story.say('A', RulesRaise{2});
  EXPECT_EQ(story.state().rules_version, 2U);
  EXPECT_FALSE(story.state().decidable);
}

TEST(FoldAuthority, ATeamOfLaterRulesIsNotDecided) {
  Story story;
  story.last().statement = TeamFounding{2};
  EXPECT_FALSE(story.state().decidable);
}

TEST(FoldAuthority, AnUnknownKindOfAMemberStopsDecidingAndAStrangersDoesNot) {
  Story story;
  story.add("B");
  EXPECT_EQ(story.ignored(story.say('X', UnknownStatement{})), "not-a-member");
  EXPECT_TRUE(story.state().decidable);
  EXPECT_EQ(story.ignored(story.say('B', UnknownStatement{})), "unknown-kind");
  EXPECT_FALSE(story.state().decidable);
}

TEST(FoldAuthority, AFieldThatIsNotUnderstoodStopsDecidingWhereTheRecordCounts) {
  Story story;
  story.add("B");
  story.say('X', some_consent());
  story.last().understood = false;
  EXPECT_TRUE(story.state().decidable);
  const auto consent = story.say('B', some_consent());
  story.last().understood = false;
  EXPECT_FALSE(story.state().decidable);
  EXPECT_TRUE(story.state().consents.contains(consent));
}

TEST(FoldAuthority, AfterTheEndOfItsCertificateNothingCounts) {
  Story story;
  story.add("BC");
  const auto kept = story.say('B', some_consent("C"));
  story.end_certificate('B', story.last_number());
  const auto consent = story.say('B', some_consent("C"));
  const auto refusal = story.say('B', some_refusal());
  const auto leaving = story.say('B', MemberRemove{agency('B')});
  const auto confirmation = story.say('C', Confirmation{consent});
  EXPECT_EQ(story.ignored(kept), "");
  EXPECT_EQ(story.ignored(consent), "certificate-ended");
  EXPECT_EQ(story.ignored(refusal), "certificate-ended");
  EXPECT_EQ(story.ignored(leaving), "certificate-ended");
  EXPECT_EQ(story.ignored(confirmation), "unknown-consent");
  EXPECT_EQ(story.members(), "ABC");
}

TEST(FoldAuthority, WhatStandsOnAnEndedAdditionFallsWithIt) {
  Story story;
  story.end_certificate('A', story.last_number());
  story.add("B");
  const auto consent = story.say('B', some_consent());
  EXPECT_EQ(story.members(), "A");
  EXPECT_EQ(story.ignored(consent), "not-a-member");
}

TEST(FoldAuthority, AFoundingBehindTheEndFoundsNothing) {
  Story story;
  story.end_certificate('A', {1, 0});
  EXPECT_EQ(story.members(), "");
  EXPECT_EQ(story.ignored(story.founding), "certificate-ended");
  EXPECT_EQ(story.ignored(story.say('A', MemberAdd{agency('B')})), "certificate-ended");
}

}  // namespace
}  // namespace tasuki::record
