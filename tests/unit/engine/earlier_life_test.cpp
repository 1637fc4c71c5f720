#include "proto/wire.pb.h"
#include "tests/unit/engine/new_lives.hpp"

// What an earlier life leaves behind when a later one, or another under its number, is known to the others.

namespace tasuki::engine {
namespace {

/// A clock that stands, or is set back between the two.
TEST_F(NewLives, TwoLivesUnderOneNumberAreToldAndEndInAThird) {
  const auto copy = copy_of(hospital_);
  const auto moment = hospital_.node().clock().now();
  const auto first = restore(hospital_, copy);
  const auto between = hospital_.send(team_, "from the first");
  world_.pass(std::chrono::seconds(5));
  hospital_.node().clock().set(moment);
  const auto second = restore(hospital_, copy);
  ASSERT_EQ(second.incarnation, first.incarnation);
  const auto refused = hospital_.send(team_, "nobody takes it");
  world_.pass(std::chrono::seconds(5));
  EXPECT_EQ(hospital_.state_of(refused, office_), "queued");
  EXPECT_EQ(warnings(hospital_), std::set<std::string>{"later-life"});
  EXPECT_TRUE(trail_kinds(hospital_).contains("key"));

  const auto third = restore(hospital_, copy_of(hospital_));
  EXPECT_GT(third.incarnation, second.incarnation);
  EXPECT_EQ(warnings(hospital_), std::set<std::string>{});
  EXPECT_TRUE(states(hospital_).contains(between));
  EXPECT_EQ(hospital_.state_of(refused, office_), "delivered");
  EXPECT_EQ(status(hospital_).catch_up_size(), 0) << status(hospital_).ShortDebugString();
  EXPECT_TRUE(trail_holds(hospital_));
}

TEST_F(NewLives, BeginBehindALaterOneThatRefusedThem) {
  const auto copy = copy_of(hospital_);
  const auto old_key = hospital_.node().transport_key();
  const auto moment = hospital_.node().clock().now();
  const auto first = restore(hospital_, copy);
  hospital_.node().kill();
  hospital_.node().store() = copy;
  hospital_.node().set_transport_key(old_key);
  hospital_.come_back();
  const auto stale = hospital_.send(team_, "from the past");
  world_.pass(std::chrono::seconds(30));
  EXPECT_EQ(warnings(hospital_), std::set<std::string>{"later-life"});
  hospital_.node().clock().set(moment - std::chrono::seconds(1));
  const auto second = restore(hospital_, copy_of(hospital_));
  EXPECT_GT(second.incarnation, first.incarnation) << "although its clock is behind";
  EXPECT_EQ(hospital_.state_of(stale, office_), "delivered");
}

/// Whoever has stolen the keys of a life that is over, for instance.
TEST_F(NewLives, WhoComesWithAnEarlierKeyIsToldNothingButThatALaterLifeIsKnown) {
  const auto copy = copy_of(hospital_);
  const auto old_key = hospital_.node().transport_key();
  restore(hospital_, copy);
  hospital_.node().kill();
  hospital_.node().store() = copy;
  hospital_.node().set_transport_key(old_key);
  std::size_t refusals = 0, others = 0;
  world_.on_frame = [&](test::Machine& from, test::Machine& to, Bytes& bytes) {
    if (from.name() == "hospital" || to.name() != "hospital") return true;
    proto::wire::Frame frame;
    const bool is_refusal =
        frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) && frame.has_refusal();
    ++(is_refusal ? refusals : others);
    return true;
  };
  hospital_.come_back();
  world_.pass(std::chrono::seconds(30));
  world_.on_frame = nullptr;
  EXPECT_GT(refusals, 0u);
  EXPECT_EQ(others, 0u);
}

TEST_F(NewLives, AnAnswerToAnEarlierLifeIsNoneToTheNextOne) {
  nurses_.node().kill();
  const auto copy = copy_of(hospital_);
  // The first life has asked, and dies before the answer comes.
  world_.on_frame = [&](test::Machine& from, test::Machine& to, Bytes& bytes) {
    proto::wire::Frame frame;
    const bool is_read = frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    return !is_read || !frame.has_envelope() || from.name() != "office" || to.name() != "hospital";
  };
  restore(hospital_, copy);
  world_.on_frame = nullptr;
  hospital_.node().kill();
  const auto later = office_.send(team_, "stated behind that answer");
  restore(hospital_, copy);
  EXPECT_TRUE(states(hospital_).contains(later));
  const auto back = hospital_.send(team_, "stated in the life that will be lost");
  world_.pass(std::chrono::seconds(5));
  ASSERT_EQ(hospital_.state_of(back, office_), "delivered");

  world_.on_frame = [](test::Machine& from, test::Machine&, Bytes&) { return from.name() != "office"; };
  restore(hospital_, copy);
  world_.on_frame = nullptr;
  restore(hospital_, copy);
  EXPECT_TRUE(states(hospital_).contains(later));
  EXPECT_TRUE(states(hospital_).contains(back));
}

}  // namespace
}  // namespace tasuki::engine
