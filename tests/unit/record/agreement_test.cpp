// What a team agrees on for when it has to be quick: who may say it, which one is in force, what everybody
// refuses.
#include "core/record/agreement.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/record/validate.hpp"
#include "proto/records.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/record/story.hpp"

namespace tasuki::record {
namespace {

UrgencyAgreement some_agreement() {
  return {.situations = {{"violence", true, {"risk", "symptoms"}}, {"daily", false, {"daily-life"}}},
          .emergency_number = "119"};
}

Roster some_roster(std::string window = "night") {
  return {.entries = {{std::move(window), agency('B'), "045-000-0001"}}};
}

TEST(Agreement, TheCoordinatorsNewestIsInForceWhole) {
  Story story;
  story.add("BC");
  EXPECT_FALSE(story.state().agreement);
  story.say('A', some_agreement());
  auto later = some_agreement();
  later.situations.pop_back();
  const auto id = story.say('A', later);
  ASSERT_TRUE(story.state().agreement);
  EXPECT_EQ(story.state().agreement->id, id);
  EXPECT_EQ(story.state().agreement->what, later);
  EXPECT_EQ(later.find("daily"), nullptr);
  EXPECT_TRUE(later.find("violence")->phone);
}

TEST(Agreement, NobodyElseSetsIt) {
  Story story;
  story.add("BC");
  const auto agreement = story.say('B', some_agreement());
  const auto roster = story.say('C', some_roster());
  EXPECT_EQ(story.ignored(agreement), "not-coordinator");
  EXPECT_EQ(story.ignored(roster), "not-coordinator");
  EXPECT_FALSE(story.state().agreement);
  EXPECT_FALSE(story.state().roster);
}

TEST(Agreement, WhatAnEarlierCoordinatorSaysBesideItsSuccessorDoesNotCount) {
  Story story;
  story.add("BC");
  story.say('A', some_roster("night"));
  const auto before = story.all_heads();
  story.say('A', CoordinatorHandover{agency('B'), 1});
  const auto late = story.say_having_seen('A', some_roster("early"), before);
  EXPECT_EQ(story.ignored(late), "concurrent-coordination");
  EXPECT_EQ(story.state().roster->what.entries.front().window, "night");
  story.say('B', some_roster("weekend"));
  EXPECT_EQ(story.state().roster->what.entries.front().window, "weekend");
}

TEST(Agreement, TwoBesideEachOtherAreDecidedAlikeWhereverTheyCameFirst) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Story story(seed);
    story.add("B");
    const auto seen = story.all_heads();
    const auto one = story.say_having_seen('A', some_roster("early"), seen);
    const auto other = story.say_having_seen('A', some_roster("late"), seen);
    EXPECT_EQ(story.state().roster->id, std::max(one, other)) << "seed " << seed;
  }
}

TEST(Agreement, ThePayloadsAreTheBytesOfTheDocument) {
  const std::vector<RecordId> parents{*RecordId::from(Bytes(32, 1))};
  const auto stated_at = from_millis(1'771'000'000'000);
  const UrgencyAgreement agreement{.situations = {{"violence", true, {"risk"}}}, .emergency_number = "119"};
  const Roster roster{.entries = {{"night", *AgencyId::from(Bytes(32, 0xb1)), "045-000-0001"}}};
  EXPECT_EQ(to_hex(write_governance(agreement, parents, stated_at)),
            test::protocol_example("urgency-agreement"));
  EXPECT_EQ(to_hex(write_governance(roster, parents, stated_at)), test::protocol_example("roster"));
}

TEST(Agreement, WhatNoTeamCouldMeanIsRefused) {
  const std::vector<std::function<void(UrgencyAgreement&)>> breaks{
      [](auto& a) { a.situations[0].code = "Violence!"; },
      [](auto& a) { a.situations[0].categories.clear(); },
      [](auto& a) { a.situations[0].categories = {"not a code"}; },
      [](auto& a) { a.situations.push_back(a.situations.front()); },
      [](auto& a) { a.situations.resize(kSituationLimit + 1); },
      [](auto& a) { a.phone_within = std::chrono::seconds(59); },
      [](auto& a) { a.phone_within = std::chrono::hours(25); },
      [](auto& a) { a.message_after_opening = std::chrono::hours(-1); },
      [](auto& a) { a.emergency_number = ""; },
      [](auto& a) { a.emergency_number = "call me"; }};
  ASSERT_TRUE(check_statement(some_agreement()));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto agreement = some_agreement();
    breaks[i](agreement);
    EXPECT_FALSE(check_statement(agreement)) << i;
  }
}

TEST(Agreement, WhatNoRosterCouldMeanIsRefused) {
  const std::vector<std::function<void(Roster&)>> breaks{
      [](auto& r) { r.opens = r.closes; },
      [](auto& r) { r.opens = std::chrono::minutes(-1); },
      [](auto& r) { r.closes = std::chrono::hours(25); },
      [](auto& r) { r.entries[0].number = ""; },
      [](auto& r) { r.entries[0].window = "Night"; },
      [](auto& r) { r.entries.resize(kRosterLimit + 1, r.entries.front()); }};
  ASSERT_TRUE(check_statement(some_roster()));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto roster = some_roster();
    breaks[i](roster);
    EXPECT_FALSE(check_statement(roster)) << i;
  }
}

TEST(Agreement, MinutesBeyondADayAreRefusedAndNotCut) {
  proto::record::Roster message;
  message.set_opens(540);
  message.set_closes(0xffffffff);
  EXPECT_FALSE(read_roster(message));
  proto::record::UrgencyAgreement agreement;
  write_agreement(some_agreement(), agreement);
  agreement.mutable_situation(0)->set_urgency(static_cast<proto::record::Urgency>(7));
  EXPECT_FALSE(read_agreement(agreement));
}

TEST(PhoneNumber, IsWhatPeopleWrite) {
  for (const auto* number : {"119", "045-000-0001", "+81 45 000 0001", "(045) 000-0001", "#7119"}) {
    EXPECT_TRUE(is_phone_number(number)) << number;
  }
  for (const auto* number : {"", "-", "ward 3", "０４５", "0123456789012345678901234567890123"}) {
    EXPECT_FALSE(is_phone_number(number)) << number;
  }
}

}  // namespace
}  // namespace tasuki::record
