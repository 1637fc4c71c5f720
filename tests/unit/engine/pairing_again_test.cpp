// Two agencies that pair a second time have a new secret, and everything they send from then on hangs on it.
#include <gtest/gtest.h>

#include "core/delivery/session_rows.hpp"
#include "proto/wire.pb.h"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

proto::wire::Frame::KindCase kind_of(const Bytes& bytes) {
  proto::wire::Frame frame;
  frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return frame.kind_case();
}
bool lose_envelopes(Machine&, Machine&, Bytes& bytes) {
  return kind_of(bytes) != proto::wire::Frame::kEnvelope;
}
bool lose_acknowledgements(Machine&, Machine&, Bytes& bytes) {
  return kind_of(bytes) != proto::wire::Frame::kEnvelopeAck;
}

class PairingAgain : public testing::Test {
 protected:
  PairingAgain() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    office_.send(team_, "はじめ");
  }

  static SessionId send_session(WorldAgency& from, WorldAgency& to) {
    auto& store = from.node().store();
    const auto sessions = delivery::load_peer_sessions(store.begin(), to.id());
    store.rollback();
    return sessions.send_session.value_or(SessionId());
  }
  std::map<std::string, int> times_arrived() {
    std::map<std::string, int> times;
    for (const auto& line : hospital_.inbox()) ++times[line.body()];
    return times;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
};

TEST_F(PairingAgain, BeginsNewSessionsOnBothSides) {
  const auto from_office = send_session(office_, hospital_);
  const auto from_hospital = send_session(hospital_, office_);
  ASSERT_NE(from_office, SessionId());
  office_.pair_with(hospital_);
  const auto id = office_.send(team_, "あとで");
  hospital_.act(id, "open");
  EXPECT_EQ(office_.state_of(id, hospital_), "opened");
  EXPECT_NE(send_session(office_, hospital_), from_office);
  EXPECT_NE(send_session(hospital_, office_), from_hospital);
}

TEST_F(PairingAgain, LosesNothingThatWasUnderWay) {
  world_.on_frame = lose_acknowledgements;
  office_.send(team_, "届いたが返事がない");
  world_.on_frame = lose_envelopes;
  office_.send(team_, "届いていない");
  office_.pair_with(hospital_);
  world_.on_frame = nullptr;
  office_.send(team_, "そのあと");
  world_.pass(std::chrono::minutes(2));
  EXPECT_EQ(times_arrived(),
            (std::map<std::string, int>{
                {"はじめ", 1}, {"届いたが返事がない", 1}, {"届いていない", 1}, {"そのあと", 1}}));
}

TEST_F(PairingAgain, SendsAnewWhatBeganASessionUnderTheOldSecret) {
  WorldAgency nurses(world_, "nurses", "visiting-nursing");
  world_.on_frame = lose_envelopes;
  office_.pair_with(nurses);
  proto::api::Request add;
  add.mutable_team_add()->set_team(team_);
  add.mutable_team_add()->set_agency(nurses.id().hex());
  office_.ask(std::move(add));
  office_.consent(team_, {"symptoms"}, {&nurses});
  const auto id = office_.send(team_, "はじめての封書");
  const auto first = send_session(office_, nurses);
  ASSERT_NE(first, SessionId());
  office_.pair_with(nurses);
  world_.on_frame = nullptr;
  world_.pass(std::chrono::minutes(2));
  EXPECT_EQ(office_.state_of(id, nurses), "delivered");
  EXPECT_NE(send_session(office_, nurses), first);
}

}  // namespace
}  // namespace tasuki::test
