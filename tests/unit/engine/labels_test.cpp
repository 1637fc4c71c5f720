// How a team calls the person: who may have nothing is not told that either.
#include "core/engine/care/labels.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "core/base/protobuf.hpp"
#include "core/care/note.hpp"
#include "proto/wire.pb.h"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

/// A team of three, in which nobody has consented to anything yet; the nurses are off.
class Labels : public testing::Test {
 protected:
  Labels() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    world_.pass(1min);
    nurses_.node().kill();
    world_.pass(30s);
  }

  std::string label_at(WorldAgency& agency) {
    std::string person;
    agency.node().prepare([&](Transaction& transaction) {
      person = engine::person_of(transaction, *TeamId::from(*from_hex(team_)));
    });
    return person;
  }
  void grant_for(Duration period) {
    proto::api::Request request;
    auto& grant = *request.mutable_consent_grant();
    grant.set_team(team_);
    grant.add_category("symptoms");
    grant.add_to(nurses_.id().hex());
    grant.set_until(to_millis(office_.node().clock().now() + period));
    grant.set_obtained("written");
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  }
  void withdraw(const std::string& consent) {
    proto::api::Request request;
    request.mutable_consent_withdraw()->set_consent(consent);
    ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_consent());
  }
  void nurses_come_back() {
    nurses_.come_back();
    world_.pass(2min);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

TEST_F(Labels, AMemberGetsTheLabelWithItsFirstConsentAndNotBefore) {
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "");
  office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(1min);
  EXPECT_EQ(label_at(nurses_), "Aさん");
  EXPECT_EQ(label_at(hospital_), "");
}

TEST_F(Labels, OneThatWaitsDoesNotLeaveAfterItsConsentHasBeenWithdrawn) {
  world_.part("office", "hospital");  // nobody carries it
  withdraw(office_.consent(team_, {"symptoms"}, {&nurses_}));
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "");
}

TEST_F(Labels, OneThatWaitsDoesNotLeaveAfterItsConsentHasEndedByItself) {
  world_.part("office", "hospital");
  grant_for(1h);
  world_.pass(2h, 10s);
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "");
}

TEST_F(Labels, OneThatACarrierKeepsIsTakenBack) {
  const auto consent = office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(30s);
  withdraw(consent);
  world_.pass(30s);
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "");
}

/// What is said of the label holds for whatever is under way.
TEST_F(Labels, OneThatACarrierAsksForAfterConsentHasEndedDoesNotLeave) {
  bool is_late = false;
  world_.on_frame = [&](Machine& from, Machine&, Bytes& bytes) {
    const auto frame = parse_message<proto::wire::Frame>(bytes);
    if (frame && frame->has_deposit_offer() && &from == &office_.node() && !std::exchange(is_late, true))
      office_.node().clock().set(office_.node().clock().now() + 2h);
    return true;
  };
  grant_for(1h);
  EXPECT_TRUE(is_late);
  office_.node().kill();
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "");
}

TEST_F(Labels, OneThatDidNotLeaveComesWithTheNextConsent) {
  world_.part("office", "hospital");
  withdraw(office_.consent(team_, {"symptoms"}, {&nurses_}));
  nurses_come_back();
  office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(1min);
  EXPECT_EQ(label_at(nurses_), "Aさん");
}

TEST_F(Labels, OneThatEndedWhileItWaitedComesWithTheNextConsent) {
  world_.part("office", "hospital");
  grant_for(1h);
  world_.pass(2h, 10s);
  nurses_come_back();
  office_.log_in();
  office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(1min);
  EXPECT_EQ(label_at(nurses_), "Aさん");
}

TEST_F(Labels, OneThatWasTakenBackFromACarrierComesWithTheNextConsent) {
  const auto consent = office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(30s);
  withdraw(consent);
  world_.pass(30s);
  office_.consent(team_, {"symptoms"}, {&nurses_});
  nurses_come_back();
  EXPECT_EQ(label_at(nurses_), "Aさん");
}

/// Whoever has a label of its own brought forward could have another team answer to this one's name.
class FalseLabels : public Labels {
 protected:
  FalseLabels() {
    office_.consent(team_, {"symptoms"}, {&hospital_});
    world_.pass(1min);
  }
  void state_label(WorldAgency& by, WorldAgency& to, const std::string& person) {
    Forger forger(world_, by);
    const auto payload = care::serialize(care::Label{by.node().clock().now(), person}).value();
    forger.hand_over(
        to, forger.by_staff(record::Kind::Label, *TeamId::from(*from_hex(team_)), payload, forger.self()));
  }
};

TEST_F(FalseLabels, OfAMemberThatDidNotFoundTheTeamNameNobody) {
  state_label(hospital_, office_, "Bさん");
  EXPECT_EQ(label_at(office_), "Aさん");
}

TEST_F(FalseLabels, OfTheFounderChangeNoName) {
  ASSERT_EQ(label_at(hospital_), "Aさん");
  state_label(office_, hospital_, "Bさん");
  EXPECT_EQ(label_at(hospital_), "Aさん");
}

TEST_F(FalseLabels, DoNotComeBeforeTheTrueOne) {
  nurses_come_back();
  state_label(hospital_, nurses_, "Bさん");
  EXPECT_EQ(label_at(nurses_), "");
  office_.consent(team_, {"symptoms"}, {&nurses_});
  world_.pass(1min);
  EXPECT_EQ(label_at(nurses_), "Aさん");
}

}  // namespace
}  // namespace tasuki::test
