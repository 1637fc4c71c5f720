#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/record_store.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using proto::api::Request;
using proto::api::Response;

/// A nurse of the office writes to the hospital, then leaves.
class StaffLeaving : public testing::Test {
 protected:
  StaffLeaving() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    nurse_ = office_.hire("看護 花子", "visiting-nurse", "secret");
    Request login;
    login.mutable_login()->set_staff("看護 花子");
    login.mutable_login()->set_passphrase("secret");
    token_ = as_nurse(login).login().token();
  }
  Response as_nurse(Request request) {
    request.set_number(++number_);
    request.set_token(token_);
    return parse_message<Response>(office_.node().call(serialize_message(request)).at(0)).value();
  }
  std::string send_as_nurse() {
    return as_nurse(office_.send_request(team_, "眠れていない")).sent().message_id();
  }
  void disable() {
    Request request;
    request.mutable_staff_disable()->set_staff(to_hex(as_bytes(nurse_)));
    ASSERT_FALSE(office_.ask(request).at(0).staff().active());
  }
  /// What an agency knows of the end of the certificate behind a message.
  static std::optional<record::StaffCertificateEnd> end_at(WorldAgency& agency, const std::string& message) {
    std::optional<record::StaffCertificateEnd> end;
    agency.node().prepare([&](Transaction& transaction) {
      const auto stored = record::find_record(transaction, *RecordId::from(message));
      if (stored) end = record::find_certificate_end(transaction, stored->record.record.staff_certificate);
    });
    return end;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
  std::string nurse_;
  std::string token_;
  std::uint64_t number_ = 0;
};

TEST_F(StaffLeaving, HerMessagesStayAndNewOnesAreImpossible) {
  const auto id = send_as_nurse();
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  disable();
  EXPECT_EQ(as_nurse(office_.send_request(team_, "x")).error().code(), "not-logged-in");
  EXPECT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_EQ(hospital_.act(to_hex(as_bytes(id)), "open").act().state(), "opened");
}

TEST_F(StaffLeaving, WhoHoldsHerCertificateLearnsItsEndAndThatHerMessageIsBeforeIt) {
  const auto id = send_as_nurse();
  EXPECT_FALSE(end_at(hospital_, id));
  disable();
  world_.settle();
  const auto end = end_at(hospital_, id);
  ASSERT_TRUE(end);
  EXPECT_EQ(end_at(office_, id), end);
}

TEST_F(StaffLeaving, WhatSheSentWhileThePeerWasAwayArrivesWithTheEnd) {
  world_.part("office", "hospital");
  const auto id = send_as_nurse();
  disable();
  world_.join("office", "hospital");
  world_.pass(std::chrono::minutes(10));
  ASSERT_EQ(hospital_.inbox().size(), 1u);
  EXPECT_EQ(hospital_.inbox()[0].body(), "眠れていない");
  EXPECT_TRUE(end_at(hospital_, id));
}

}  // namespace
}  // namespace tasuki::test
