// What an agency can make of the word "introduction" that does not mean it.
#include "core/delivery/carried.hpp"
#include "core/engine/identity.hpp"
#include "core/record/card_store.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"
#include "tests/unit/engine/forger.hpp"
#include "tests/unit/engine/introduced_agencies.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using delivery::Trust;

class LyingIntroducers : public testing::Test, protected IntroducedAgencies {
 protected:
  static proto::record::Signed card_of(WorldAgency& agency) {
    return read(agency, [&](Transaction& t) {
      return record::to_proto(record::signed_cards_of(t, agency.id()).back());
    });
  }
  static proto::wire::Item introduction(const proto::record::Signed& card, std::uint8_t secret) {
    proto::wire::Item item;
    *item.mutable_introduction()->mutable_agency()->mutable_card() = card;
    item.mutable_introduction()->set_secret(std::string(32, static_cast<char>(secret)));
    return item;
  }
  /// Cards of agencies that nobody has heard of.
  proto::record::Signed made_up_card() {
    const auto root = crypto::SigningKey::generate(random_);
    const record::Incarnation keys{
        1, crypto::SigningKey::generate(random_).public_key(), crypto::DhKey::generate(random_).public_key(),
        crypto::DhKey::generate(random_).public_key(), crypto::DhKey::generate(random_).public_key()};
    const auto agency = AgencyId::from(root.public_key().bytes()).value();
    return record::to_proto(
        record::sign_card({agency, 1, "hospital", "psychiatric-hospital", keys}, root).value());
  }
  static std::size_t rows(WorldAgency& agency) {
    return read(agency, [](Transaction& t) { return t.count(Table::Introduction, KeyRange::all()); });
  }
  static std::size_t contacts(WorldAgency& agency) {
    return read(agency, [](Transaction& t) { return delivery::list_contacts(t).size(); });
  }

  /// The office says nothing of its own accord.
  void forget_introductions_that_wait_at_the_office() {
    office.node().prepare([](Transaction& transaction) {
      std::vector<Bytes> keys;
      transaction.scan(Table::Outbox, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        proto::state::OutboxItem item;
        item.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (item.has_introduction_of()) keys.push_back(copy(key));
        return true;
      });
      for (const auto& key : keys) transaction.erase(Table::Outbox, key);
    });
  }

  /// The office has given the nurses one secret and the home another.
  std::string team_with_two_secrets() { return team_with_secrets(true, true); }
  std::string team_with_secrets(bool for_nurses, bool for_home) {
    world.part("nurses", "office");
    world.part("home", "office");
    const auto team = office.found_team({&clinic, &nurses, &home});
    allow(team, {&clinic, &nurses, &home});
    forget_introductions_that_wait_at_the_office();
    world.join("nurses", "office");
    world.join("home", "office");
    world.pass(1min);
    EXPECT_FALSE(contact(nurses, home));
    Forger forger(world, office);
    if (for_nurses) forger.hand_over(nurses, {introduction(card_of(home), 1)});
    if (for_home) forger.hand_over(home, {introduction(card_of(nurses), 2)});
    return team;
  }

  SeededRandom random_{77};
};

TEST_F(LyingIntroducers, CannotSayThatAnAgencyHasOtherKeys) {
  const auto team = team_of({&hospital, &nurses});
  auto card = card_of(hospital);
  card.set_payload(card_of(clinic).payload());
  auto other = card_of(hospital);
  other.mutable_payload()->back() ^= 1;
  Forger(world, office).hand_over(nurses, {introduction(card, 1), introduction(other, 1)});
  EXPECT_EQ(rows(nurses), 1u) << "the honest one";
  expect_met(team, hospital, nurses);
}

TEST_F(LyingIntroducers, CannotChangeTheKeysOrTheTrustOfWhomTheReceiverHasMet) {
  const auto team = team_of({&clinic, &home, &nurses});
  const auto before = contact(nurses, clinic).value();
  Forger(world, office).hand_over(nurses, {introduction(card_of(clinic), 9)});
  const auto after = contact(nurses, clinic).value();
  EXPECT_EQ(after.trust, Trust::FaceToFace);
  EXPECT_TRUE(same_secret(before.pair_secret.reveal(), after.pair_secret.reveal()));
  expect_met(team, nurses, clinic, Trust::FaceToFace);
}

TEST_F(LyingIntroducers, CannotIntroduceWhoIsNoMemberOfTheTeam) {
  team_of({&nurses});
  const auto before = contacts(nurses);
  Forger(world, office).hand_over(nurses, {introduction(made_up_card(), 1), introduction(card_of(home), 1)});
  EXPECT_EQ(contacts(nurses), before);
  EXPECT_FALSE(outcomes(nurses).size() > 0);
}

TEST_F(LyingIntroducers, AreNotHeardWhereTheyWereIntroducedThemselves) {
  const auto team = team_of({&hospital, &nurses, &home});
  const auto before = contact(nurses, home).value();
  ASSERT_EQ(contact(nurses, hospital)->trust, Trust::Introduced);
  Forger(world, hospital).hand_over(nurses, {introduction(card_of(home), 3)});
  EXPECT_TRUE(same_secret(before.pair_secret.reveal(), contact(nurses, home)->pair_secret.reveal()));
  EXPECT_EQ(outcomes(nurses).back(), "refused");
  expect_met(team, nurses, home);
}

TEST_F(LyingIntroducers, ThatGiveTheTwoDifferentSecretsKeepThemApartOnlyUntilAnHonestOneSpeaks) {
  const auto team = team_with_two_secrets();
  const auto waits = send(team, nurses, home, "届くはず");
  world.pass(3min);
  EXPECT_FALSE(shown(nurses, home).connected());
  ASSERT_TRUE(introduce(clinic, nurses, home).has_introduced());
  world.pass(4min);
  EXPECT_EQ(nurses.state_of(waits, home), "delivered");
  expect_met(team, nurses, home);
}

TEST_F(LyingIntroducers, DoNotKeepApartTwoThatWriteByACarrierAlone) {
  world.part("nurses", "home");
  clinic.node().settings().carry = true;
  clinic.node().kill();
  clinic.come_back();
  const auto team = team_with_two_secrets();
  ASSERT_TRUE(introduce(clinic, nurses, home).has_introduced());
  world.pass(1min);
  const auto message = send(team, nurses, home, "届くはず");
  world.pass(45min);
  nurses.log_in();
  EXPECT_EQ(nurses.state_of(message, home), "delivered");
  EXPECT_FALSE(shown(nurses, home).connected());
}

/// What is sealed anew for who is off lies at the carrier beside what lay there, and takes the room of
/// others.
TEST_F(LyingIntroducers, DoNotFillACarrierWhileOneOfTheTwoIsOff) {
  clinic.node().settings().carry = true;
  clinic.node().kill();
  clinic.come_back();
  const auto team = team_with_two_secrets();
  ASSERT_TRUE(introduce(clinic, nurses, home).has_introduced());
  world.part("nurses", "home");
  world.pass(1min);
  home.node().kill();
  const auto message = send(team, nurses, home, "月曜まで");
  world.pass(72h, 5min);
  const auto carried =
      read(clinic, [&](Transaction& t) { return delivery::carried_for(t, home.id()).size(); });
  EXPECT_GT(carried, 0u);
  EXPECT_LT(carried, 30u);
  home.come_back();
  world.pass(30h, 1min);
  nurses.log_in();
  EXPECT_EQ(nurses.state_of(message, home), "delivered");
}

TEST_F(LyingIntroducers, ThatGiveOneSideAWrongSecretAreOverheardAtOnceByACarrier) {
  world.part("nurses", "home");
  clinic.node().settings().carry = true;
  clinic.node().kill();
  clinic.come_back();
  const auto team = team_with_secrets(true, false);
  ASSERT_TRUE(introduce(clinic, nurses, home).has_introduced());
  world.pass(1min);
  const auto message = send(team, nurses, home, "届くはず");
  world.pass(2min);
  EXPECT_EQ(nurses.state_of(message, home), "delivered");
}

TEST_F(LyingIntroducers, CannotFloodTheStoreOrTheTrail) {
  team_of({&nurses});
  std::vector<proto::wire::Item> items;
  for (int i = 0; i < 300; ++i) items.push_back(introduction(made_up_card(), 5));
  for (int i = 0; i < 50; ++i) items.push_back(introduction(card_of(hospital), static_cast<std::uint8_t>(i)));
  const auto entries = read(nurses, [](Transaction& t) { return audit::tail(t).number; });
  Forger(world, office).hand_over(nurses, items);
  EXPECT_EQ(rows(nurses), delivery::kAgenciesOfOneIntroducer);
  EXPECT_LE(read(nurses, [](Transaction& t) { return audit::tail(t).number; }), entries + 5);
  nurses.log_in();
  world.pass(24h * 36, 6h);
  EXPECT_EQ(rows(nurses), 0u) << "what waited for a team that never came is forgotten";
}

}  // namespace
}  // namespace tasuki::test
