#include "core/delivery/contact.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/protocol_document.hpp"

namespace tasuki::delivery {
namespace {

AgencyId agency(std::uint8_t fill) { return *AgencyId::from(Bytes(32, fill)); }
crypto::DhPublicKey key(std::uint8_t fill) { return *crypto::DhPublicKey::from(Bytes(32, fill)); }

Contact contact(std::uint8_t number) {
  Contact made;
  made.agency = agency(number);
  made.pair_secret = Secret<32>(Bytes(32, number));
  made.since = from_millis(1'771'000'000'000);
  made.transport_key = key(number);
  return made;
}

TEST(Contact, ComesBackAsItWasSaved) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  auto saved = contact(4);
  saved.trust = Trust::Introduced;
  saved.verified = true;
  saved.unfinished = *InvitationId::from(Bytes(16, 9));
  saved.introduced_by = agency(7);
  saved.shown = true;
  save_contact(transaction, saved);
  const auto loaded = load_contact(transaction, agency(4));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->trust, Trust::Introduced);
  EXPECT_TRUE(loaded->verified);
  EXPECT_EQ(loaded->since, saved.since);
  EXPECT_EQ(loaded->transport_key, key(4));
  EXPECT_EQ(loaded->unfinished, saved.unfinished);
  EXPECT_EQ(loaded->introduced_by, agency(7));
  EXPECT_TRUE(loaded->shown);
  EXPECT_TRUE(same_secret(loaded->pair_secret.reveal(), saved.pair_secret.reveal()));
}

TEST(Contact, IsFoundByItsTransportKeyOnly) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  for (const std::uint8_t number : {3, 1, 2}) save_contact(transaction, contact(number));
  EXPECT_EQ(find_contact_by_transport_key(transaction, key(2)), agency(2));
  EXPECT_EQ(find_contact_by_transport_key(transaction, key(9)), std::nullopt);
  EXPECT_EQ(list_contacts(transaction), (std::vector{agency(1), agency(2), agency(3)}));
  EXPECT_TRUE(is_contact(transaction, agency(3)));
  EXPECT_FALSE(load_contact(transaction, agency(9)));
}

TEST(Contact, ADamagedRowIsNoContact) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  transaction.put(Table::Contact, agency(1).bytes(), as_bytes("\xff\xff"));
  EXPECT_FALSE(load_contact(transaction, agency(1)));
}

TEST(ContactPsk, IsNotThePairSecretItself) {
  const Secret<32> secret(Bytes(32, 0xd4));
  EXPECT_FALSE(same_secret(contact_psk(secret, Trust::FaceToFace).reveal(), secret.reveal()));
  EXPECT_EQ(to_hex(contact_psk(secret, Trust::FaceToFace).reveal()), test::protocol_example("contact-psk"));
}

TEST(Renewals, AreAsTheProtocolDocumentSays) {
  const Secret<32> secret(Bytes(32, 0xd4));
  constexpr auto kTrust = Trust::FaceToFace;
  EXPECT_EQ(renewal_id(secret, kTrust, agency(0x01)).hex(), test::protocol_example("renewal-id"));
  EXPECT_NE(renewal_id(secret, kTrust, agency(0xa1)), renewal_id(secret, kTrust, agency(0x01)));
  EXPECT_EQ(to_hex(renewal_psk(secret, kTrust).reveal()), test::protocol_example("renewal-psk"));
}

TEST(SafetyNumber, IsTheSameOnBothEndsAndAsTheProtocolDocumentSays) {
  const auto number = safety_number(agency(0xa1), agency(0x01));
  EXPECT_EQ(number, safety_number(agency(0x01), agency(0xa1)));
  EXPECT_EQ(to_hex(as_bytes(number)), test::protocol_example("safety-number"));
}

TEST(SafetyNumber, HasTwelveGroupsOfFiveDigits) {
  for (std::uint8_t other = 0; other < 50; ++other) {
    const auto number = safety_number(agency(0xff), agency(other));
    ASSERT_EQ(number.size(), 71u);
    for (std::size_t i = 0; i < number.size(); ++i) {
      EXPECT_EQ(number[i] == ' ', i % 6 == 5) << number;
    }
  }
}

TEST(SafetyNumber, ChangesWithEitherKey) {
  EXPECT_NE(safety_number(agency(1), agency(2)), safety_number(agency(1), agency(3)));
  EXPECT_NE(safety_number(agency(1), agency(2)), safety_number(agency(4), agency(2)));
}

TEST(SafetyNumber, IsComparedByItsDigitsAlone) {
  EXPECT_TRUE(same_safety_number("01234 56789", "01234-56789\n"));
  EXPECT_TRUE(same_safety_number("01234 56789",
                                 "\uff10\uff11\uff12\uff13\uff14\u3000\uff15\uff16\uff17\uff18\uff19"));
  EXPECT_FALSE(same_safety_number("01234 56789", "01234 56780"));
  EXPECT_FALSE(same_safety_number("01234 56789", "01234"));
  EXPECT_FALSE(same_safety_number("01234 56789", ""));
}

}  // namespace
}  // namespace tasuki::delivery
