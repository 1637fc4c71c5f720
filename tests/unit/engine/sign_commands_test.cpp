// What people do about warning signs, as each node answers it.
#include "tests/unit/engine/signs_world.hpp"

namespace tasuki::test {
namespace {

class SignCommands : public SignsWorld {};

TEST_F(SignCommands, AreDefinedForThoseOnlyWhomConsentCovers) {
  auto request = define_request();
  request.mutable_sign_define()->add_to(centre_.id().hex());
  const auto refused = office_.ask(std::move(request)).at(0);
  EXPECT_EQ(refused.error().code(), "consent-missing");
  EXPECT_EQ(refused.error().exit_code(), 5u);
  for (const auto& decision : refused.error().decision()) {
    if (decision.agency_id() != centre_.id().str()) continue;
    EXPECT_EQ(decision.missing_size(), 2) << "sleep-meals and warning-sign";
  }
  world_.pass(1min);
  for (auto* agency : everybody()) EXPECT_TRUE(list(*agency).empty()) << "nobody got it";
}

TEST_F(SignCommands, WhoIsNotToNoticeASignIsToldSo) {
  auto request = define_request();
  request.mutable_sign_define()->add_noticed_by(nurses_.id().hex());
  const auto sign = to_hex(as_bytes(office_.ask(std::move(request)).at(0).sent().sign().sign_id()));
  world_.pass(10s);
  EXPECT_EQ(observe(helper_, sign, 0).error().code(), "not-to-notice");
  EXPECT_TRUE(observe(nurses_, sign, 0).has_sent());
}

TEST_F(SignCommands, DaysThatAreNoneAreRefused) {
  const auto sign = define();
  EXPECT_EQ(observe(nurses_, sign, -1).error().code(), "day-not-usable") << "tomorrow";
  EXPECT_EQ(observe(nurses_, sign, 400).error().code(), "day-not-usable");
  Request request;
  request.mutable_sign_observe()->set_sign(sign);
  request.mutable_sign_observe()->set_day("2026-02-30");
  EXPECT_EQ(nurses_.ask(std::move(request)).at(0).error().code(), "day-not-usable");
}

TEST_F(SignCommands, ARevisionChangesWhatItSaysAndKeepsTheRest) {
  const auto sign = define();
  Request request;
  auto& revise = *request.mutable_sign_define();
  revise.set_team(team_);
  revise.set_sign(sign);
  revise.set_days(2);
  revise.set_urgency("phone");
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  world_.pass(10s);
  const auto line = list(ward_).at(0);
  EXPECT_EQ(to_hex(as_bytes(line.sign_id())), sign);
  EXPECT_EQ(line.what(), "三日つづけて眠れない");
  EXPECT_EQ(line.days(), 2u);
  EXPECT_EQ(line.within_days(), 2u);
  EXPECT_EQ(line.told_size(), 4);
  observe(helper_, sign, 1);
  observe(nurses_, sign, 0);
  world_.pass(10min);
  ASSERT_EQ(alerts_in(ward_).size(), 1u);
  EXPECT_EQ(alerts_in(ward_)[0].urgency(), "phone");
}

TEST_F(SignCommands, OneThatHasEndedIsNeitherObservedNorRaised) {
  const auto sign = define();
  observe(helper_, sign, 2);
  observe(nurses_, sign, 1);
  Request request;
  auto& end = *request.mutable_sign_define();
  end.set_team(team_);
  end.set_sign(sign);
  end.set_end(true);
  ASSERT_TRUE(office_.ask(std::move(request)).at(0).has_sent());
  world_.pass(10s);
  EXPECT_EQ(observe(ward_, sign, 0).error().code(), "sign-ended");
  EXPECT_EQ(report(ward_, sign).error().code(), "sign-ended");
  EXPECT_TRUE(list(ward_).empty());
}

TEST_F(SignCommands, ListSaysHowFarASignIsAndWhoLookedLast) {
  const auto sign = define();
  observe(helper_, sign, 1);
  observe(nurses_, sign, 0);
  observe(nurses_, sign, 0, false);
  observe(nurses_, sign, 0);
  world_.pass(1min);
  const auto line = list(ward_).at(0);
  EXPECT_EQ(line.progress(), 2u);
  ASSERT_EQ(line.series_size(), 2) << "of three of the nurses' for one day the last one counts";
  EXPECT_EQ(line.series(0).agency_id(), helper_.id().str());
  EXPECT_TRUE(line.series(1).seen());
  EXPECT_EQ(line.last().agency_id(), nurses_.id().str());
  EXPECT_FALSE(line.has_open_episode());
  observe(ward_, sign, 2);
  world_.pass(5min);
  EXPECT_EQ(list(helper_).at(0).open_episode().alert_size(), 1);
}

TEST_F(SignCommands, AreReadWithATrace) {
  define();
  const auto entries = [&] {
    std::size_t count = 0;
    ward_.node().prepare(
        [&](Transaction& transaction) { count = transaction.count(Table::Reader, KeyRange::all()); });
    return count;
  };
  EXPECT_EQ(entries(), 0u);
  list(ward_);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(SignCommands, OfAMeasuredOneTheValueIsSaid) {
  auto request = define_request();
  auto& define = *request.mutable_sign_define();
  define.set_what("一日4リットルより多く飲む");
  define.set_days(1);
  define.set_unit("L");
  define.set_at_least(4'000);
  const auto sign = to_hex(as_bytes(office_.ask(std::move(request)).at(0).sent().sign().sign_id()));
  world_.pass(10s);
  EXPECT_EQ(observe(nurses_, sign, 0).error().code(), "sign-value-missing");
  Request four;
  auto& said = *four.mutable_sign_observe();
  said.set_sign(sign);
  said.set_day("today");
  said.set_seen(true);
  said.set_value(4'000);
  ASSERT_TRUE(nurses_.ask(std::move(four)).at(0).has_sent());
  world_.pass(5min);
  expect_each_is_shown(1);
  EXPECT_EQ(alerts_in(ward_).at(0).basis(), "measured");
}

}  // namespace
}  // namespace tasuki::test
