#include "core/delivery/introduction.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/record/card.hpp"
#include "proto/wire.pb.h"
#include "tests/support/memory_store.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/unit/delivery/session_node.hpp"

namespace tasuki::delivery {
namespace {

using test::protocol_example;

AgencyId agency(std::uint8_t number) { return *AgencyId::from(Bytes(32, number)); }
Secret<32> secret(std::uint8_t number) { return Secret<32>(Bytes(32, number)); }
std::string hex(const Secret<32>& secret) { return to_hex(secret.reveal()); }

/// An introduced contact that uses the newest of `secrets`, which one introducer gave.
Contact introduced(Transaction& transaction, const AgencyId& who, const std::vector<std::uint8_t>& secrets,
                   const AgencyId& introducer) {
  KeptIntroduction kept{who, introducer, IntroductionState::Taken, {}, kFriday};
  for (const auto number : secrets) kept.pair_secrets.push_back(secret(number));
  save_introduction(transaction, kept);
  Contact contact;
  contact.agency = who;
  contact.trust = Trust::Introduced;
  contact.pair_secret = secret(secrets.back());
  contact.introduced_by = introducer;
  save_contact(transaction, contact);
  return contact;
}

TEST(Introduced, SecretsAreAsTheProtocolDocumentSays) {
  const auto pair_secret = introduced_pair_secret(secret(0xd4), agency(0xa1), agency(0x01), agency(0xb2));
  EXPECT_EQ(hex(pair_secret), protocol_example("introduced-pair-secret"));
  EXPECT_EQ(introduction_id(pair_secret).hex(), protocol_example("introduction-id"));
  EXPECT_EQ(hex(introduction_psk(pair_secret)), protocol_example("introduction-psk"));
  EXPECT_EQ(hex(contact_psk(pair_secret, Trust::Introduced)), protocol_example("introduced-contact-psk"));
  EXPECT_EQ(renewal_id(pair_secret, Trust::Introduced, agency(0x01)).hex(),
            protocol_example("introduced-renewal-id"));
  EXPECT_EQ(hex(renewal_psk(pair_secret, Trust::Introduced)), protocol_example("introduced-renewal-psk"));
}

TEST(Introduced, SecretsAreTheSameOnBothEndsAndOthersForAnybodyElse) {
  const auto here = introduced_pair_secret(secret(1), agency(1), agency(2), agency(3));
  EXPECT_EQ(hex(here), hex(introduced_pair_secret(secret(1), agency(2), agency(1), agency(3))));
  EXPECT_NE(hex(here), hex(introduced_pair_secret(secret(1), agency(1), agency(2), agency(4))));
  EXPECT_NE(hex(here), hex(introduced_pair_secret(secret(1), agency(1), agency(4), agency(3))));
  EXPECT_NE(hex(here), hex(introduced_pair_secret(secret(2), agency(1), agency(2), agency(3))));
}

TEST(Introduced, KeysOfOneTrustNeverServeTheOther) {
  const auto pair_secret = secret(7);
  EXPECT_NE(hex(contact_psk(pair_secret, Trust::Introduced)),
            hex(contact_psk(pair_secret, Trust::FaceToFace)));
  EXPECT_NE(hex(renewal_psk(pair_secret, Trust::Introduced)),
            hex(renewal_psk(pair_secret, Trust::FaceToFace)));
  EXPECT_NE(renewal_id(pair_secret, Trust::Introduced, agency(1)),
            renewal_id(pair_secret, Trust::FaceToFace, agency(1)));
}

TEST(Introduced, AnIntroductionTravelsAsTheProtocolDocumentSays) {
  const auto part = [](std::string_view name) { return to_string(from_hex(protocol_example(name)).value()); };
  proto::wire::EnvelopePayload payload;
  auto& introduction = *payload.add_item()->mutable_introduction();
  introduction.mutable_agency()->mutable_card()->set_payload(part("card-payload"));
  introduction.mutable_agency()->mutable_card()->set_signature(part("card-signature"));
  introduction.mutable_prekey()->set_payload(part("signed-prekey"));
  introduction.mutable_prekey()->set_signature(part("signed-prekey-signature"));
  introduction.set_secret(std::string(32, '\xd4'));
  payload.set_urgency(proto::wire::URGENT_PHONE);
  EXPECT_EQ(to_hex(serialize_message(payload)), protocol_example("introduction"));
  const auto opened = open_introduction(introduction);
  ASSERT_TRUE(opened);
  EXPECT_EQ(hex(opened->secret), hex(secret(0xd4)));
  EXPECT_TRUE(opened->prekey);
  EXPECT_FALSE(opened->whereabouts);

  auto short_secret = introduction;
  short_secret.set_secret(std::string(31, '\xd4'));
  EXPECT_FALSE(open_introduction(short_secret));
  auto changed = introduction;
  changed.mutable_agency()->mutable_card()->mutable_payload()->back() ^= 1;
  EXPECT_FALSE(open_introduction(changed)) << "signed by another key than the agency's";
}

TEST(Introduced, IsKeptAsItWasSaved) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  introduced(transaction, agency(1), {5, 6}, agency(3));
  const auto kept = load_introduction(transaction, agency(1), agency(3));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, IntroductionState::Taken);
  EXPECT_EQ(kept->received_at, kFriday);
  ASSERT_EQ(kept->pair_secrets.size(), 2u);
  EXPECT_EQ(hex(kept->pair_secrets[1]), hex(secret(6)));
  EXPECT_FALSE(load_introduction(transaction, agency(1), agency(4)));
  transaction.put(Table::Introduction, concat({agency(9).bytes(), agency(3).bytes()}), as_bytes("\xff\xff"));
  EXPECT_FALSE(load_introduction(transaction, agency(9), agency(3))) << "a damaged row is none";
}

TEST(Introduced, OnlyTheNewestTwoSecretsOfOneIntroducerStayAndTheOneInUse) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  introduced(transaction, agency(1), {5}, agency(3));
  auto kept = load_introduction(transaction, agency(1), agency(3)).value();
  EXPECT_FALSE(add_pair_secret(transaction, kept, secret(5)));
  for (const std::uint8_t number : {6, 7, 8}) EXPECT_TRUE(add_pair_secret(transaction, kept, secret(number)));
  ASSERT_EQ(kept.pair_secrets.size(), 2u);
  EXPECT_EQ(hex(kept.pair_secrets[0]), hex(secret(5))) << "in use";
  EXPECT_EQ(hex(kept.pair_secrets[1]), hex(secret(8)));
}

TEST(Introduced, IsFoundByTheIdOfEachSecretAsLongAsItIsNotMetFaceToFace) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  auto contact = introduced(transaction, agency(1), {5, 6}, agency(3));
  for (const std::uint8_t number : {5, 6}) {
    const auto found = find_introduced(transaction, introduction_id(secret(number)));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first, agency(1));
    EXPECT_EQ(hex(found->second), hex(secret(number)));
  }
  EXPECT_FALSE(find_introduced(transaction, introduction_id(secret(7))));
  contact.trust = Trust::FaceToFace;
  save_contact(transaction, contact);
  EXPECT_FALSE(find_introduced(transaction, introduction_id(secret(5))));
  EXPECT_EQ(secrets_shared_with(transaction, contact).size(), 1u);
  forget_introduced_secrets(transaction, agency(1));
  const auto kept = load_introduction(transaction, agency(1), agency(3)).value();
  EXPECT_EQ(kept.state, IntroductionState::Known);
  EXPECT_TRUE(kept.pair_secrets.empty());
}

TEST(Introduced, UsesTheSecretThatTheOtherSideHasShown) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  introduced(transaction, agency(1), {5, 6}, agency(3));
  EXPECT_TRUE(use_next_unless_shown(transaction, agency(1)));
  EXPECT_EQ(hex(load_contact(transaction, agency(1))->pair_secret), hex(secret(5)));
  EXPECT_FALSE(load_contact(transaction, agency(1))->shown);
  EXPECT_TRUE(use_next_unless_shown(transaction, agency(1)));
  EXPECT_EQ(hex(load_contact(transaction, agency(1))->pair_secret), hex(secret(6)));
  use_shown_secret(transaction, agency(1), secret(5));
  EXPECT_EQ(hex(load_contact(transaction, agency(1))->pair_secret), hex(secret(5)));
  EXPECT_TRUE(load_contact(transaction, agency(1))->shown);
  EXPECT_FALSE(use_next_unless_shown(transaction, agency(1)));
  doubt_secret(transaction, agency(1));
  EXPECT_TRUE(use_next_unless_shown(transaction, agency(1)));

  auto met = load_contact(transaction, agency(1)).value();
  met.trust = Trust::FaceToFace;
  met.pair_secret = secret(9);
  save_contact(transaction, met);
  EXPECT_FALSE(use_next_unless_shown(transaction, agency(1)));
  use_shown_secret(transaction, agency(1), secret(5));
  EXPECT_EQ(hex(load_contact(transaction, agency(1))->pair_secret), hex(secret(9)));
}

TEST(Introduced, ThoseWhoMayNotIntroduceTakeNobodysPlace) {
  test::MemoryStore store;
  auto& transaction = store.begin();
  for (std::uint8_t number = 10; number < 10 + kIntroducersOfOneAgency; ++number)
    save_introduction(transaction, {agency(1), agency(number), IntroductionState::Refused, {}, kFriday});
  EXPECT_TRUE(has_room_for_introduction(transaction, agency(1), agency(3)));
  for (std::uint8_t number = 10; number < 10 + kIntroducersOfOneAgency; ++number)
    save_introduction(transaction, {agency(1), agency(number), IntroductionState::Waiting, {}, kFriday});
  EXPECT_FALSE(has_room_for_introduction(transaction, agency(1), agency(3)));
  EXPECT_TRUE(has_room_for_introduction(transaction, agency(2), agency(3)));
  EXPECT_EQ(introductions_that_wait(transaction).size(), kIntroducersOfOneAgency);
  forget_introductions_that_waited(transaction, kFriday + kLongestIntroductionWait);
  EXPECT_TRUE(introductions_that_wait(transaction).empty());
}

TEST(Introduced, TheIntroducerGivesTheSameSecretWheneverItIsAsked) {
  test::MemoryStore store;
  test::SeededRandom random(3);
  auto& transaction = store.begin();
  EXPECT_FALSE(has_introduced(transaction, agency(1), agency(2)));
  const auto given = secret_to_give(transaction, random, agency(1), agency(2), kFriday);
  EXPECT_EQ(hex(given), hex(secret_to_give(transaction, random, agency(2), agency(1), kFriday)));
  EXPECT_NE(hex(given), hex(secret_to_give(transaction, random, agency(1), agency(3), kFriday)));
  EXPECT_TRUE(has_introduced(transaction, agency(2), agency(1)));
  EXPECT_EQ(introduced_to(transaction, agency(1)), (std::vector{agency(2), agency(3)}));
  EXPECT_EQ(introduced_to(transaction, agency(3)), std::vector{agency(1)});
}

/// Two nodes that were given secrets 5 and 6 by the same introducer; each uses what it is told to.
struct TwoIntroduced {
  TwoIntroduced(std::uint8_t used_by_a, std::uint8_t used_by_b) {
    for (const auto& [here, there, used] : {std::tuple{&a, &b, used_by_a}, std::tuple{&b, &a, used_by_b}}) {
      here->run([&](Transaction& tx) {
        auto contact = introduced(tx, there->agency(), {5, 6}, agency(3));
        contact.pair_secret = secret(used);
        save_contact(tx, contact);
      });
      here->greet(*there);
    }
  }
  static Contact contact(SessionNode& here, SessionNode& there) {
    return here.run([&](Transaction& tx) { return load_contact(tx, there.agency()).value(); });
  }
  SessionNode a{2};
  SessionNode b{3};
};

TEST(IntroducedSessions, OpenUnderAnyOfTheSecretsAndTheOtherSideFollows) {
  TwoIntroduced two(5, 6);
  EXPECT_EQ(two.b.read(two.a.seal(two.b, "one")), "one");
  EXPECT_EQ(hex(two.contact(two.b, two.a).pair_secret), hex(secret(5)));
  EXPECT_TRUE(two.contact(two.b, two.a).shown);
  EXPECT_EQ(two.a.read(two.b.seal(two.a, "two")), "two");
  EXPECT_EQ(two.b.read(two.a.seal(two.b, "three")), "three");
}

TEST(IntroducedSessions, ASecretThatWasShownIsNotGivenUpForAnEnvelope) {
  TwoIntroduced two(5, 6);
  two.b.run([&](Transaction& tx) { use_shown_secret(tx, two.a.agency(), secret(6)); });
  EXPECT_EQ(two.b.read(two.a.seal(two.b, "one")), "one");
  EXPECT_EQ(hex(two.contact(two.b, two.a).pair_secret), hex(secret(6)));
}

TEST(IntroducedSessions, DoNotOpenUnderASecretThatNobodyGave) {
  TwoIntroduced two(9, 6);
  EXPECT_EQ(two.b.read(two.a.seal(two.b, "one")), "envelope-cannot-open:not-authentic");
  EXPECT_FALSE(two.contact(two.b, two.a).shown);
  EXPECT_TRUE(two.b.sessions_with(two.a).empty());
}

}  // namespace
}  // namespace tasuki::delivery
