#include "core/engine/commands/selector.hpp"

#include <gtest/gtest.h>

#include "core/record/card_store.hpp"
#include "proto/state.pb.h"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::engine {
namespace {

class Selector : public testing::Test {
 protected:
  void add(std::string_view hex) {
    Bytes key = *from_hex(hex);
    key.resize(RecordId::kSize);
    transaction_.put(Table::Message, key, {});
  }

  test::MemoryStore store_;
  Transaction& transaction_ = store_.begin();
};

TEST_F(Selector, AnyUniquePrefixOfSixDigitsIsEnough) {
  add("abcdef01");
  add("abcdef12");
  EXPECT_EQ(find_message(transaction_, "abcdef0")->bytes()[3], 0x01);
  EXPECT_EQ(find_message(transaction_, "ABCDEF12")->bytes()[3], 0x12);
}

TEST_F(Selector, APrefixThatFitsTwoIsAmbiguous) {
  add("abcdef01");
  add("abcdef02");
  EXPECT_TRUE(find_message(transaction_, "abcdef").error().is(EngineError::Ambiguous));
  EXPECT_TRUE(find_message(transaction_, "abcdef0").error().is(EngineError::Ambiguous));
}

TEST_F(Selector, TooShortOrUnknownOrNoHexIsSaidSo) {
  add("abcdef01");
  EXPECT_TRUE(find_message(transaction_, "abcde").error().is(EngineError::PrefixTooShort));
  EXPECT_TRUE(find_message(transaction_, "abcde0").error().is(EngineError::UnknownMessage));
  EXPECT_TRUE(find_message(transaction_, "さくら").error().is(EngineError::UnknownMessage));
}

TEST_F(Selector, TheWholeIdIsItsOwnPrefix) {
  add("ffffff");
  const auto id = find_message(transaction_, "ffffff" + std::string(58, '0'));
  ASSERT_TRUE(id);
  EXPECT_EQ(find_message(transaction_, "fffffff").has_value(), false);
}

TEST_F(Selector, ATeamIsFoundByWhatItCallsThePerson) {
  const auto add_team = [&](std::uint8_t number, const std::string& person) {
    proto::state::TeamState row;
    row.set_person(person);
    transaction_.put(Table::Team, TeamId({number}).bytes(), as_bytes(row.SerializeAsString()));
  };
  add_team(1, "Aさん");
  add_team(2, "Bさん");
  add_team(3, "");
  EXPECT_EQ(*find_team(transaction_, "Bさん"), TeamId({2}));
  EXPECT_TRUE(find_team(transaction_, "").error().is(EngineError::PrefixTooShort));
  add_team(4, "Aさん");
  const auto two = find_team(transaction_, "Aさん");
  EXPECT_TRUE(two.error().is(EngineError::Ambiguous));
  EXPECT_EQ(two.error().detail(), "01000000 04000000") << "which can be typed instead";
}

TEST_F(Selector, ANameThatBeginsAnothersIdIsAmbiguous) {
  const auto add_team = [&](std::uint8_t number, const std::string& person) {
    proto::state::TeamState row;
    row.set_person(person);
    transaction_.put(Table::Team, TeamId({number}).bytes(), as_bytes(row.SerializeAsString()));
  };
  add_team(0xab, "Aさん");
  add_team(0xcd, "ab000000");
  add_team(0xef, "ef0000");
  EXPECT_TRUE(find_team(transaction_, "ab000000").error().is(EngineError::Ambiguous));
  EXPECT_EQ(*find_team(transaction_, "ab0000000"), TeamId({0xab}));
  EXPECT_EQ(*find_team(transaction_, "ef0000"), TeamId({0xef})) << "its own";
}

TEST_F(Selector, OfAgenciesWithOneNameTheOneAmongThoseMeantIsFound) {
  const test::TestAgency old_one(1, "さくら精神科病院");
  const test::TestAgency new_one(2, "さくら精神科病院");
  const test::TestAgency other(3, "ひまわり相談支援センター");
  for (const auto* agency : {&old_one, &new_one, &other})
    ASSERT_TRUE(record::keep_card(transaction_, agency->signed_card()));
  const auto both = find_agency(transaction_, "さくら精神科病院");
  EXPECT_TRUE(both.error().is(EngineError::Ambiguous));
  EXPECT_NE(both.error().detail().find(new_one.id().short_hex()), std::string::npos);
  EXPECT_EQ(*find_agency(transaction_, "さくら精神科病院", {new_one.id(), other.id()}), new_one.id());
  EXPECT_TRUE(find_agency(transaction_, "さくら精神科病院", {other.id()}).error().is(EngineError::Ambiguous));
  EXPECT_EQ(*find_agency(transaction_, "ひまわり相談支援センター", {new_one.id()}), other.id());
}

}  // namespace
}  // namespace tasuki::engine
