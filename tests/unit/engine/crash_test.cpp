#include <gtest/gtest.h>

#include <map>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

/// Two agencies that have met; one sends the other three messages. One node dies somewhere on the way and
/// comes back.
class Crash {
 public:
  Crash() {
    office_.pair_with(hospital_);
    team_ = office_.found_team({&hospital_});
    office_.consent(team_, {"symptoms"}, {&hospital_});
    world_.settle();
  }

  WorldNode& node(bool sender) { return sender ? office_.node() : hospital_.node(); }

  void send_three() {
    for (const char* body : {"一", "二", "三"}) {
      if (!office_.node().running()) office_.come_back();
      const auto client = office_.post(office_.send_request(team_, body));
      world_.settle();
      const auto answers =
          office_.node().running() ? office_.answers(client) : std::vector<proto::api::Response>{};
      if (!answers.empty() && answers[0].has_sent())
        accepted_[body] = to_hex(as_bytes(answers[0].sent().message_id()));
    }
  }

  void come_to_rest() {
    for (auto* agency : {&office_, &hospital_}) {
      agency->node().spare();
      if (!agency->node().running()) agency->come_back();
    }
    world_.pass(std::chrono::minutes(2));
  }

  /// What was accepted arrived once; what was not accepted, at most once; and nothing is still on its way.
  void check() {
    std::map<std::string, int> times;
    for (const auto& line : hospital_.inbox()) ++times[line.body()];
    for (const auto& [body, id] : accepted_) {
      EXPECT_EQ(times[body], 1) << body;
      EXPECT_EQ(office_.state_of(id, hospital_), "delivered") << body;
    }
    for (const auto& [body, count] : times) EXPECT_LE(count, 1) << body;
  }

 private:
  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string team_;
  std::map<std::string, std::string> accepted_;
};

/// How many effects each commit of a node has while three messages go through undisturbed.
std::vector<std::size_t> effects_of_commits(bool sender) {
  Crash quiet;
  quiet.node(sender).forget_commits();
  quiet.send_three();
  const auto effects = quiet.node(sender).effects_of_commits();
  quiet.come_to_rest();
  quiet.check();
  return effects;
}

void die_everywhere(bool sender, std::size_t expected_deaths) {
  std::size_t deaths = 0;
  const auto effects = effects_of_commits(sender);
  for (std::size_t commit = 1; commit <= effects.size(); ++commit) {
    for (std::size_t place = 0; place <= effects[commit - 1] + 1; ++place) {
      SCOPED_TRACE("commit " + std::to_string(commit) + ", place " + std::to_string(place));
      Crash crash;
      crash.node(sender).die_at({commit, place == 0, place == 0 ? 0 : place - 1});
      crash.send_three();
      crash.come_to_rest();
      crash.check();
      ++deaths;
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_EQ(deaths, expected_deaths) << "the number of places to die at has changed";
}

TEST(CrashEverywhere, OfTheSenderLosesAndDoublesNothing) { die_everywhere(true, 21); }

TEST(CrashEverywhere, OfTheRecipientLosesAndDoublesNothing) { die_everywhere(false, 18); }

}  // namespace
}  // namespace tasuki::test
