// Teams and consent through whole nodes: what people type, and what the other members' nodes make of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/engine/record/staff.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger_cache.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using proto::api::Request;
using proto::api::Response;

std::string hex(const std::string& id) { return to_hex(as_bytes(id)); }

class TeamFlow : public testing::Test {
 protected:
  TeamFlow() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
  }

  static std::string said(const Response& response) {
    return response.has_error() ? response.error().code() : "done";
  }
  std::string add(WorldAgency& by, WorldAgency& whom) {
    Request request;
    request.mutable_team_add()->set_team(team_);
    request.mutable_team_add()->set_agency(whom.id().hex());
    return said(by.ask(std::move(request)).at(0));
  }
  std::string remove(WorldAgency& by, WorldAgency& whom) {
    Request request;
    request.mutable_team_remove()->set_team(team_);
    request.mutable_team_remove()->set_agency(whom.id().hex());
    return said(by.ask(std::move(request)).at(0));
  }
  std::string coordinator(WorldAgency& by, WorldAgency& whom) {
    Request request;
    request.mutable_team_coordinator()->set_team(team_);
    request.mutable_team_coordinator()->set_agency(whom.id().hex());
    return said(by.ask(std::move(request)).at(0));
  }
  std::string refuse(WorldAgency& by, WorldAgency& to) {
    Request request;
    request.mutable_consent_refuse()->set_team(team_);
    request.mutable_consent_refuse()->add_category("symptoms");
    request.mutable_consent_refuse()->add_to(to.id().hex());
    return hex(by.ask(std::move(request)).at(0).consent().consent_id());
  }
  Response confirm(WorldAgency& by, const std::string& consent) {
    Request request;
    request.mutable_consent_confirm()->set_consent(consent);
    return by.ask(std::move(request)).at(0);
  }
  Response withdraw(WorldAgency& by, const std::string& consent) {
    Request request;
    request.mutable_consent_withdraw()->set_consent(consent);
    return by.ask(std::move(request)).at(0);
  }
  /// What `by` would decide for `to`: `permit`, or the reason of the deny.
  std::string check(WorldAgency& by, WorldAgency& to) {
    Request request;
    request.mutable_consent_check()->set_team(team_);
    request.mutable_consent_check()->add_category("symptoms");
    request.mutable_consent_check()->add_to(to.id().hex());
    const auto response = by.ask(std::move(request)).at(0);
    if (response.has_error()) return response.error().code();
    const auto& decision = response.decision().decision();
    return decision.decision() == "permit" ? "permit" : decision.reason();
  }
  proto::api::TeamAnswer show(WorldAgency& at) {
    Request request;
    request.mutable_team_show()->set_team(team_);
    return at.ask(std::move(request)).at(0).team();
  }
  record::TeamState state(WorldAgency& at) {
    const auto team = *TeamId::from(*from_hex(team_));
    auto& transaction = at.node().store().begin();
    record::LedgerCache cache;
    const auto folded = cache.current(transaction, team);
    auto state = folded ? (*folded)->state : record::TeamState{};
    at.node().store().rollback();
    return state;
  }
  /// All of `members` hold the same records and fold them into the same state.
  void expect_agreement(const std::vector<WorldAgency*>& members) {
    world_.pass(std::chrono::minutes(10));
    for (auto* member : members) EXPECT_EQ(state(*member), state(office_)) << member->node().name();
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

TEST_F(TeamFlow, EveryMemberKnowsTheTeamAlsoThoseWhoHaveNotMet) {
  for (auto* agency : {&office_, &hospital_, &nurses_}) {
    const auto team = show(*agency);
    EXPECT_EQ(team.coordinator(), office_.id().str());
    ASSERT_EQ(team.member_size(), 3);
    for (const auto& member : team.member()) EXPECT_FALSE(member.name().empty());
    EXPECT_TRUE(team.active());
  }
  expect_agreement({&hospital_, &nurses_});
}

TEST_F(TeamFlow, OnlyTheCoordinatorAddsAndOnlyItsContacts) {
  WorldAgency centre{world_, "centre", "activity-centre"};
  EXPECT_EQ(add(hospital_, nurses_), "not-coordinator");
  EXPECT_EQ(add(office_, nurses_), "already-member");
  EXPECT_EQ(add(office_, centre), "unknown-agency");
  office_.pair_with(centre);
  EXPECT_EQ(add(office_, centre), "done");
  EXPECT_EQ(show(nurses_).member_size(), 4);
  expect_agreement({&hospital_, &nurses_, &centre});
}

TEST_F(TeamFlow, OnlyTheCoordinatorRemovesOthersAndAnybodyLeaves) {
  EXPECT_EQ(remove(hospital_, nurses_), "not-coordinator");
  EXPECT_EQ(remove(hospital_, hospital_), "done");
  EXPECT_FALSE(show(hospital_).active());
  EXPECT_EQ(show(nurses_).member_size(), 2);
  EXPECT_EQ(remove(office_, hospital_), "not-a-member");
  EXPECT_EQ(remove(hospital_, hospital_), "team-ended");
  EXPECT_EQ(remove(office_, nurses_), "done");
  EXPECT_FALSE(show(nurses_).active());
  EXPECT_EQ(add(office_, nurses_), "done");
  EXPECT_TRUE(show(nurses_).active());
}

TEST_F(TeamFlow, CoordinationIsHandedOver) {
  EXPECT_EQ(coordinator(office_, hospital_), "done");
  for (auto* agency : {&office_, &hospital_, &nurses_}) {
    EXPECT_EQ(show(*agency).coordinator(), hospital_.id().str());
  }
  EXPECT_EQ(remove(office_, nurses_), "not-coordinator");
  EXPECT_EQ(remove(hospital_, nurses_), "done");
}

TEST_F(TeamFlow, AMajorityReplacesALostCoordinator) {
  hospital_.pair_with(nurses_);
  office_.node().kill();
  EXPECT_EQ(coordinator(hospital_, nurses_), "done");
  EXPECT_EQ(show(nurses_).coordinator(), office_.id().str());
  EXPECT_EQ(coordinator(nurses_, nurses_), "done");
  EXPECT_EQ(show(hospital_).coordinator(), nurses_.id().str());
  office_.come_back();
  world_.pass(std::chrono::minutes(10));
  EXPECT_EQ(show(office_).coordinator(), nurses_.id().str());
  EXPECT_EQ(add(office_, nurses_), "not-coordinator");
  expect_agreement({&hospital_, &nurses_});
}

TEST_F(TeamFlow, AConsentCountsForItsRecipientOnceSomebodyElseConfirmsIt) {
  EXPECT_EQ(check(office_, hospital_), "no-consent");
  const auto consent = hospital_.consent(team_, {"symptoms"}, {&hospital_});
  EXPECT_EQ(check(office_, hospital_), "unconfirmed");
  EXPECT_EQ(confirm(hospital_, consent).error().code(), "consent-not-confirmable");
  const auto confirmed = confirm(nurses_, consent);
  ASSERT_TRUE(confirmed.has_consent()) << confirmed.ShortDebugString();
  EXPECT_EQ(confirmed.consent().attested_by_size(), 2);
  EXPECT_EQ(check(office_, hospital_), "permit");
  expect_agreement({&hospital_, &nurses_});
}

TEST_F(TeamFlow, ARefusalOutranksAConsentUntilTheCoordinatorLiftsIt) {
  office_.consent(team_, {"symptoms"}, {&hospital_});
  ASSERT_EQ(check(nurses_, hospital_), "permit");
  const auto refusal = refuse(nurses_, hospital_);
  EXPECT_EQ(check(office_, hospital_), "refused");
  EXPECT_EQ(withdraw(nurses_, refusal).error().code(), "not-coordinator");
  EXPECT_EQ(withdraw(office_, refusal).consent().state(), "lifted");
  EXPECT_EQ(check(nurses_, hospital_), "permit");
}

TEST_F(TeamFlow, AnyMemberWithdrawsAConsentForEverybody) {
  const auto consent = office_.consent(team_, {"symptoms"}, {&hospital_});
  EXPECT_EQ(withdraw(nurses_, consent).consent().state(), "withdrawn");
  for (auto* agency : {&office_, &hospital_, &nurses_}) EXPECT_NE(check(*agency, hospital_), "permit");
  EXPECT_EQ(withdraw(nurses_, consent).error().code(), "consent-already-withdrawn");
  EXPECT_EQ(confirm(hospital_, consent).error().code(), "consent-already-withdrawn");
}

TEST_F(TeamFlow, WhatIsSaidApartComesTogether) {
  const auto consent = office_.consent(team_, {"symptoms"}, {&hospital_});
  world_.part("office", "hospital");
  world_.part("office", "nurses");
  EXPECT_TRUE(withdraw(nurses_, consent).has_consent());
  EXPECT_TRUE(confirm(hospital_, consent).has_consent());
  refuse(hospital_, nurses_);
  EXPECT_EQ(check(office_, hospital_), "permit");
  world_.join("office", "hospital");
  world_.join("office", "nurses");
  expect_agreement({&hospital_, &nurses_});
  EXPECT_NE(check(office_, hospital_), "permit");
}

TEST_F(TeamFlow, WhatDoesNotCountIsShownWithItsReason) {
  world_.part("office", "nurses");
  const auto consent = nurses_.consent(team_, {"symptoms"}, {&hospital_});
  EXPECT_EQ(remove(office_, nurses_), "done");
  world_.join("office", "nurses");
  world_.pass(std::chrono::minutes(10));
  Request show;
  show.mutable_team_show()->set_team(team_);
  const auto team = hospital_.ask(std::move(show)).at(0).team();
  ASSERT_EQ(team.ignored_size(), 1) << team.ShortDebugString();
  EXPECT_EQ(hex(team.ignored(0).record_id()), consent);
  EXPECT_EQ(team.ignored(0).agency_id(), nurses_.id().str());
  EXPECT_EQ(team.ignored(0).reason(), "concurrent-removal");
  EXPECT_FALSE(team.undecidable());
}

TEST_F(TeamFlow, SomebodysLeavingReachesMembersWhoHaveNotMetThatAgency) {
  hospital_.hire("看護 花子", "ward-nurse", "secret");
  Request login;
  login.mutable_login()->set_staff("看護 花子");
  login.mutable_login()->set_passphrase("secret");
  Request leave;
  leave.set_token(hospital_.ask(std::move(login)).at(0).login().token());
  leave.mutable_team_remove()->set_team(team_);
  leave.mutable_team_remove()->set_agency(hospital_.id().hex());
  hospital_.node().call(copy(as_bytes(leave.SerializeAsString())));
  EXPECT_EQ(show(nurses_).member_size(), 2);

  Request disable;
  disable.mutable_staff_disable()->set_staff("看護 花子");
  ASSERT_TRUE(hospital_.ask(std::move(disable)).at(0).has_staff());
  world_.pass(std::chrono::minutes(10));
  const auto account = engine::find_staff(hospital_.node().store().begin(), "看護 花子").value();
  hospital_.node().store().rollback();
  EXPECT_TRUE(record::find_certificate_end(nurses_.node().store().begin(), account.certificate));
  nurses_.node().store().rollback();
}

TEST_F(TeamFlow, WhoeverIsRemovedByWhatWaitedForACertificateIsToldByTheNewCoordinator) {
  world_.pass(std::chrono::minutes(1));  // the hospital and the nurses are introduced
  world_.part("office", "nurses");
  office_.hire("相談 花子", "consultation-specialist", "secret");
  Forger worker(world_, office_, "相談 花子", "secret");
  const auto by_worker = [&](const record::Statement& statement, const std::vector<RecordId>& parents) {
    return worker.by_staff(record::kind_of(statement), *TeamId::from(*from_hex(team_)),
                           record::write_governance(statement, parents, office_.node().clock().now()),
                           worker.self());
  };
  const auto removal = by_worker(record::MemberRemove{nurses_.id()}, state(office_).heads);
  const auto handover = by_worker(
      record::CoordinatorHandover{hospital_.id(), state(office_).coordinator_number + 1}, {removal.id});
  worker.hand_over(hospital_, {item_of(removal), item_of(handover)});
  ASSERT_EQ(state(hospital_).coordinator, office_.id());

  office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
  office_.log_in("相談 花子", "secret");
  ASSERT_NE(office_.send(team_, "花子の証明書はこれと行く"), "");
  world_.pass(std::chrono::minutes(1));
  ASSERT_EQ(state(hospital_).coordinator, hospital_.id());
  EXPECT_TRUE(state(nurses_).former_members.contains(nurses_.id()));
}

TEST_F(TeamFlow, ALatecomerGetsTheWholeHistoryAndNothingElse) {
  WorldAgency centre{world_, "centre", "activity-centre"};
  const auto consent = nurses_.consent(team_, {"symptoms"}, {&hospital_});
  confirm(hospital_, consent);
  refuse(nurses_, hospital_);
  office_.send(team_, "前のこと", "symptoms");
  remove(office_, nurses_);
  office_.pair_with(centre);
  EXPECT_EQ(add(office_, centre), "done");
  expect_agreement({&hospital_, &centre});
  EXPECT_TRUE(centre.inbox().empty());
}

TEST_F(TeamFlow, ATeamOfStrangersIsNotListed) {
  WorldAgency centre{world_, "centre", "activity-centre"};
  office_.pair_with(centre);
  Request list;
  list.mutable_team_list();
  EXPECT_TRUE(centre.ask(std::move(list)).at(0).has_done());
}

}  // namespace
}  // namespace tasuki::test
