// An agency under another root key: what its teams, its contacts and their staff make of it.
#include "core/record/succession.hpp"

#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "core/engine/root_key.hpp"
#include "core/record/ledger.hpp"
#include "core/record/record_store.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

class Successions : public testing::Test {
 protected:
  Successions() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(5s);
  }

  static Response verify(WorldAgency& at, WorldAgency& who) {
    Request request;
    request.mutable_contact_verify()->set_agency(who.id().hex());
    return at.ask(std::move(request)).at(0);
  }
  Response continues(WorldAgency& at, WorldAgency& new_one, WorldAgency& old_one) {
    Request request;
    request.mutable_contact_continues()->set_new_agency(new_one.id().hex());
    request.mutable_contact_continues()->set_old_agency(old_one.id().hex());
    auto response = at.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response;
  }
  static std::string ask_for_code(WorldAgency& new_one, WorldAgency& old_one) {
    Request request;
    request.mutable_succession_ask()->set_old_agency(old_one.id().hex());
    return new_one.ask(std::move(request)).at(0).succession_code().code();
  }
  Response state(WorldAgency& old_one, const std::string& code) {
    Request request;
    request.mutable_succession_state()->set_code(code);
    auto response = old_one.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response;
  }
  proto::api::ContactAnswer contact(WorldAgency& at, WorldAgency& who) {
    Request request;
    request.mutable_contact_show()->set_agency(who.id().hex());
    return at.ask(std::move(request)).at(0).contact();
  }
  static proto::api::StatusAnswer status(WorldAgency& at) {
    Request request;
    request.mutable_status();
    return at.ask(std::move(request)).at(0).status();
  }
  std::set<std::string> members(WorldAgency& at) {
    Request request;
    request.mutable_team_show()->set_team(team_);
    const auto answer = at.ask(std::move(request)).at(0);
    std::set<std::string> ids;
    for (const auto& member : answer.team().member()) ids.insert(member.agency_id());
    return ids;
  }
  bool is_member(WorldAgency& who, WorldAgency& at) { return members(at).contains(who.id().str()); }
  /// What `from` is told of sending to `to`: empty where it was sent, otherwise why not.
  std::string denied(WorldAgency& from, WorldAgency& to, const std::string& reason = "") {
    auto request = from.send_request(team_, "眠れている");
    request.mutable_send()->add_to(to.id().hex());
    request.mutable_send()->set_override_reason(reason);
    const auto response = from.ask(std::move(request)).at(0);
    world_.pass(2s);
    if (response.has_sent()) return "";
    return response.error().decision_size() > 0 ? response.error().decision(0).reason()
                                                : response.error().code();
  }
  std::string send_to(WorldAgency& from, WorldAgency& to) {
    auto request = from.send_request(team_, "新しい鍵から");
    request.mutable_send()->add_to(to.id().hex());
    const auto response = from.ask(std::move(request)).at(0);
    world_.pass(2s);
    EXPECT_TRUE(response.has_sent()) << response.ShortDebugString();
    return to_hex(as_bytes(response.sent().message_id()));
  }
  static bool is_on_trail(WorldAgency& agency, const std::string& kind_code) {
    bool found = false;
    agency.node().prepare([&](Transaction& transaction) {
      for (std::uint64_t number = 1; number <= audit::tail(transaction).number; ++number) {
        const auto entry = audit::find_entry(transaction, number)->entry;
        for (const auto& fact : entry.facts) found = found || fact.code == kind_code;
      }
    });
    return found;
  }
  /// The new hospital meets everybody; the office has compared its number.
  void meet_the_new_hospital() {
    for (auto* other : {&office_, &nurses_}) new_hospital_.pair_with(*other);
    ASSERT_TRUE(verify(office_, new_hospital_).contact().verified());
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency new_hospital_{world_, "new-hospital"};
  std::string team_;
};

TEST_F(Successions, ByTheCoordinatorsWordLetTheNewOneTakeTheOldOnesPlace) {
  hospital_.node().kill();
  meet_the_new_hospital();
  const auto done = continues(office_, new_hospital_, hospital_);
  ASSERT_TRUE(done.has_succession()) << done.ShortDebugString();
  EXPECT_EQ(done.succession().team_id_size(), 1);
  for (auto* at : {&office_, &nurses_, &new_hospital_}) {
    EXPECT_TRUE(is_member(new_hospital_, *at));
    EXPECT_FALSE(is_member(hospital_, *at));
  }
  EXPECT_EQ(denied(office_, new_hospital_), "") << "on the consent for the hospital";
  ASSERT_EQ(new_hospital_.inbox().size(), 1u);
  EXPECT_EQ(new_hospital_.inbox()[0].body(), "眠れている");
}

TEST_F(Successions, NeedAContactThatWasMetAndVerified) {
  EXPECT_EQ(continues(office_, new_hospital_, hospital_).error().code(), "unknown-agency");
  new_hospital_.pair_with(office_);
  const auto unverified = continues(office_, new_hospital_, hospital_);
  EXPECT_EQ(unverified.error().code(), "not-verified");
  EXPECT_EQ(unverified.error().exit_code(), 4u);
  EXPECT_FALSE(is_member(new_hospital_, office_));
}

TEST_F(Successions, AreStatedByNobodyButTheCoordinator) {
  new_hospital_.pair_with(nurses_);
  verify(nurses_, new_hospital_);
  EXPECT_EQ(continues(nurses_, new_hospital_, hospital_).error().code(), "not-coordinator");
}

TEST_F(Successions, LetNothingGoToTheNewOneUntilTheStaffOfEachMemberHasVerifiedIt) {
  meet_the_new_hospital();
  continues(office_, new_hospital_, hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "unverified");
  EXPECT_EQ(denied(nurses_, new_hospital_, "屋上にいる"), "unverified") << "not to protect a life either";
  EXPECT_TRUE(new_hospital_.inbox().empty());
  verify(nurses_, new_hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(new_hospital_.inbox().size(), 1u);
}

TEST_F(Successions, KeepBackWhatWasQueuedForTheNewOneBefore) {
  meet_the_new_hospital();
  Request add;
  add.mutable_team_add()->set_team(team_);
  add.mutable_team_add()->set_agency(new_hospital_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(add)).at(0).has_team());
  office_.consent(team_, {"symptoms"}, {&new_hospital_});
  world_.pass(5s);
  world_.part("nurses", "new-hospital");
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(denied(nurses_, new_hospital_, "屋上にいる"), "");
  continues(office_, new_hospital_, hospital_);
  world_.join("nurses", "new-hospital");
  world_.pass(1min);
  EXPECT_TRUE(new_hospital_.inbox().empty());
  EXPECT_EQ(nurses_.inbox().size(), 0u);
  verify(nurses_, new_hospital_);
  EXPECT_EQ(denied(nurses_, new_hospital_), "");
  EXPECT_EQ(new_hospital_.inbox().size(), 1u);
}

TEST_F(Successions, HoldWhatTheNewOneSaysUntilTheReadersStaffHasVerifiedIt) {
  meet_the_new_hospital();
  continues(office_, new_hospital_, hospital_);
  const auto message = send_to(new_hospital_, nurses_);
  ASSERT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(nurses_.inbox()[0].state(), "held");
  EXPECT_EQ(nurses_.inbox()[0].held_reason(), "unverified");
  EXPECT_EQ(nurses_.inbox()[0].body(), "");
  ASSERT_EQ(status(nurses_).unverified_size(), 1);
  EXPECT_EQ(status(nurses_).unverified(0).held(), 1u);
  EXPECT_EQ(status(nurses_).unverified(0).continues(), hospital_.id().str());
  verify(nurses_, new_hospital_);
  world_.pass(5s);
  EXPECT_EQ(nurses_.inbox()[0].body(), "新しい鍵から");
  EXPECT_EQ(new_hospital_.state_of(message, nurses_), "delivered");
  EXPECT_EQ(status(nurses_).unverified_size(), 0);
}

TEST_F(Successions, AreShownWithTheContactAndOnTheTrails) {
  meet_the_new_hospital();
  continues(office_, new_hospital_, hospital_);
  const auto shown = contact(nurses_, new_hospital_);
  EXPECT_EQ(shown.continues(), hospital_.id().str());
  EXPECT_EQ(shown.succession(), "attested");
  EXPECT_TRUE(shown.held());
  EXPECT_EQ(contact(nurses_, hospital_).continued_by(), new_hospital_.id().str());
  EXPECT_FALSE(contact(office_, new_hospital_).held());
  for (auto* agency : {&office_, &nurses_, &new_hospital_}) EXPECT_TRUE(is_on_trail(*agency, "succession"));
}

TEST_F(Successions, CarryRefusalsOver) {
  meet_the_new_hospital();
  Request refuse;
  refuse.mutable_consent_refuse()->set_team(team_);
  refuse.mutable_consent_refuse()->add_category("symptoms");
  refuse.mutable_consent_refuse()->add_to(hospital_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(refuse)).at(0).has_consent());
  continues(office_, new_hospital_, hospital_);
  EXPECT_EQ(denied(office_, new_hospital_), "refused");
}

TEST_F(Successions, ByTheOldRootKeyLetNobodyInByThemselves) {
  new_hospital_.pair_with(hospital_);
  meet_the_new_hospital();
  const auto done = state(hospital_, ask_for_code(new_hospital_, hospital_));
  ASSERT_TRUE(done.has_succession()) << done.ShortDebugString();
  EXPECT_EQ(contact(nurses_, new_hospital_).succession(), "proven");
  EXPECT_FALSE(is_member(new_hospital_, office_));
  EXPECT_EQ(denied(office_, new_hospital_), "not-a-member") << "the coordinator says who is a member";
  continues(office_, new_hospital_, hospital_);
  EXPECT_TRUE(is_member(new_hospital_, nurses_));
  EXPECT_EQ(contact(nurses_, new_hospital_).succession(), "proven");
  EXPECT_EQ(denied(office_, new_hospital_), "");
  EXPECT_EQ(denied(nurses_, new_hospital_), "unverified");
}

TEST_F(Successions, OfACoordinatorHandTheTeamOver) {
  WorldAgency new_office(world_, "new-office", "consultation-support");
  for (auto* other : {&office_, &hospital_, &nurses_}) new_office.pair_with(*other);
  ASSERT_TRUE(state(office_, ask_for_code(new_office, office_)).has_succession());
  world_.pass(10s);
  Request show;
  show.mutable_team_show()->set_team(team_);
  EXPECT_EQ(hospital_.ask(show).at(0).team().coordinator(), new_office.id().str());
  EXPECT_EQ(new_office.ask(show).at(0).team().coordinator(), new_office.id().str());
  EXPECT_EQ(denied(hospital_, new_office), "unverified");
  verify(hospital_, new_office);
  EXPECT_EQ(denied(hospital_, new_office), "");
}

TEST_F(Successions, OfACoordinatorLetItKnowOfOverridesOnceItIsVerified) {
  WorldAgency new_office(world_, "new-office", "consultation-support");
  for (auto* other : {&office_, &hospital_, &nurses_}) new_office.pair_with(*other);
  ASSERT_TRUE(state(office_, ask_for_code(new_office, office_)).has_succession());
  world_.pass(10s);
  const auto notices = [&] {
    std::size_t count = 0;
    new_office.node().prepare([&](Transaction& transaction) {
      transaction.scan(Table::Record, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
        const auto stored = record::find_record(transaction, *RecordId::from(key));
        count += stored && stored->record.record.kind == record::Kind::OverrideNotice;
        return true;
      });
    });
    return count;
  };
  auto request = hospital_.send_request(team_, "屋上にいる", "risk", "phone");
  request.mutable_send()->add_to(nurses_.id().hex());
  request.mutable_send()->set_override_reason("いのちの危険");
  ASSERT_TRUE(hospital_.ask(std::move(request)).at(0).has_sent());
  world_.pass(1min);
  EXPECT_EQ(nurses_.inbox().size(), 1u);
  EXPECT_EQ(notices(), 0u) << "why it went out is nothing for somebody who may be anybody";
  verify(hospital_, new_office);
  world_.pass(10s);
  EXPECT_EQ(notices(), 1u);
}

TEST_F(Successions, NeedTheCodeOfTheVeryTwo) {
  WorldAgency other(world_, "other", "clinic");
  other.pair_with(hospital_);
  EXPECT_EQ(state(hospital_, ask_for_code(other, nurses_)).error().code(), "succession-code-wrong");
  EXPECT_EQ(state(hospital_, "ABCDEF").error().code(), "succession-code-wrong");
  EXPECT_EQ(state(hospital_, ask_for_code(new_hospital_, hospital_)).error().code(), "not-a-contact");
}

/// A member that would have another's place, or give it to its friend.
class FalseSuccessions : public Successions {
 protected:
  FalseSuccessions() : forger_(world_, hospital_) {
    hospital_.node().prepare([&](Transaction& transaction) {
      root_key_.emplace(engine::root_key_by_passphrase(transaction, as_bytes("passphrase")).value());
    });
  }
  RecordId hand_over(const record::Succession& succession) {
    std::vector<RecordId> heads;
    office_.node().prepare(
        [&](Transaction& transaction) { heads = record::ledger_heads(transaction, team()); });
    const auto record = forger_.by_staff(
        record::Kind::Succession, team(),
        record::write_governance(succession, heads, from_millis(1'771'000'000'000)), forger_.self());
    forger_.hand_over(office_, record);
    return record.id;
  }
  bool is_kept(const RecordId& id) {
    bool kept = false;
    office_.node().prepare(
        [&](Transaction& transaction) { kept = record::is_in_ledger(transaction, team(), id); });
    return kept;
  }
  TeamId team() const { return TeamId::from(from_hex(team_).value()).value(); }
  crypto::Signature by_forger(std::string_view domain, WorldAgency& old_one, WorldAgency& new_one) const {
    return root_key_->sign(domain, concat({old_one.id().bytes(), new_one.id().bytes()}));
  }
  std::size_t ignored() {
    Request show;
    show.mutable_team_show()->set_team(team_);
    return static_cast<std::size_t>(office_.ask(std::move(show)).at(0).team().ignored_size());
  }

  Forger forger_;
  std::optional<crypto::SigningKey> root_key_;
};

TEST_F(FalseSuccessions, OfItselfToAnothersPlaceAreRefused) {
  const auto id =
      hand_over({nurses_.id(), hospital_.id(),
                 record::SuccessionProof{by_forger(record::kSuccessionDomain, nurses_, hospital_),
                                         by_forger(record::kSuccessionClaimDomain, nurses_, hospital_)}});
  EXPECT_FALSE(is_kept(id));
  EXPECT_EQ(contact(office_, hospital_).continues(), "");
}

TEST_F(FalseSuccessions, OfAFriendToAnothersPlaceAreKeptAndIgnored) {
  const auto id = hand_over({nurses_.id(), new_hospital_.id(), std::nullopt});
  EXPECT_TRUE(is_kept(id));
  EXPECT_EQ(ignored(), 1u);
  EXPECT_EQ(contact(office_, nurses_).continued_by(), "");
}

TEST_F(FalseSuccessions, OfItselfByAnAgencyThatDoesNotWantItAreRefused) {
  const auto id =
      hand_over({hospital_.id(), nurses_.id(),
                 record::SuccessionProof{by_forger(record::kSuccessionDomain, hospital_, nurses_),
                                         by_forger(record::kSuccessionClaimDomain, hospital_, nurses_)}});
  EXPECT_FALSE(is_kept(id));
  EXPECT_EQ(contact(office_, nurses_).continues(), "");
}

TEST_F(FalseSuccessions, WithAProofThatIsAnotherAgencysAreTheCoordinatorsWordOrNone) {
  const auto claim = record::read_succession_code(ask_for_code(new_hospital_, nurses_)).value();
  record::Succession genuine;
  nurses_.node().prepare([&](Transaction& transaction) {
    const auto root_key = engine::root_key_by_passphrase(transaction, as_bytes("passphrase")).value();
    genuine = record::prove_succession(claim, root_key).value();
  });
  const auto id = hand_over(genuine);
  EXPECT_TRUE(is_kept(id));
  EXPECT_EQ(ignored(), 1u) << "the nurses have not stated it";
  EXPECT_EQ(contact(office_, new_hospital_).continues(), "");
}

}  // namespace
}  // namespace tasuki::test
