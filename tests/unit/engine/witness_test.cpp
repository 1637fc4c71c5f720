#include "tests/unit/engine/team_of_witnesses.hpp"

namespace tasuki::test {
namespace {

using proto::api::Request;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Witnesses, AreTheOtherMembersAndVerifySaysUpToWhichEntry) {
  for (auto* agency : {&office, &hospital, &nurses}) {
    const auto answer = verified(*agency);
    EXPECT_TRUE(answer.ok()) << answer.reason();
    EXPECT_EQ(answer.witnessed_by_size(), 2);
    EXPECT_EQ(answer.witnessed_up_to(), end_of(*agency));
    EXPECT_THAT(answer.conflict(), IsEmpty());
  }
}

TEST_F(Witnesses, AnExportBringsThemAlongWithTheCardsToCheckThem) {
  Request request;
  request.mutable_audit_export();
  const auto report = audit::check_export(chunks(office, request)).report;
  EXPECT_TRUE(report.ok()) << audit::fault_code(report.finding->fault);
  EXPECT_THAT(report.witnessed, SizeIs(2));
}

TEST_F(Witnesses, WhoSharesNoTeamWitnessesNothing) {
  WorldAgency stranger{world, "stranger", "pharmacy"};
  office.pair_with(stranger);
  world.pass(3min);
  EXPECT_EQ(verified(office).witnessed_by_size(), 2);
  EXPECT_EQ(verified(stranger).witnessed_by_size(), 0);
  EXPECT_THAT(heads_of(stranger).heads, IsEmpty());
  const auto held = heads_of(hospital);
  for (const auto& line : held.heads) EXPECT_NE(line.seen.head.agency, stranger.id());
}

TEST_F(Witnesses, HeadsTravelOnceAMinuteWhileSomethingHappensAndNotAtAllOtherwise) {
  count_heads();
  world.pass(10min);
  EXPECT_EQ(heads_sent, 0);
  for (int i = 0; i < 120; ++i) {
    office.log_in();
    world.pass(5s);
  }
  EXPECT_GE(heads_sent, 2 * 8);
  EXPECT_LE(heads_sent, 2 * 12) << "once a minute to each of two";
  EXPECT_EQ(asked, 0) << "the head that was witnessed last comes along";
}

TEST_F(Witnesses, ARestartShowsAgainOnlyWhatNobodyWitnessed) {
  for (auto* agency : {&office, &hospital, &nurses}) agency->node().kill();
  for (auto* agency : {&office, &hospital, &nurses}) agency->come_back();
  world.pass(3min);
  EXPECT_EQ(verified(office).witnessed_by_size(), 2);
  EXPECT_EQ(verified(office).witnessed_up_to(), end_of(office));
  count_heads();
  world.pass(10min);
  EXPECT_EQ(heads_sent, 0);
}

TEST_F(Witnesses, WhatIsLostOnTheWayIsShownAgain) {
  world.on_frame = [](Machine&, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    return !(frame && frame->has_audit_witness());
  };
  office.log_in();
  world.pass(3min);
  world.on_frame = nullptr;
  world.pass(3min);
  EXPECT_EQ(verified(office).witnessed_up_to(), end_of(office));
  EXPECT_THAT(conflicts(hospital), IsEmpty());
}

/// What `restore` does, as far as trails are concerned: an older disk, and a new life under the root key.
TEST_F(Witnesses, ANewIncarnationGoesOnWithTheNumbersAndIsWitnessedAnew) {
  office.node().kill();
  const Disk backup = snapshot(office.node());
  office.come_back();
  for (int i = 0; i < 3; ++i) office.log_in();
  world.pass(3min);
  const auto lost = end_of(office);
  const auto witnessed = heads_of(hospital);
  office.node().kill();
  put_back(office.node(), backup);
  begin_incarnation(office.node());
  office.come_back();
  world.pass(5min);
  EXPECT_THAT(conflicts(hospital), IsEmpty()) << "a restore that is stated is no conflict";
  EXPECT_THAT(conflicts(office), IsEmpty());
  const auto answer = verified_with(office, witnessed);
  EXPECT_TRUE(answer.ok()) << answer.reason();
  EXPECT_EQ(answer.lost_to(), lost);
  EXPECT_EQ(verified(office).witnessed_up_to(), end_of(office));
}

}  // namespace
}  // namespace tasuki::test
