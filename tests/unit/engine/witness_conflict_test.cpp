#include "tests/unit/engine/team_of_witnesses.hpp"

namespace tasuki::test {
namespace {

using proto::api::Request;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(Witnesses, ATrailCutBackIsNoticedByTheMembersAtTheNextHeadAndByItsOwnNode) {
  const auto witnessed = heads_of(hospital);
  tamper(office, end_of(office) - 5, 0);
  world.pass(3min);
  office.log_in();
  EXPECT_THAT(conflicts(hospital), testing::ElementsAre("office cut-back"));
  EXPECT_THAT(warnings(hospital), Contains("audit-conflict"));
  EXPECT_THAT(warnings(hospital), Not(Contains("own-audit-conflict")));
  EXPECT_THAT(conflicts(office), testing::ElementsAre("office cut-back"));
  EXPECT_THAT(warnings(office), Contains("own-audit-conflict"));
  // The own store has nothing against it any more; the hospital's heads have.
  EXPECT_TRUE(verified(office).ok());
  EXPECT_EQ(verified_with(office, witnessed).reason(), "witnessed-missing");
  EXPECT_EQ(checked(office, witnessed).finding->fault, audit::Fault::WitnessedMissing);
  // Once it has grown past the old end the same entry has two hashes, and there is proof for anybody.
  for (int i = 0; i < 30; ++i) office.log_in();
  world.pass(3min);
  EXPECT_THAT(conflicts(hospital), Contains("office rewritten"));
  EXPECT_THAT(conflicts(nurses), Contains("office rewritten"));
}

TEST_F(Witnesses, AnEntryRewrittenWithTheWholeChainAfterItIsNoticedByTheMembers) {
  const auto witnessed = heads_of(hospital);
  const auto end = end_of(office);
  tamper(office, end / 2, end);
  world.pass(3min);
  office.log_in();
  EXPECT_THAT(conflicts(hospital), testing::ElementsAre("office rewritten"));
  EXPECT_THAT(conflicts(nurses), testing::ElementsAre("office rewritten"));
  EXPECT_THAT(conflicts(office), testing::ElementsAre("office rewritten")) << "by what it is shown of itself";
  EXPECT_TRUE(verified(office).ok());
  const auto answer = verified_with(office, witnessed);
  EXPECT_EQ(answer.reason(), "witnessed-rewritten");
  EXPECT_LE(answer.first_bad_entry(), end / 2);
  // Nobody countersigns a trail that was rewritten.
  world.pass(10min);
  EXPECT_EQ(verified(office).witnessed_by_size(), 0);
}

TEST_F(Witnesses, AConflictIsOnTheTrailAndToldToWhoWatches) {
  Request watch;
  watch.mutable_watch();
  const auto watching = hospital.post(watch);
  const auto end = end_of(office);
  tamper(office, end, end);
  world.pass(3min);
  std::vector<std::string> told;
  for (const auto& response : hospital.answers(watching)) {
    if (response.event().event() == "audit-conflict") told.push_back(response.event().state());
  }
  EXPECT_THAT(told, testing::ElementsAre("rewritten"));
  int entries = 0;
  hospital.node().prepare([&](Transaction& transaction) {
    for (std::uint64_t n = 1; const auto open = audit::find_entry(transaction, n); ++n) {
      entries += open->entry.kind == "head-conflict" ? 1 : 0;
    }
  });
  EXPECT_EQ(entries, 1);
  world.pass(30min);
  hospital.log_in();
  EXPECT_THAT(conflicts(hospital), SizeIs(1)) << "said once";
}

TEST_F(Witnesses, TwoHistoriesShownToTwoMembersAreFoundWhenTheyTalk) {
  office.node().kill();
  const Disk before = snapshot(office.node());
  world.part("hospital", "nurses");
  // One history for the hospital …
  world.part("office", "nurses");
  office.come_back();
  for (int i = 0; i < 4; ++i) office.log_in();
  world.pass(3min);
  office.node().kill();
  // … and another for the nurses.
  put_back(office.node(), before);
  world.join("office", "nurses");
  world.part("office", "hospital");
  office.come_back();
  for (int i = 0; i < 7; ++i) office.log_in();
  world.pass(3min);
  EXPECT_THAT(conflicts(hospital), IsEmpty());
  EXPECT_THAT(conflicts(nurses), IsEmpty());
  world.join("hospital", "nurses");
  world.pass(65min);
  hospital.log_in();
  nurses.log_in();
  world.pass(3min);
  EXPECT_THAT(conflicts(nurses), Contains("office rewritten"));
  EXPECT_THAT(conflicts(hospital), Contains("office rewritten")) << "the proof is handed on";
}

/// What others hand on is higher than what the hospital holds, and of another history. The hospital alone
/// holds the first.
TEST_F(Witnesses, AHeadThatIsHandedOnDoesNotHideWhatItsNodeHadShown) {
  office.node().kill();
  const Disk before = snapshot(office.node());
  world.part("office", "nurses");
  office.come_back();
  office.log_in();
  world.pass(3min);
  const auto shown = end_of(office);
  office.node().kill();
  put_back(office.node(), before);
  world.join("office", "nurses");
  world.part("office", "hospital");
  office.come_back();
  while (end_of(office) <= shown) office.log_in();
  world.on_frame = [](Machine& from, Machine&, Bytes& bytes) {
    auto frame = parse_message<proto::wire::Frame>(bytes);
    if (!frame || from.name() != "hospital" || !frame->has_audit_heads()) return true;
    frame->mutable_audit_heads()->clear_held();
    bytes = serialize_message(*frame);
    return true;
  };
  world.pass(65min);
  nurses.log_in();
  world.pass(3min);
  EXPECT_THAT(conflicts(hospital), IsEmpty());
  world.join("office", "hospital");
  world.pass(3min);
  hospital.log_in();
  EXPECT_THAT(conflicts(hospital), Contains("office rewritten"));
  office.log_in();
  EXPECT_THAT(warnings(office), Contains("own-audit-conflict"));
}

TEST_F(Witnesses, AnOldCopyOfTheStoreStartedAgainIsToldByWhatItsPeersKnow) {
  office.node().kill();
  const Disk before = snapshot(office.node());
  office.come_back();
  world.pass(3min);
  office.node().kill();
  put_back(office.node(), before);
  office.node().start();
  world.pass(1min);
  EXPECT_THAT(conflicts(hospital), SizeIs(1));
  office.log_in();
  EXPECT_THAT(warnings(office), Contains("own-audit-conflict"));
}

TEST_F(Witnesses, AForgedHeadOrWitnessIsNotBelieved) {
  world.on_frame = [](Machine& from, Machine&, Bytes& bytes) {
    auto frame = parse_message<proto::wire::Frame>(bytes);
    if (!frame || from.name() != "office") return true;
    if (frame->has_audit_heads())
      frame->mutable_audit_heads()->mutable_newest()->mutable_signature()->at(7) ^= 1;
    if (frame->has_audit_witness()) frame->mutable_audit_witness()->mutable_signature()->at(7) ^= 1;
    bytes = serialize_message(*frame);
    return true;
  };
  const auto office_before = verified(office).witnessed_up_to();
  office.log_in();
  hospital.log_in();
  world.pass(3min);
  EXPECT_EQ(verified(office).witnessed_up_to(), office_before);
  EXPECT_TRUE(verified(hospital).ok());
  const auto answer = verified(hospital);
  for (const auto& witness : answer.witness()) {
    EXPECT_EQ(witness.entry() == end_of(hospital), witness.agency_id() == nurses.id().str());
  }
  EXPECT_THAT(conflicts(hospital), IsEmpty());
}

TEST_F(Witnesses, WhatThisProcessHasSignedMustBeThereWhenItChecks) {
  const auto end = end_of(office);
  office.node().prepare([&](Transaction& transaction) {
    erase_all(transaction, Table::AuditWitness);
    erase_all(transaction, Table::AuditHead);
  });
  EXPECT_EQ(verified(office).reason(), "head-missing");
  office.node().prepare([&](Transaction& transaction) { erase(transaction, Table::Audit, end); });
  EXPECT_EQ(verified(office).reason(), "entry-missing");
  EXPECT_EQ(verified(office).first_bad_entry(), end);
}

}  // namespace
}  // namespace tasuki::test
