// What a handoff finds of what is open and what happened.
#include "tests/unit/engine/rostered_team.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using HandoffItems = RosteredTeam;
using Words = std::vector<std::string>;

TEST_F(HandoffItems, AreFilledWithWhatSomebodyHasGivenBack) {
  set_roster();
  office_.log_in();
  const auto given_back = office_.send(team_, "眠れていない", "symptoms", "phone");
  world_.pass(5s);
  accept(hospital_, given_back);
  ASSERT_TRUE(hospital_.act(given_back, "decline").has_act());
  world_.pass(5s);
  const auto written = write(office_, handoff(team_, "だれも行けない"));
  ASSERT_EQ(written.error, "");
  EXPECT_EQ(whats(written.draft), (Words{"unaccepted"}));
}

TEST_F(HandoffItems, AreNotHiddenBehindOneThatWasStatedWhileTheClockWasWrong) {
  set_roster();
  office_.log_in();
  const auto open = office_.send(team_, "眠れていない", "symptoms", "phone");
  world_.pass(5s);
  auto& clock = office_.node().clock();
  clock.set(clock.now() - 24h * 60);
  auto request = office_.send_request(team_, "いますぐ", "symptoms", "phone");
  request.mutable_send()->set_override_reason("いのちの危険");  // nobody had consented by then
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  clock.set(clock.now() + 24h * 60);
  const auto written = write(office_, handoff(team_, "ようす"));
  ASSERT_EQ(written.error, "");
  const auto& items = written.draft.prefilled();
  EXPECT_TRUE(std::ranges::any_of(items, [&](const auto& item) { return hex(item.message_id()) == open; }));
}

TEST_F(HandoffItems, AreTheNewestWhereMoreHappenedThanHasRoom) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  write(office_, std::move(request));
  world_.pass(kUntilDue + 40min, 1min);
  hospital_.log_in();
  const auto first = hospital_.send(team_, "宵のできごと");
  world_.pass(1s);
  for (int i = 0; i < 200; ++i) hospital_.send(team_, "できごと");
  world_.pass(1s);
  const auto last = hospital_.send(team_, "朝のできごと");
  const auto written = write(hospital_, handoff(team_, "にぎやかな夜", true));
  ASSERT_EQ(written.error, "");
  const auto is_named = [&](const std::string& id) {
    const auto& items = written.draft.prefilled();
    return std::ranges::any_of(items, [&](const auto& item) { return hex(item.message_id()) == id; });
  };
  EXPECT_TRUE(is_named(last));
  EXPECT_FALSE(is_named(first));
}

}  // namespace
}  // namespace tasuki::test
