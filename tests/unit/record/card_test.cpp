#include "core/record/card.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

TEST(Card, IsReadBackAsItWasSigned) {
  const TestAgency hospital(1);
  const auto read = open_card(*parse_signed_bytes(serialize(hospital.signed_card())));
  ASSERT_TRUE(read) << read.error().name();
  EXPECT_EQ(*read, hospital.card());
}

TEST(Card, NoBitOfItCanBeChanged) {
  const auto bytes = TestAgency(1).signed_card();
  for (std::size_t bit = 0; bit < bytes.payload.size() * 8; ++bit) {
    auto changed = bytes;
    changed.payload[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_FALSE(open_card(changed)) << "bit " << bit;
  }
}

TEST(Card, SignedByAnotherKeyIsNotTheAgencys) {
  const TestAgency hospital(1);
  const TestAgency thief(2);
  const auto forged = sign_card(hospital.card(), thief.root_key());
  EXPECT_TRUE(open_card(*forged).error().is(RecordError::NotAuthentic));
}

TEST(Card, ACertificateIsNoCard) {
  const TestAgency hospital(1);
  EXPECT_FALSE(open_card(hospital.certificate()));
}

TEST(Card, ThatBreaksALimitIsNeitherSignedNorRead) {
  const TestAgency hospital(1);
  const std::vector<std::function<void(Card&)>> breaks{
      [](Card& card) { card.name = ""; },
      [](Card& card) { card.name = std::string(201, 'a'); },
      [](Card& card) { card.name = "\xff\xfe"; },
      [](Card& card) { card.name = "a\x1b[31m"; },
      [](Card& card) { card.kind = ""; },
      [](Card& card) { card.kind = "Psychiatric Hospital"; },
      [](Card& card) { card.kind = "a--b"; },
      [](Card& card) { card.kind = "-a"; },
      [](Card& card) { card.kind = std::string(41, 'a'); },
      [](Card& card) { card.incarnation.number = 0; },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto card = hospital.card();
    breaks[i](card);
    EXPECT_TRUE(sign_card(card, hospital.root_key()).error().is(RecordError::Malformed)) << i;
  }
}

TEST(Card, OfAKindThatOnlyANewerVersionKnowsIsRead) {
  const TestAgency agency(1, "新しい事業所", "kind-of-tomorrow");
  EXPECT_TRUE(open_card(agency.signed_card()));
}

TEST(Card, IsNewerByIncarnationThenBySerial) {
  Card older{.serial = 9, .incarnation = {.number = 1}};
  Card newer{.serial = 1, .incarnation = {.number = 2}};
  EXPECT_TRUE(is_newer(newer, older));
  EXPECT_FALSE(is_newer(older, newer));
  EXPECT_FALSE(is_newer(older, older));
  newer = older;
  ++newer.serial;
  EXPECT_TRUE(is_newer(newer, older));
}

TEST(Whereabouts, AreReadBackAsTheyWereSigned) {
  const TestAgency hospital(1);
  const auto read = open_whereabouts(hospital.signed_whereabouts(), hospital.card().incarnation.node_key);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->endpoints, std::vector<std::string>{"192.0.2.1:4711"});
  EXPECT_EQ(read->phones, (std::vector<Phone>{{"", "03-0000-0001", "病棟"}}));
}

TEST(Whereabouts, SayWhenSomebodyIsThereAndWhatForInWordsOfAnyVersion) {
  const TestAgency hospital(1);
  Whereabouts where{.agency = hospital.id(), .incarnation = 1};
  where.services = {"every full moon", {"admission", "moon-watch"}, 1'771'000'000'000};
  const auto read =
      open_whereabouts(*sign_whereabouts(where, hospital.node_key()), hospital.card().incarnation.node_key);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, where);
}

TEST(Whereabouts, AreTheNodeKeysWordNotTheRootKeys) {
  const TestAgency hospital(1);
  const auto signed_by_root =
      sign_whereabouts({.agency = hospital.id(), .incarnation = 1}, hospital.root_key());
  EXPECT_FALSE(open_whereabouts(*signed_by_root, hospital.card().incarnation.node_key));
}

TEST(Whereabouts, ThatBreakALimitAreNotSigned) {
  const TestAgency hospital(1);
  const Whereabouts good{.agency = hospital.id(), .incarnation = 1};
  const std::vector<std::function<void(Whereabouts&)>> breaks{
      [](Whereabouts& where) { where.incarnation = 0; },
      [](Whereabouts& where) { where.endpoints.assign(9, "a:1"); },
      [](Whereabouts& where) { where.endpoints = {""}; },
      [](Whereabouts& where) { where.endpoints = {std::string(261, 'a')}; },
      [](Whereabouts& where) { where.phones.assign(17, {"", "1", ""}); },
      [](Whereabouts& where) { where.phones = {{"", "", ""}}; },
      [](Whereabouts& where) { where.phones = {{"Night", "1", ""}}; },
      [](Whereabouts& where) { where.phones = {{"", "1\n2", ""}}; },
      [](Whereabouts& where) { where.services.hours = std::string(513, 'a'); },
      [](Whereabouts& where) { where.services.hours = "always\n"; },
      [](Whereabouts& where) { where.services.asks.assign(33, "home-visit"); },
      [](Whereabouts& where) { where.services.asks = {"Home Visit"}; },
      [](Whereabouts& where) { where.services.confirmed_at = -1; },
  };
  ASSERT_TRUE(sign_whereabouts(good, hospital.node_key()));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto where = good;
    breaks[i](where);
    EXPECT_FALSE(sign_whereabouts(where, hospital.node_key())) << i;
  }
}

TEST(Whereabouts, AreNewerByIncarnationThenBySerial) {
  EXPECT_TRUE(
      is_newer(Whereabouts{.incarnation = 2, .serial = 1}, Whereabouts{.incarnation = 1, .serial = 5}));
  EXPECT_FALSE(
      is_newer(Whereabouts{.incarnation = 1, .serial = 5}, Whereabouts{.incarnation = 1, .serial = 5}));
}

}  // namespace
}  // namespace tasuki::record
