// Somebody has left, and everybody is to know: through carriers, as a latecomer, and after a restore from a
// backup that was made before.
#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "core/engine/record/staff.hpp"
#include "core/engine/root_key.hpp"
#include "core/record/certificate_store.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

class StaffEnds : public testing::Test {
 protected:
  StaffEnds() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    worker_ = office_.hire("相談 花子", "consultation-specialist", "secret");
    token_ = log_in_worker();
    world_.pass(5s);
  }
  std::string log_in_worker() {
    Request login;
    login.mutable_login()->set_staff("相談 花子");
    login.mutable_login()->set_passphrase("secret");
    return as_worker(login).login().token();
  }
  Response as_worker(Request request) {
    request.set_number(++number_);
    request.set_token(token_);
    return parse_message<Response>(office_.node().call(serialize_message(request)).at(0)).value();
  }
  std::string send_as_worker() {
    auto sent = as_worker(office_.send_request(team_, "眠れていない"));
    EXPECT_TRUE(sent.has_sent()) << sent.ShortDebugString();
    return to_hex(as_bytes(sent.sent().message_id()));
  }
  void disable() {
    Request request;
    request.mutable_staff_disable()->set_staff(to_hex(as_bytes(worker_)));
    const auto answer = office_.ask(std::move(request)).at(0);
    ASSERT_TRUE(answer.has_staff()) << answer.ShortDebugString();
  }
  std::optional<record::StaffCertificateEnd> end_at(WorldAgency& agency) {
    std::optional<record::StaffCertificateEnd> end;
    CertificateHash certificate;
    office_.node().prepare([&](Transaction& transaction) {
      certificate = engine::load_staff(transaction, *StaffId::from(worker_)).value().certificate;
    });
    agency.node().prepare(
        [&](Transaction& transaction) { end = record::find_certificate_end(transaction, certificate); });
    return end;
  }
  bool is_active() {
    bool active = false;
    office_.node().prepare([&](Transaction& transaction) {
      active = engine::load_staff(transaction, *StaffId::from(worker_)).value().active;
    });
    return active;
  }
  void restore(WorldAgency& agency, const MemoryStore& copy) {
    auto& node = agency.node();
    node.kill();
    node.store() = copy;
    node.prepare([&](Transaction& transaction) {
      const auto root_key = engine::root_key_by_passphrase(transaction, as_bytes("passphrase"));
      engine::begin_new_life(transaction, node.random(), node.clock().now(), root_key.value()).value();
      node.set_transport_key(engine::load_identity(transaction)->transport_key.public_key());
    });
    agency.come_back();
    world_.pass(90s);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency city_{world_, "city", "city-welfare"};
  std::string team_;
  std::string worker_;
  std::string token_;
  std::uint64_t number_ = 0;
};

TEST_F(StaffEnds, GoThroughACarrierToAMemberThatIsOff) {
  const auto message = send_as_worker();
  world_.pass(2s);
  world_.part("office", "nurses");
  disable();
  world_.pass(1min);
  EXPECT_TRUE(end_at(nurses_)) << "the hospital carried it, or passed it on";
  EXPECT_EQ(nurses_.inbox().size(), 1u) << "what was said before stays";
}

TEST_F(StaffEnds, ReachALatecomerWithWhatWasSaidBefore) {
  Request grant;
  auto& consent = *grant.mutable_consent_grant();
  consent.set_team(team_);
  consent.add_category("medication");
  consent.add_to(hospital_.id().hex());
  consent.set_obtained("written");
  ASSERT_TRUE(as_worker(std::move(grant)).has_consent());
  disable();
  office_.pair_with(city_);
  Request add;
  add.mutable_team_add()->set_team(team_);
  add.mutable_team_add()->set_agency(city_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(add)).at(0).has_team());
  world_.pass(10s);
  EXPECT_TRUE(end_at(city_));
  Request list;
  list.mutable_consent_list()->set_team(team_);
  std::size_t active = 0;
  for (const auto& line : city_.ask(std::move(list)))
    active += line.has_consent() && line.consent().state() == "active";
  EXPECT_EQ(active, 3u) << "hers too: she stated it while she was there";
}

TEST_F(StaffEnds, ComeBackFromContactsToANodeRestoredFromBefore) {
  send_as_worker();
  world_.pass(2s);
  const auto before = office_.node().store();
  disable();
  world_.pass(2s);
  restore(office_, before);
  EXPECT_TRUE(end_at(office_));
  EXPECT_FALSE(is_active());
  EXPECT_EQ(log_in_worker(), "");
}

TEST_F(StaffEnds, EndTheSessionThatSomebodyBeganOnTheRestoredNode) {
  send_as_worker();
  world_.pass(2s);
  const auto before = office_.node().store();
  disable();
  world_.pass(2s);
  hospital_.node().kill();
  nurses_.node().kill();
  restore(office_, before);
  token_ = log_in_worker();
  ASSERT_NE(token_, "") << "nobody has told the office yet";
  const auto message = send_as_worker();
  hospital_.come_back();
  nurses_.come_back();
  world_.pass(2min);
  EXPECT_EQ(as_worker(office_.send_request(team_, "x")).error().code(), "not-logged-in");
  EXPECT_EQ(hospital_.inbox().size(), 1u) << "what she said after she had left is not taken";
}

TEST_F(StaffEnds, ComeBackToAContactRestoredFromBefore) {
  send_as_worker();
  world_.pass(2s);
  const auto before = hospital_.node().store();
  disable();
  world_.pass(2s);
  ASSERT_TRUE(end_at(hospital_));
  restore(hospital_, before);
  EXPECT_TRUE(end_at(hospital_));
}

TEST_F(StaffEnds, ReachAMemberThatNeverMetHerAgency) {
  nurses_.pair_with(city_);
  Request hand_over;
  hand_over.mutable_team_coordinator()->set_team(team_);
  hand_over.mutable_team_coordinator()->set_agency(nurses_.id().hex());
  ASSERT_TRUE(as_worker(std::move(hand_over)).has_team());
  world_.pass(5s);
  Request add;
  add.mutable_team_add()->set_team(team_);
  add.mutable_team_add()->set_agency(city_.id().hex());
  ASSERT_TRUE(nurses_.ask(std::move(add)).at(0).has_team());
  world_.pass(5s);
  disable();
  world_.pass(10s);
  EXPECT_TRUE(end_at(city_)) << "from the nurses";
}

}  // namespace
}  // namespace tasuki::test
