#include "core/engine/commands/selector.hpp"

#include <gtest/gtest.h>

#include "proto/state.pb.h"
#include "tests/support/memory_store.hpp"

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
  EXPECT_TRUE(find_team(transaction_, "Aさん").error().is(EngineError::Ambiguous));
}

}  // namespace
}  // namespace tasuki::engine
