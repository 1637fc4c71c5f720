// An agency under another root key: what its teams, its contacts and their staff make of it.
#include "core/record/succession.hpp"

#include <gtest/gtest.h>

#include "core/engine/root_key.hpp"
#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"
#include "tests/unit/engine/succession_world.hpp"

namespace tasuki::test {
namespace {

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
