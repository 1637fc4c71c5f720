#include "core/engine/create_agency.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/engine/identity.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::engine {
namespace {

using test::new_agency;
using test::passphrase_key;

const Time kNow = from_millis(1'771'000'000'000);

class CreateAgencyTest : public testing::Test {
 protected:
  Result<CreatedAgency> create(const NewAgency& agency) {
    return create_agency(transaction, random, kNow, agency, passphrase_key(random, "合言葉"), recovery_code);
  }
  std::string_view refusal(NewAgency agency) {
    const auto created = create(agency);
    return created ? "created" : created.error().name();
  }
  static NewAgency hospital() { return new_agency("さくら精神科病院", "psychiatric-hospital", "管理 一郎"); }

  test::SeededRandom random{4};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
  crypto::RecoveryCode recovery_code = crypto::RecoveryCode::generate(random);
};

TEST_F(CreateAgencyTest, ItsCardIsSignedByTheRootKeyThatIsItsId) {
  const auto created = create(hospital()).value();
  const auto identity = load_identity(transaction).value();
  EXPECT_EQ(identity.agency, created.agency);
  const auto card = record::open_card(identity.card).value();
  EXPECT_EQ(card.agency, created.agency);
  EXPECT_EQ(card.name, "さくら精神科病院");
  EXPECT_EQ(card.incarnation.number, 1u);
  EXPECT_EQ(card.incarnation.node_key, identity.node_key.public_key());
  EXPECT_EQ(card.incarnation.transport_key, identity.transport_key.public_key());
  EXPECT_EQ(card.incarnation.identity_key, identity.identity_key.public_key());
  EXPECT_EQ(card.incarnation.envelope_key, identity.envelope_key.public_key());
}

TEST_F(CreateAgencyTest, ItsKeysAreAllDifferent) {
  create(hospital()).value();
  const auto identity = load_identity(transaction).value();
  const std::set<Bytes> keys{copy(identity.agency.bytes()), copy(identity.node_key.public_key().bytes()),
                             copy(identity.transport_key.public_key().bytes()),
                             copy(identity.identity_key.public_key().bytes()),
                             copy(identity.envelope_key.public_key().bytes())};
  EXPECT_EQ(keys.size(), 5u);
}

TEST_F(CreateAgencyTest, ItsWhereaboutsHoldThePhonesAndAreSignedByTheNodeKey) {
  create(hospital()).value();
  const auto identity = load_identity(transaction).value();
  const auto whereabouts =
      record::open_whereabouts(identity.whereabouts, identity.node_key.public_key()).value();
  ASSERT_EQ(whereabouts.phones.size(), 1u);
  EXPECT_EQ(whereabouts.phones[0].number, "03-0000-0001");
  EXPECT_TRUE(whereabouts.endpoints.empty());
}

TEST_F(CreateAgencyTest, TheFirstAdministratorIsCertifiedAndHoldsTheRootKeyUnderTheirPassphrase) {
  const auto created = create(hospital()).value();
  const auto account = load_staff(transaction, created.administrator).value();
  EXPECT_EQ(account.role, Role::Admin);
  const auto certificate = record::find_certificate(transaction, account.certificate).value();
  EXPECT_EQ(certificate.agency, created.agency);
  EXPECT_EQ(certificate.staff, created.administrator);
  EXPECT_EQ(certificate.role, "admin");

  const auto key = crypto::derive(as_bytes("合言葉"), account.root_key->salt, account.root_key->cost).value();
  const auto root =
      crypto::SigningKey::from_seed(crypto::unwrap(key, kRootKeyWrap, *account.root_key).value().reveal());
  EXPECT_TRUE(equal(root.public_key().bytes(), created.agency.bytes()));
  const auto staff =
      crypto::SigningKey::from_seed(crypto::unwrap(key, kStaffKeyWrap, account.staff_key).value().reveal());
  EXPECT_TRUE(equal(staff.public_key().bytes(), created.administrator.bytes()));
}

TEST_F(CreateAgencyTest, TheRecoveryCodeOpensTheRootKeyAndAnotherDoesNot) {
  const auto created = create(hospital()).value();
  EXPECT_TRUE(equal(recover_root_key(transaction, recovery_code).value().public_key().bytes(),
                    created.agency.bytes()));
  const auto other = recover_root_key(transaction, crypto::RecoveryCode::generate(random));
  ASSERT_FALSE(other);
  EXPECT_TRUE(other.error().is(crypto::CryptoError::NotAuthentic));
}

TEST_F(CreateAgencyTest, AStoreHasOneAgencyOnly) {
  create(hospital()).value();
  EXPECT_EQ(refusal(hospital()), "identity-exists");
}

TEST_F(CreateAgencyTest, WhatIsNoNameKindOrProfessionIsRefusedAndLeavesNothing) {
  const auto with = [this](auto change) {
    auto agency = hospital();
    change(agency);
    return refusal(agency);
  };
  EXPECT_EQ(with([](auto& a) { a.name = ""; }), "text-too-long");
  EXPECT_EQ(with([](auto& a) { a.name = std::string(201, 'x'); }), "text-too-long");
  EXPECT_EQ(with([](auto& a) { a.name = "\xff"; }), "not-utf8");
  EXPECT_EQ(with([](auto& a) { a.kind = "castle"; }), "unknown-code");
  EXPECT_EQ(with([](auto& a) { a.administrator.profession = "king"; }), "unknown-code");
  EXPECT_EQ(with([](auto& a) { a.administrator.name = "\xc0\x80"; }), "not-utf8");
  EXPECT_EQ(with([](auto& a) { a.phones.assign(17, {"", "1", ""}); }), "malformed-record");
  EXPECT_FALSE(load_identity(transaction));
  EXPECT_TRUE(list_staff(transaction).empty());
}

TEST_F(CreateAgencyTest, NoIdentityIsFoundInAnEmptyOrDamagedStore) {
  EXPECT_EQ(load_identity(transaction).error().name(), "no-identity");
  create(hospital()).value();
  transaction.put(Table::Node, as_bytes("identity"), as_bytes("\xff"));
  EXPECT_EQ(load_identity(transaction).error().name(), "no-identity");
}

TEST_F(CreateAgencyTest, NewEndpointsArePublishedWithAHigherSerialAndTheSameOnesAreNot) {
  create(hospital()).value();
  auto identity = load_identity(transaction).value();
  EXPECT_TRUE(publish_endpoints(transaction, identity, {"192.0.2.1:7710"}).value());
  EXPECT_FALSE(publish_endpoints(transaction, identity, {"192.0.2.1:7710"}).value());
  EXPECT_TRUE(publish_endpoints(transaction, identity, {"192.0.2.2:7710"}).value());

  const auto reloaded = load_identity(transaction).value();
  EXPECT_EQ(reloaded.whereabouts, identity.whereabouts);
  const auto whereabouts =
      record::open_whereabouts(reloaded.whereabouts, reloaded.node_key.public_key()).value();
  EXPECT_EQ(whereabouts.serial, 3u);
  EXPECT_EQ(whereabouts.endpoints, std::vector<std::string>{"192.0.2.2:7710"});
  EXPECT_EQ(whereabouts.phones.size(), 1u);
  EXPECT_TRUE(recover_root_key(transaction, recovery_code));
  EXPECT_EQ(record::find_known_agency(transaction, identity.agency)->whereabouts, whereabouts);
}

TEST_F(CreateAgencyTest, WhatTheAgencyCanBeAskedForIsPublishedBesideItsEndpoints) {
  create(hospital()).value();
  auto identity = load_identity(transaction).value();
  const record::Services services{"always", {"admission"}, 1'771'000'000'000};
  EXPECT_TRUE(publish_services(transaction, identity, services).value());
  EXPECT_FALSE(publish_services(transaction, identity, services).value());
  EXPECT_TRUE(publish_endpoints(transaction, identity, {"192.0.2.1:7710"}).value());
  const auto reloaded = load_identity(transaction).value();
  EXPECT_EQ(reloaded.services, services);
  EXPECT_EQ(reloaded.endpoints, std::vector<std::string>{"192.0.2.1:7710"});
  EXPECT_FALSE(publish_services(transaction, identity, {std::string(513, 'a'), {}, 0}));
}

TEST_F(CreateAgencyTest, EndpointsBeyondTheLimitsAreRefusedAndChangeNothing) {
  create(hospital()).value();
  auto identity = load_identity(transaction).value();
  EXPECT_FALSE(publish_endpoints(transaction, identity, std::vector<std::string>(9, "h:1")));
  EXPECT_TRUE(identity.endpoints.empty());
  EXPECT_EQ(load_identity(transaction).value().whereabouts, identity.whereabouts);
}

}  // namespace
}  // namespace tasuki::engine
