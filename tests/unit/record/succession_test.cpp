// One agency under another root key: who may say so, and what it comes to.
#include "core/record/succession.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"
#include "tests/unit/record/story.hpp"

namespace tasuki::record {
namespace {

Succession attested(char old_agency, char new_agency) {
  return {agency(old_agency), agency(new_agency), std::nullopt};
}
/// As it is read: a proof that is there holds.
Succession proven(char old_agency, char new_agency) {
  return {agency(old_agency), agency(new_agency), SuccessionProof{}};
}

class SuccessionOf : public ::testing::Test {
 protected:
  SuccessionOf() { story.add("BC"); }
  std::string line(char name) { return Story::names(story.state().line_of(agency(name))); }
  std::string kin(char name) { return Story::names(story.state().kin_of(agency(name))); }

  Story story;
};

TEST_F(SuccessionOf, AMemberIsStatedByItselfWithTheOldKeysProof) {
  story.say('B', proven('B', 'Y'));
  EXPECT_EQ(line('Y'), "BY");
  EXPECT_EQ(line('B'), "B");
  EXPECT_TRUE(story.state().succession_of(agency('Y'))->proven);
  EXPECT_EQ(story.members(), "ABC") << "who is a member the coordinator says";
}

TEST_F(SuccessionOf, AMemberIsStatedByTheCoordinatorWithoutAProof) {
  story.say('A', attested('B', 'Y'));
  EXPECT_EQ(line('Y'), "BY");
  EXPECT_FALSE(story.state().succession_of(agency('Y'))->proven);
}

TEST_F(SuccessionOf, AFormerMemberMayBeStatedByTheCoordinator) {
  story.say('A', MemberRemove{agency('B')});
  story.say('A', attested('B', 'Y'));
  EXPECT_EQ(line('Y'), "BY");
}

TEST_F(SuccessionOf, AnAgencyIsNobodysWordWithoutAProof) {
  const auto by_itself = story.say('B', attested('B', 'Y'));
  const auto by_another = story.say('C', attested('B', 'Y'));
  story.say('A', MemberAdd{agency('Y')});
  const auto by_the_new_one = story.say('Y', attested('B', 'Y'));
  EXPECT_EQ(story.ignored(by_itself), "unproven-succession");
  EXPECT_EQ(story.ignored(by_another), "not-coordinator");
  EXPECT_EQ(story.ignored(by_the_new_one), "unproven-succession");
  EXPECT_EQ(line('Y'), "Y");
}

TEST_F(SuccessionOf, ACoordinatorCannotBeItsOwnWitness) {
  const auto takes = story.say('A', attested('B', 'A'));
  const auto gives = story.say('A', attested('A', 'Y'));
  EXPECT_EQ(story.ignored(takes), "unproven-succession");
  EXPECT_EQ(story.ignored(gives), "unproven-succession");
}

TEST_F(SuccessionOf, AnAgencyThatWasNeverThereIsNotCounted) {
  EXPECT_EQ(story.ignored(story.say('A', attested('X', 'Y'))), "target-not-a-member");
  EXPECT_EQ(story.ignored(story.say('X', proven('X', 'Y'))), "not-a-member");
}

TEST_F(SuccessionOf, ARemovalBesideItIsStronger) {
  const auto fork = story.all_heads();
  story.say_having_seen('A', MemberRemove{agency('B')}, fork);
  const auto stated = story.say_having_seen('B', proven('B', 'Y'), fork);
  EXPECT_EQ(story.ignored(stated), "concurrent-removal");
  EXPECT_EQ(line('Y'), "Y");
}

TEST_F(SuccessionOf, TwoThatContradictEachOtherNoneStandsButRefusalsBindAll) {
  const auto fork = story.all_heads();
  const auto one = story.say_having_seen('A', attested('B', 'Y'), fork);
  const auto other = story.say_having_seen('B', proven('B', 'Z'), fork);
  EXPECT_EQ(story.ignored(one), "succession-conflict");
  EXPECT_EQ(story.ignored(other), "succession-conflict");
  EXPECT_EQ(line('Y'), "Y");
  EXPECT_EQ(line('Z'), "Z");
  EXPECT_EQ(kin('Y'), "BYZ");
}

TEST_F(SuccessionOf, TwoByOneAgencyNoneStands) {
  story.say('A', attested('B', 'Y'));
  story.say('A', attested('C', 'Y'));
  EXPECT_EQ(line('Y'), "Y");
}

TEST_F(SuccessionOf, ASuccessorIsCountedThrough) {
  story.say('A', attested('B', 'Y'));
  story.say('A', MemberAdd{agency('Y')});
  story.say('Y', proven('Y', 'Z'));
  EXPECT_EQ(line('Z'), "BYZ");
  EXPECT_EQ(kin('B'), "BYZ");
}

TEST_F(SuccessionOf, TheSameTwiceIsNoContradiction) {
  story.say('B', proven('B', 'Y'));
  story.say('A', attested('B', 'Y'));
  EXPECT_EQ(line('Y'), "BY");
}

TEST_F(SuccessionOf, AFormerCoordinatorsWordThatComesTooLateDoesNotCount) {
  const auto fork = story.all_heads();
  story.say_having_seen('A', CoordinatorHandover{agency('C'), 1}, fork);
  const auto late = story.say_having_seen('A', attested('B', 'Y'), fork);
  EXPECT_EQ(story.ignored(late), "concurrent-coordination");
}

class Proof : public ::testing::Test {
 protected:
  static AgencyId id(const crypto::SigningKey& key) { return *AgencyId::from(key.public_key().bytes()); }
  static Result<GovernanceRecord> read(const Succession& succession) {
    SignedRecord record;
    record.record.kind = Kind::Succession;
    record.record.payload = write_governance(succession, {RecordId()}, from_millis(5));
    return read_governance(record);
  }

  test::SeededRandom random{7};
  crypto::SigningKey old_key = crypto::SigningKey::generate(random);
  crypto::SigningKey new_key = crypto::SigningKey::generate(random);
  crypto::SigningKey stranger = crypto::SigningKey::generate(random);
};

TEST_F(Proof, OfBothKeysIsReadBack) {
  const auto succession = prove_succession(claim_succession(id(old_key), new_key), old_key).value();
  const auto record = read(succession);
  ASSERT_TRUE(record);
  EXPECT_TRUE(record->understood);
  const auto& stated = std::get<Succession>(record->statement);
  EXPECT_EQ(stated.old_agency, id(old_key));
  EXPECT_EQ(stated.new_agency, id(new_key));
  EXPECT_TRUE(stated.proof);
}

TEST_F(Proof, IsCarriedAsACodeThatSurvivesTypingAndNothingElse) {
  const auto claim = claim_succession(id(old_key), new_key);
  auto code = succession_code(claim);
  EXPECT_EQ(read_succession_code(" " + code + "\n").value().new_agency, id(new_key));
  code[20] = code[20] == '7' ? '8' : '7';
  EXPECT_FALSE(read_succession_code(code));
  EXPECT_FALSE(read_succession_code(std::string(5'000, '7')));
}

TEST_F(Proof, OfAClaimInAnothersNameIsNoCode) {
  auto claim = claim_succession(id(old_key), stranger);
  claim.new_agency = id(new_key);
  EXPECT_TRUE(read_succession_code(succession_code(claim)).error().is(RecordError::NotAuthentic));
}

TEST_F(Proof, CannotBeMadeWithoutTheOldKey) {
  const auto claim = claim_succession(id(old_key), new_key);
  EXPECT_FALSE(prove_succession(claim, stranger));
  auto forged = prove_succession(claim, old_key).value();
  forged.proof->by_old = stranger.sign(kSuccessionDomain, concat({id(old_key).bytes(), id(new_key).bytes()}));
  EXPECT_TRUE(read(forged).error().is(RecordError::Malformed));
}

TEST_F(Proof, CannotBeMadeWithoutTheNewKey) {
  auto forged = prove_succession(claim_succession(id(old_key), new_key), old_key).value();
  forged.new_agency = id(stranger);
  EXPECT_FALSE(read(forged));
  forged = prove_succession(claim_succession(id(old_key), new_key), old_key).value();
  forged.proof->by_new = forged.proof->by_old;
  EXPECT_FALSE(read(forged));
}

TEST_F(Proof, OfOneDirectionIsNoneOfTheOther) {
  auto turned = prove_succession(claim_succession(id(old_key), new_key), old_key).value();
  std::swap(turned.old_agency, turned.new_agency);
  std::swap(turned.proof->by_old, turned.proof->by_new);
  EXPECT_FALSE(read(turned));
}

TEST_F(Proof, NobodyContinuesItself) { EXPECT_FALSE(read({id(old_key), id(old_key), std::nullopt})); }

}  // namespace
}  // namespace tasuki::record
