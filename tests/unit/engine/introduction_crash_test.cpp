// One of the three dies at any commit of an introduction, and comes back.
#include "tests/unit/engine/introduced_agencies.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;

class Introduced {
 public:
  Introduced() {
    for (auto* other : {&hospital_, &nurses_}) office_.pair_with(*other);
    team_ = office_.found_team({&hospital_});
    world_.pass(10s);
  }
  WorldAgency& agency(int which) { return which == 0 ? office_ : which == 1 ? hospital_ : nurses_; }

  void add_the_nurses() {
    proto::api::Request request;
    request.mutable_team_add()->set_team(team_);
    request.mutable_team_add()->set_agency(nurses_.id().hex());
    office_.post(std::move(request));
    world_.settle();
    world_.pass(3s);
  }
  void come_to_rest() {
    for (auto* agency : {&office_, &hospital_, &nurses_}) {
      agency->node().spare();
      if (!agency->node().running()) agency->come_back();
    }
    add_the_nurses();  // unless they were
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    world_.pass(2min);
  }
  void check() {
    const auto here = IntroducedAgencies::contact(hospital_, nurses_);
    const auto there = IntroducedAgencies::contact(nurses_, hospital_);
    ASSERT_TRUE(here && there);
    EXPECT_EQ(here->trust, delivery::Trust::Introduced);
    EXPECT_TRUE(same_secret(here->pair_secret.reveal(), there->pair_secret.reveal()));
    EXPECT_TRUE(here->shown && there->shown);
    EXPECT_EQ(IntroducedAgencies::outcomes(hospital_), std::vector<std::string>{"taken"});
    EXPECT_EQ(IntroducedAgencies::outcomes(nurses_), std::vector<std::string>{"taken"});
    auto request = hospital_.send_request(team_, "眠れている");
    request.mutable_send()->add_to(nurses_.id().hex());
    const auto sent = hospital_.ask(std::move(request)).at(0).sent();
    world_.pass(5s);
    EXPECT_EQ(hospital_.state_of(to_hex(as_bytes(sent.message_id())), nurses_), "delivered");
  }

 private:
  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

std::vector<std::size_t> effects_of_commits(int which) {
  Introduced quiet;
  quiet.agency(which).node().forget_commits();
  quiet.add_the_nurses();
  const auto effects = quiet.agency(which).node().effects_of_commits();
  quiet.come_to_rest();
  quiet.check();
  return effects;
}

std::size_t die_everywhere(int which) {
  std::size_t deaths = 0;
  const auto effects = effects_of_commits(which);
  for (std::size_t commit = 1; commit <= effects.size(); ++commit) {
    for (std::size_t place = 0; place <= effects[commit - 1] + 1; ++place) {
      SCOPED_TRACE("commit " + std::to_string(commit) + ", place " + std::to_string(place));
      Introduced each;
      each.agency(which).node().die_at({commit, place == 0, place == 0 ? 0 : place - 1});
      each.add_the_nurses();
      each.come_to_rest();
      each.check();
      ++deaths;
      if (testing::Test::HasFailure()) return deaths;
    }
  }
  return deaths;
}

TEST(IntroductionsUnderCrashes, OfTheIntroducerEndInOneSecret) { EXPECT_GT(die_everywhere(0), 10u); }

TEST(IntroductionsUnderCrashes, OfAMemberEndInOneSecret) { EXPECT_GT(die_everywhere(1), 10u); }

TEST(IntroductionsUnderCrashes, OfTheNewMemberEndInOneSecret) { EXPECT_GT(die_everywhere(2), 10u); }

}  // namespace
}  // namespace tasuki::test
