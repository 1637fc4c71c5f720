// Statements made without knowing of each other: the restrictive one wins, in whichever order they are
// placed. Each story is told with many seeds, which give the two statements either order of ids.
#include <gtest/gtest.h>

#include "tests/unit/record/story.hpp"

namespace tasuki::record {
namespace {

class FoldConflict : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  FoldConflict() : story(GetParam()) {
    story.add("BCD");
    fork = story.all_heads();
  }
  RecordId aside(char author, Statement statement) { return aside(author, std::move(statement), fork); }
  RecordId aside(char author, Statement statement, std::vector<RecordId> seen) {
    return story.say_having_seen(author, std::move(statement), std::move(seen));
  }
  /// B, C and D elect B, having seen nothing of what is said beside.
  RecordId elect_b() {
    const auto first = aside('B', CoordinatorReplacement{agency('B'), 1});
    const auto second = aside('C', CoordinatorReplacement{agency('B'), 1}, {first});
    return aside('D', CoordinatorReplacement{agency('B'), 1}, {second});
  }

  Story story;
  std::vector<RecordId> fork;
};

TEST_P(FoldConflict, ARemovalBeatsAnAddition) {
  aside('A', MemberAdd{agency('E')});
  aside('A', MemberRemove{agency('E')});
  EXPECT_EQ(story.members(), "ABCD");
}

TEST_P(FoldConflict, ALeavingBeatsAnAddition) {
  aside('E', MemberRemove{agency('E')});
  aside('A', MemberAdd{agency('E')});
  EXPECT_EQ(story.members(), "ABCD");
  story.say('A', MemberAdd{agency('E')});
  EXPECT_EQ(story.members(), "ABCDE");
}

TEST_P(FoldConflict, ARemovalBeatsAnAdditionOfWhoWasAMemberAlready) {
  aside('A', MemberAdd{agency('B')});
  aside('A', MemberRemove{agency('B')});
  EXPECT_EQ(story.members(), "ACD");
}

TEST_P(FoldConflict, AnAdditionBehindOneRemovalDoesNotOutlastAnotherBesideIt) {
  const auto first = aside('A', MemberRemove{agency('B')});
  aside('A', MemberAdd{agency('B')}, {first});
  EXPECT_EQ(story.members(), "ABCD");
  aside('A', MemberRemove{agency('B')}, {first});
  EXPECT_EQ(story.members(), "ACD");
}

TEST_P(FoldConflict, ARemovalBeatsTheRemovedAgencysConsentAndConfirmation) {
  const auto earlier = story.say('C', some_consent("D"));
  const auto seen = story.all_heads();
  aside('A', MemberRemove{agency('B')}, seen);
  const auto consent = aside('B', some_consent("C"), seen);
  const auto confirmation = aside('B', Confirmation{earlier}, seen);
  EXPECT_EQ(story.ignored(consent), "concurrent-removal");
  EXPECT_EQ(story.ignored(confirmation), "concurrent-removal");
  EXPECT_EQ(Story::names(story.state().consents.at(earlier).attested_by), "C");
}

TEST_P(FoldConflict, WhatTheRemovalHadSeenStays) {
  const auto consent = story.say('B', some_consent("C"));
  story.say('A', MemberRemove{agency('B')});
  EXPECT_EQ(story.ignored(consent), "");
  EXPECT_EQ(Story::names(story.state().consents.at(consent).attested_by), "B");
}

TEST_P(FoldConflict, ARemovedAgencysRefusalAndWithdrawalCountAllTheSame) {
  const auto consent = story.say('C', some_consent("D"));
  const auto seen = story.all_heads();
  aside('A', MemberRemove{agency('B')}, seen);
  const auto refusal = aside('B', some_refusal(), seen);
  const auto withdrawal = aside('B', Withdrawal{consent}, seen);
  EXPECT_TRUE(story.state().refusals.contains(refusal));
  EXPECT_EQ(story.state().consents.at(consent).withdrawn_by, withdrawal);
}

TEST_P(FoldConflict, ALeavingSilencesTheConsentBesideIt) {
  aside('B', MemberRemove{agency('B')});
  EXPECT_EQ(story.ignored(aside('B', some_consent("C"))), "concurrent-removal");
}

TEST_P(FoldConflict, ARemovalBeatsARemovedAgencysVote) {
  aside('A', MemberRemove{agency('B')});
  EXPECT_EQ(story.ignored(aside('B', CoordinatorReplacement{agency('C'), 1})), "concurrent-removal");
}

TEST_P(FoldConflict, AWithdrawalBeatsAConfirmation) {
  const auto consent = story.say('B', some_consent("C"));
  const auto seen = story.all_heads();
  const auto withdrawal = aside('C', Withdrawal{consent}, seen);
  aside('D', Confirmation{consent}, seen);
  EXPECT_EQ(story.state().consents.at(consent).withdrawn_by, withdrawal);
}

TEST_P(FoldConflict, AConsentOnceWithdrawnNeverComesBack) {
  const auto consent = story.say('B', some_consent("C"));
  const auto first = story.say('B', Withdrawal{consent});
  story.say('D', Confirmation{consent});
  story.say('D', Withdrawal{consent});
  EXPECT_EQ(story.state().consents.at(consent).withdrawn_by, first);
}

TEST_P(FoldConflict, AConsentAndARefusalStandBesideEachOther) {
  const auto consent = aside('B', some_consent("C"));
  const auto refusal = aside('D', some_refusal("C"));
  EXPECT_TRUE(story.state().consents.contains(consent));
  EXPECT_FALSE(story.state().refusals.at(refusal).lifted_by);
}

TEST_P(FoldConflict, ALiftReachesNoRefusalThatItHasNotSeen) {
  const auto first = story.say('B', some_refusal());
  const auto seen = story.all_heads();
  aside('A', RefusalLift{first}, seen);
  const auto second = aside('B', some_refusal(), seen);
  const auto state = story.state();
  EXPECT_TRUE(state.refusals.at(first).lifted_by);
  EXPECT_FALSE(state.refusals.at(second).lifted_by);
}

TEST_P(FoldConflict, OfTwoHandOversOneCountsAndTheOtherIsReported) {
  const auto to_b = aside('A', CoordinatorHandover{agency('B'), 1});
  const auto to_c = aside('A', CoordinatorHandover{agency('C'), 1});
  EXPECT_EQ(story.coordinator(), to_b < to_c ? 'B' : 'C');
  EXPECT_EQ(story.ignored(std::max(to_b, to_c)), "concurrent-coordination");
  EXPECT_EQ(story.ignored(std::min(to_b, to_c)), "");
}

TEST_P(FoldConflict, WhatTheLoserOfTwoHandOversDidAsCoordinatorDoesNotCount) {
  const auto to_b = aside('A', CoordinatorHandover{agency('B'), 1});
  const auto to_c = aside('A', CoordinatorHandover{agency('C'), 1});
  const auto by_b = aside('B', MemberAdd{agency('E')}, {to_b});
  const auto by_c = aside('C', MemberAdd{agency('F')}, {to_c});
  EXPECT_EQ(story.members(), to_b < to_c ? "ABCDE" : "ABCDF");
  EXPECT_EQ(story.ignored(to_b < to_c ? by_c : by_b), "concurrent-coordination");
}

TEST_P(FoldConflict, TheVotesOfAMajorityBeatAHandOver) {
  const auto handover = aside('A', CoordinatorHandover{agency('C'), 1});
  elect_b();
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.ignored(handover), "concurrent-coordination");
}

TEST_P(FoldConflict, VotesCastWithoutKnowingOfEachOtherAddUp) {
  for (const char voter : std::string("BCD")) aside(voter, CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'B');
}

TEST_P(FoldConflict, AReplacedCoordinatorsLateActsDoNotCount) {
  const auto refusal = story.say('C', some_refusal());
  fork = story.all_heads();
  elect_b();
  const auto add = aside('A', MemberAdd{agency('E')});
  const auto remove = aside('A', MemberRemove{agency('B')});
  const auto lift = aside('A', RefusalLift{refusal});
  const auto raise = aside('A', RulesRaise{9});
  EXPECT_EQ(story.members(), "ABCD");
  for (const auto& late : {add, remove, lift, raise}) {
    EXPECT_EQ(story.ignored(late), "concurrent-coordination");
  }
  EXPECT_TRUE(story.state().decidable);
  EXPECT_FALSE(story.state().refusals.at(refusal).lifted_by);
}

TEST_P(FoldConflict, WhatAVoterHadSeenOfTheReplacedCoordinatorStays) {
  const auto add = aside('A', MemberAdd{agency('E')});
  fork = {add};
  elect_b();
  EXPECT_EQ(story.ignored(add), "");
  EXPECT_EQ(story.members(), "ABCDE");
}

TEST_P(FoldConflict, AReplacedCoordinatorCannotVouchForItself) {
  elect_b();
  const auto add = aside('A', MemberAdd{agency('E')});
  aside('A', CoordinatorReplacement{agency('B'), 1}, {add});
  EXPECT_EQ(story.members(), "ABCD");
}

TEST_P(FoldConflict, ALostCoordinatorCannotRemoveTheVotersAway) {
  elect_b();
  aside('A', MemberRemove{agency('B')});
  aside('A', MemberRemove{agency('C')});
  aside('A', MemberRemove{agency('D')});
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.members(), "ABCD");
}

TEST_P(FoldConflict, AFormerCoordinatorCannotUnmakeTheTeamByHavingLeftEarly) {
  story.say('A', CoordinatorHandover{agency('B'), 1});
  story.say('B', MemberAdd{agency('E')});
  aside('A', MemberRemove{agency('A')}, {story.founding});
  EXPECT_EQ(story.members(), "BCDE");
  EXPECT_EQ(story.coordinator(), 'B');
}

TEST_P(FoldConflict, LaterVotesDoNotUndoAMajority) {
  elect_b();
  story.say('B', MemberAdd{agency('E')});
  story.say('B', MemberAdd{agency('F')});
  aside('A', CoordinatorReplacement{agency('B'), 1});
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.members(), "ABCDEF");
}

TEST_P(FoldConflict, TwoMajoritiesAtOnceHaveOneOutcome) {
  // Everybody votes for both, which only somebody who forks can do.
  for (const char voter : std::string("BCD")) {
    aside(voter, CoordinatorReplacement{agency('C'), 1});
    aside(voter, CoordinatorReplacement{agency('B'), 1});
  }
  EXPECT_EQ(story.coordinator(), 'B');
}

TEST_P(FoldConflict, AHandOverToWhoLeavesLeavesTheTeamToItsVotes) {
  aside('A', CoordinatorHandover{agency('B'), 1});
  aside('B', MemberRemove{agency('B')});
  EXPECT_EQ(story.coordinator(), 'B');
  EXPECT_EQ(story.members(), "ACD");
  EXPECT_EQ(story.ignored(story.say('B', MemberAdd{agency('B')})), "not-a-member");
  story.say('A', CoordinatorReplacement{agency('C'), 2});
  story.say('C', CoordinatorReplacement{agency('C'), 2});
  EXPECT_EQ(story.coordinator(), 'C');
}

TEST_P(FoldConflict, AnUnknownKindBesideARemovalDoesNotStopDeciding) {
  aside('A', MemberRemove{agency('B')});
  aside('B', UnknownStatement{});
  EXPECT_TRUE(story.state().decidable);
}

TEST_P(FoldConflict, AnAdditionAndAConsentOfTheNewMemberBesideItsRemoval) {
  const auto added = aside('A', MemberAdd{agency('E')});
  const auto consent = aside('E', some_consent("B"), {added});
  EXPECT_EQ(story.ignored(consent), "");
  aside('A', MemberRemove{agency('E')}, {added});
  EXPECT_EQ(story.ignored(consent), "concurrent-removal");
}

INSTANTIATE_TEST_SUITE_P(EitherWayRound, FoldConflict, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace tasuki::record
