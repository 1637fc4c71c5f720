// A member of the team, or somebody who is none, who states things in others' names or beyond its rights:
// with its own keys, on genuine sessions, past its own program's rules. Nobody else believes any of it.
#include <gtest/gtest.h>

#include "core/care/receipt.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "core/record/record_store.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using care::ReceiptState;
using record::Kind;

class Forgery : public testing::Test {
 protected:
  Forgery() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    office_.pair_with(stranger_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(std::chrono::seconds(2));
    world_.part("office", "nurses");  // what the nurses really state does not come in between
    message_ = office_.send(team_, "眠れていない");
    EXPECT_EQ(office_.state_of(message_, hospital_), "delivered");
    EXPECT_EQ(office_.state_of(message_, nurses_), "queued");
  }

  static Bytes bytes_of(const std::string& hex) { return from_hex(hex).value(); }
  TeamId team() const { return TeamId::from(bytes_of(team_)).value(); }
  RecordId message() const { return RecordId::from(bytes_of(message_)).value(); }

  static Bytes receipt(ReceiptState state, const RecordId& message) {
    return care::serialize(care::Receipt{from_millis(1'771'000'000'000), message, state, ""}).value();
  }
  Bytes governance(const record::Statement& statement) {
    std::vector<RecordId> heads;
    office_.node().prepare(
        [&](Transaction& transaction) { heads = record::ledger_heads(transaction, team()); });
    return record::write_governance(statement, heads, from_millis(1'771'000'000'000));
  }
  record::Consent consent_for(WorldAgency& recipient) {
    record::Consent consent;
    consent.categories = {"money"};
    consent.recipients = {recipient.id()};
    consent.obtained = "written";
    return consent;
  }
  proto::api::TeamAnswer team_at_the_office() {
    proto::api::Request show;
    show.mutable_team_show()->set_team(team_);
    return office_.ask(std::move(show)).at(0).team();
  }
  std::size_t members() { return static_cast<std::size_t>(team_at_the_office().member_size()); }
  /// What the office keeps and lets nobody act on.
  std::vector<std::string> ignored() {
    std::vector<std::string> authors;
    const auto team = team_at_the_office();
    for (const auto& one : team.ignored()) authors.push_back(one.agency_id());
    return authors;
  }
  bool money_may_go_to(WorldAgency& recipient) {
    auto request = office_.send_request(team_, "x", "money");
    request.mutable_send()->add_to(recipient.id().hex());
    request.mutable_send()->set_dry_run(true);
    const auto response = office_.ask(std::move(request)).at(0);
    return response.has_sent();
  }
  void expect_nothing_of_the_nurses() { EXPECT_EQ(office_.state_of(message_, nurses_), "queued"); }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital", "clinic"};  // which carries nothing
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency stranger_{world_, "stranger", "other"};
  std::string team_;
  std::string message_;
};

TEST_F(Forgery, WhatAForgerTrulyStatesIsTakenSoThatTheOthersAreRefusedForWhatTheyAre) {
  Forger hospital(world_, hospital_);
  hospital.hand_over(office_, hospital.by_staff(Kind::Receipt, team(),
                                                receipt(ReceiptState::Opened, message()), hospital.self()));
  EXPECT_EQ(office_.state_of(message_, hospital_), "opened");
}

TEST_F(Forgery, AReceiptInAnothersNameIsNotTaken) {
  Forger hospital(world_, hospital_);
  const auto delivered =
      hospital.by_node(Kind::Receipt, team(), receipt(ReceiptState::Delivered, message()), nurses_.id());
  const auto opened = receipt(ReceiptState::Opened, message());
  const auto by_staff = hospital.by_staff(Kind::Receipt, team(), opened, hospital.administrator_of(nurses_));
  const auto own_staff =
      hospital.by_staff(Kind::Receipt, team(), opened, {nurses_.id(), hospital.self().certificate});
  hospital.hand_over(office_, {item_of(delivered), item_of(by_staff), item_of(own_staff)});
  expect_nothing_of_the_nurses();
}

TEST_F(Forgery, AForgedReceiptDoesNotTakeTheGenuineOnesPlace) {
  Forger hospital(world_, hospital_);
  hospital.hand_over(office_,
                     hospital.by_staff(Kind::Receipt, team(), receipt(ReceiptState::Opened, message()),
                                       hospital.administrator_of(nurses_)));
  world_.join("office", "nurses");
  world_.pass(std::chrono::minutes(1));
  nurses_.act(message_, "open");
  world_.pass(std::chrono::minutes(1));
  EXPECT_EQ(office_.state_of(message_, nurses_), "opened") << "the genuine one counts";
}

TEST_F(Forgery, AnothersReceiptHandedOnForAMessageOfAnotherTeamIsNotTaken) {
  Forger hospital(world_, hospital_);
  const auto another = office_.found_team({&hospital_});
  const auto its_team = TeamId::from(bytes_of(another)).value();
  hospital.hand_over(office_, hospital.by_staff(Kind::Receipt, its_team,
                                                receipt(ReceiptState::Accepted, message()), hospital.self()));
  EXPECT_EQ(office_.state_of(message_, hospital_), "delivered");
}

TEST_F(Forgery, AReceiptByAnAgencyThatWasSentNothingIsOnNoBoard) {
  Forger stranger(world_, stranger_);
  stranger.hand_over(office_, stranger.by_node(Kind::Receipt, team(),
                                               receipt(ReceiptState::Delivered, message()), stranger_.id()));
  EXPECT_EQ(office_.state_of(message_, stranger_), "none");
}

TEST_F(Forgery, AnActOfAPersonThatTheNodeStatesIsNotTaken) {
  Forger hospital(world_, hospital_);
  hospital.hand_over(office_, hospital.by_node(Kind::Receipt, team(),
                                               receipt(ReceiptState::Accepted, message()), hospital_.id()));
  EXPECT_EQ(office_.state_of(message_, hospital_), "delivered");
}

TEST_F(Forgery, TheSignatureOfOneRecordOfABatchSignsNoOther) {
  Forger hospital(world_, hospital_);
  auto genuine = hospital.by_node(Kind::Receipt, team(), receipt(ReceiptState::Delivered, RecordId({1})),
                                  hospital_.id());
  auto second = genuine;
  second.record.payload = receipt(ReceiptState::Delivered, RecordId({2}));
  second.id = record::id_of(second.record);
  record::SignedRecord* const batch[] = {&genuine, &second};
  record::sign_records(batch, hospital.node_key());

  const auto sent = office_.send(team_, "二通目");
  auto moved = genuine;
  moved.record.payload = receipt(ReceiptState::Delivered, RecordId::from(bytes_of(sent)).value());
  moved.id = record::id_of(moved.record);
  auto grown = moved;
  grown.signature.leaf_index = 1;
  grown.signature.path = second.signature.path;
  EXPECT_FALSE(record::verify_author(moved, hospital.node_key().public_key()));
  EXPECT_FALSE(record::verify_author(grown, hospital.node_key().public_key()));
  EXPECT_TRUE(record::verify_author(genuine, hospital.node_key().public_key()));
  moved.record.author = nurses_.id();
  moved.id = record::id_of(moved.record);
  hospital.hand_over(office_, {item_of(moved), item_of(grown)});
  EXPECT_EQ(office_.state_of(sent, nurses_), "queued");
}

TEST_F(Forgery, AMessageThatAnotherThanItsAuthorHandsOverIsNotTaken) {
  Forger hospital(world_, hospital_);
  std::optional<record::SignedRecord> of_the_office;
  office_.node().prepare(
      [&](Transaction& transaction) { of_the_office = record::find_record(transaction, message())->record; });
  const auto before = nurses_.inbox().size();
  hospital.hand_over(nurses_, *of_the_office);
  EXPECT_EQ(nurses_.inbox().size(), before);
}

TEST_F(Forgery, AConsentByNoMemberCountsForNothing) {
  Forger stranger(world_, stranger_);
  stranger.hand_over(
      office_, stranger.by_staff(Kind::Consent, team(), governance(consent_for(hospital_)), stranger.self()));
  EXPECT_FALSE(money_may_go_to(hospital_));
}

TEST_F(Forgery, AConsentInAnothersNameCountsForNothing) {
  Forger hospital(world_, hospital_);
  const auto payload = governance(consent_for(hospital_));
  hospital.hand_over(
      office_,
      {item_of(hospital.by_staff(Kind::Consent, team(), payload, hospital.administrator_of(nurses_))),
       item_of(hospital.by_staff(Kind::Consent, team(), payload, hospital.administrator_of(office_))),
       item_of(
           hospital.by_staff(Kind::Consent, team(), payload, {nurses_.id(), hospital.self().certificate}))});
  EXPECT_FALSE(money_may_go_to(hospital_));
  hospital.hand_over(
      office_, hospital.by_staff(Kind::Consent, team(), governance(consent_for(nurses_)), hospital.self()));
  EXPECT_TRUE(money_may_go_to(nurses_)) << "in its own name, for another, it may";
}

TEST_F(Forgery, ANodeAttestsNoConsentByItself) {
  Forger hospital(world_, hospital_);
  hospital.hand_over(
      office_, hospital.by_node(Kind::Consent, team(), governance(consent_for(nurses_)), hospital_.id()));
  EXPECT_FALSE(money_may_go_to(nurses_));
}

TEST_F(Forgery, AConfirmationInAnothersNameDoesNotMakeAConsentCount) {
  Forger hospital(world_, hospital_);
  const auto consent =
      hospital.by_staff(Kind::Consent, team(), governance(consent_for(hospital_)), hospital.self());
  hospital.hand_over(office_, consent);
  EXPECT_FALSE(money_may_go_to(hospital_)) << "it alone attests what it wants to receive";
  hospital.hand_over(
      office_, hospital.by_staff(Kind::Confirmation, team(), governance(record::Confirmation{consent.id}),
                                 hospital.administrator_of(nurses_)));
  EXPECT_FALSE(money_may_go_to(hospital_));
}

TEST_F(Forgery, OnlyTheCoordinatorSaysWhoIsAMember) {
  Forger hospital(world_, hospital_);
  hospital.hand_over(
      office_, {item_of(hospital.by_staff(Kind::MemberAdd, team(),
                                          governance(record::MemberAdd{stranger_.id()}), hospital.self())),
                item_of(hospital.by_staff(Kind::MemberRemove, team(),
                                          governance(record::MemberRemove{nurses_.id()}), hospital.self())),
                item_of(hospital.by_staff(Kind::CoordinatorHandover, team(),
                                          governance(record::CoordinatorHandover{hospital_.id(), 1}),
                                          hospital.self()))});
  EXPECT_EQ(members(), 3u);
  EXPECT_EQ(team_at_the_office().coordinator(), office_.id().str());
  EXPECT_EQ(ignored(), std::vector<std::string>(3, hospital_.id().str())) << "kept, ignored, reported";
}

TEST_F(Forgery, MembershipInTheCoordinatorsNameIsNotTaken) {
  Forger hospital(world_, hospital_);
  const auto add = governance(record::MemberAdd{stranger_.id()});
  hospital.hand_over(
      nurses_, {item_of(hospital.by_staff(Kind::MemberAdd, team(), add, hospital.administrator_of(office_))),
                item_of(hospital.by_staff(Kind::MemberAdd, team(), add,
                                          {office_.id(), hospital.self().certificate}))});
  proto::api::Request show;
  show.mutable_team_show()->set_team(team_);
  EXPECT_EQ(nurses_.ask(std::move(show)).at(0).team().member_size(), 3);
}

/// A nurse of the hospital has left. Whoever has her key, and the hospital's node itself, go on stating.
class ForgeryOfTheDeparted : public Forgery {
 protected:
  ForgeryOfTheDeparted() {
    hospital_.hire("看護 花子", "ward-nurse", "secret");
    hospital_.log_in("看護 花子", "secret");
    hospital_.act(message_, "open");
    hospital_.log_in();
    nurse_.emplace(world_, hospital_, "看護 花子", "secret");
    last_ = nurse_->last_number();
    EXPECT_EQ(office_.state_of(message_, hospital_), "opened");
    proto::api::Request disable;
    disable.mutable_staff_disable()->set_staff("看護 花子");
    EXPECT_TRUE(hospital_.ask(std::move(disable)).at(0).has_staff());
    world_.pass(std::chrono::minutes(1));
  }
  record::SignedRecord accepted() {
    return nurse_->by_staff(Kind::Receipt, team(), receipt(ReceiptState::Accepted, message()),
                            nurse_->self());
  }
  bool office_reported_a_number_used_twice() {
    bool found = false;
    office_.node().prepare([&](Transaction& transaction) {
      transaction.scan(Table::Audit, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView entry) {
        found = found || to_string(entry).find("number-reused") != std::string::npos;
        return true;
      });
    });
    return found;
  }

  std::optional<Forger> nurse_;
  record::RecordNumber last_;
};

TEST_F(ForgeryOfTheDeparted, WhatIsNumberedBehindTheEndIsNotTaken) {
  nurse_->hand_over(office_, accepted());
  EXPECT_EQ(office_.state_of(message_, hospital_), "opened");
}

TEST_F(ForgeryOfTheDeparted, WhatAnotherNodeNumberedIsNotTaken) {
  auto record = accepted();
  Forger(world_, nurses_).number_anew(record, last_);
  nurse_->hand_over(office_, record);
  EXPECT_EQ(office_.state_of(message_, hospital_), "opened");
}

TEST_F(ForgeryOfTheDeparted, ABackdatedNumberWasUsedAndIsReported) {
  auto record = accepted();
  nurse_->number_anew(record, last_);
  EXPECT_FALSE(office_reported_a_number_used_twice());
  nurse_->hand_over(office_, record);
  EXPECT_TRUE(office_reported_a_number_used_twice());
}

}  // namespace
}  // namespace tasuki::test
