// What the side going off duty tells the side coming on, through whole nodes.
#include "tests/unit/engine/rostered_team.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using Handoffs = RosteredTeam;
using Words = std::vector<std::string>;

TEST_F(Handoffs, GoToWhoeverCoversTheNextWindowAndToNobodyElse) {
  set_roster();
  auto request = handoff(team_, "落ち着いている");
  request.mutable_handoff_write()->add_category("symptoms");
  const auto written = write(office_, std::move(request));
  ASSERT_EQ(written.error, "");
  EXPECT_EQ(written.draft.window(), "weekend");
  EXPECT_EQ(written.draft.accept_by(), written.draft.from() - 30 * 60'000);
  world_.pass(5s);
  const auto there = list(hospital_);
  ASSERT_EQ(there.size(), 1u);
  EXPECT_EQ(hex(there[0].message_id()), written.id);
  EXPECT_FALSE(there[0].has_said()) << "a list has no texts";
  EXPECT_FALSE(there[0].unaccepted());
  EXPECT_TRUE(list(nurses_).empty());
  EXPECT_TRUE(nurses_.inbox().empty());
}

TEST_F(Handoffs, AreFilledWithWhatIsOpen) {
  set_roster();
  office_.log_in();
  const auto urgent = office_.send(team_, "落ち着かない", "symptoms", "phone");
  const auto taken = office_.send(team_, "眠れていない", "symptoms", "phone");
  office_.send(team_, "ふつうの連絡", "symptoms");
  office_.call_once(urgent);
  world_.pass(5s);
  accept(hospital_, taken);
  world_.pass(5s);
  const auto written = write(office_, handoff(team_, "電話がつながらない"));
  ASSERT_EQ(written.error, "");
  EXPECT_EQ(whats(written.draft), (Words{"call-back", "unaccepted"}));
  EXPECT_EQ(Words(written.draft.category().begin(), written.draft.category().end()), (Words{"symptoms"}));
  EXPECT_TRUE(written.draft.read_back());
  world_.pass(5s);
  Request show;
  show.mutable_handoff_show()->set_message(written.id);
  hospital_.log_in();
  const auto shown = hospital_.ask(std::move(show)).at(0).handoff();
  EXPECT_EQ(shown.said().situation(), "電話がつながらない");
  ASSERT_EQ(shown.open_size(), 1);
  EXPECT_EQ(hex(shown.open(0).message_id()), urgent);
  world_.pass(5s);
  office_.log_in();
  EXPECT_EQ(office_.state_of(written.id, hospital_), "opened") << "showing it is opening it";
}

TEST_F(Handoffs, SayNothingOfWhatIsAboutOtherThings) {
  set_roster();
  office_.log_in();
  auto medication = office_.send_request(team_, "飲めていない", "medication", "phone");
  medication.mutable_send()->add_to(hospital_.id().hex());
  ASSERT_TRUE(office_.ask(std::move(medication)).at(0).has_sent());
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  const auto written = write(office_, std::move(request));
  ASSERT_EQ(written.draft.prefilled_size(), 1);
  EXPECT_TRUE(written.draft.prefilled(0).left_out());
  EXPECT_FALSE(written.draft.read_back());
  world_.pass(5s);
  EXPECT_EQ(list(hospital_).at(0).open_count(), 0u);
}

TEST_F(Handoffs, OfSomethingForThePhoneAreAcceptedOnlyBySayingItBack) {
  set_roster();
  office_.log_in();
  office_.send(team_, "落ち着かない", "symptoms", "phone");
  const auto written = write(office_, handoff(team_, "電話がつながらない"));
  world_.pass(5s);
  EXPECT_EQ(accept(hospital_, written.id).error().code(), "read-back-missing");
  EXPECT_EQ(accept(hospital_, written.id, " \n").error().code(), "read-back-missing");
  EXPECT_TRUE(list(hospital_).at(0).accepted().empty());
  ASSERT_TRUE(accept(hospital_, written.id, "Aさんに電話をかけ直します").has_act());
  world_.pass(5s);
  const auto line = list(office_).at(0);
  ASSERT_EQ(line.accepted_size(), 1);
  EXPECT_EQ(line.accepted(0).note(), "Aさんに電話をかけ直します");
  EXPECT_EQ(line.accepted(0).agency_name(), "hospital");
}

TEST_F(Handoffs, ThatNobodyAcceptsAreToldToWriterAndCoordinatorOnceAlsoOverARestart) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  request.mutable_handoff_write()->add_to(hospital_.id().hex());
  request.mutable_handoff_write()->add_to(office_.id().hex());
  ASSERT_EQ(write(nurses_, std::move(request)).error, "");
  world_.pass(5s);
  office_.node().kill();
  office_.come_back();
  const auto writer = watch(nurses_);
  const auto coordinator = watch(office_);
  const auto reader = watch(hospital_);
  world_.pass(kUntilDue - 10min, 1min);
  EXPECT_EQ(told(nurses_, writer, "handoff-unaccepted"), 0u);
  world_.pass(11min, 1min);
  EXPECT_EQ(told(nurses_, writer, "handoff-unaccepted"), 1u);
  EXPECT_EQ(told(office_, coordinator, "handoff-unaccepted"), 1u);
  EXPECT_EQ(told(hospital_, reader, "handoff-unaccepted"), 0u);
  EXPECT_TRUE(list(office_).at(0).unaccepted());
  office_.node().kill();
  office_.come_back();
  const auto again = watch(office_);
  world_.pass(30min, 1min);
  EXPECT_EQ(told(office_, again, "handoff-unaccepted"), 0u);
}

TEST_F(Handoffs, ThatAreAcceptedInTimeAreNotTold) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  const auto written = write(office_, std::move(request));
  world_.pass(5s);
  ASSERT_TRUE(accept(hospital_, written.id).has_act());
  const auto watcher = watch(office_);
  world_.pass(kUntilDue + 1h, 1min);
  EXPECT_EQ(told(office_, watcher, "handoff-unaccepted"), 0u);
  EXPECT_FALSE(list(office_).at(0).unaccepted());
}

TEST_F(Handoffs, ThatWereAcceptedAndThenDeclinedAreNotAccepted) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  const auto written = write(office_, std::move(request));
  world_.pass(5s);
  ASSERT_TRUE(accept(hospital_, written.id).has_act());
  ASSERT_TRUE(hospital_.act(written.id, "decline").has_act());
  EXPECT_TRUE(list(hospital_).at(0).accepted().empty());
  const auto watcher = watch(office_);
  world_.pass(kUntilDue + 5min, 1min);
  EXPECT_EQ(told(office_, watcher, "handoff-unaccepted"), 1u);
  EXPECT_TRUE(list(office_).at(0).unaccepted());
}

TEST_F(Handoffs, AreToldToWhoeverWatchesNextWhereNobodyDid) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  write(office_, std::move(request));
  world_.pass(kUntilDue + 5min, 1min);
  EXPECT_EQ(told(office_, watch(office_), "handoff-unaccepted"), 1u);
  EXPECT_EQ(told(office_, watch(office_), "handoff-unaccepted"), 0u);
}

TEST_F(Handoffs, WithoutARosterNeedAName) {
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  EXPECT_EQ(write(office_, request).error, "nobody-covers");
  request.mutable_handoff_write()->add_to(nurses_.id().hex());
  const auto written = write(office_, std::move(request));
  EXPECT_EQ(written.error, "");
  EXPECT_EQ(written.draft.window(), "weekend") << "by the usual hours";
  world_.pass(5s);
  EXPECT_EQ(list(nurses_).size(), 1u);
  EXPECT_TRUE(list(hospital_).empty());
}

TEST_F(Handoffs, NeedACategoryWhereNothingIsOpen) {
  set_roster();
  EXPECT_EQ(write(office_, handoff(team_, "ようす")).error, "handoff-category-missing");
}

TEST_F(Handoffs, GoToNobodyWithoutConsent) {
  set_roster();
  auto request = handoff(team_, "お金のこと");
  request.mutable_handoff_write()->add_category("money");
  const auto written = write(office_, std::move(request));
  EXPECT_EQ(written.error, "consent-missing");
  world_.pass(5s);
  EXPECT_TRUE(list(office_).empty());
  EXPECT_TRUE(list(hospital_).empty());
}

TEST_F(Handoffs, ThatAreTriedOnlyLeaveNothing) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  request.mutable_handoff_write()->set_dry_run(true);
  const auto written = write(office_, std::move(request));
  EXPECT_EQ(written.error, "");
  EXPECT_EQ(written.id, "");
  EXPECT_TRUE(list(office_).empty());
}

TEST_F(Handoffs, ComeBackWithWhatHappenedInTheWindow) {
  set_roster();
  auto request = handoff(team_, "ようす");
  request.mutable_handoff_write()->add_category("symptoms");
  write(office_, std::move(request));
  const auto before = office_.send(team_, "窓の前", "symptoms");
  world_.pass(kUntilDue + 40min, 1min);  // 6:10: the weekend has begun
  hospital_.log_in();
  const auto urgent = hospital_.send(team_, "夜のできごと", "symptoms", "phone");
  hospital_.call_once(urgent);
  world_.pass(5s);
  accept(nurses_, urgent);
  world_.pass(1h, 1min);
  const auto written = write(hospital_, handoff(team_, "夜は落ち着いていた", true));
  ASSERT_EQ(written.error, "");
  EXPECT_EQ(written.draft.window(), "night") << "the office's next";
  EXPECT_EQ(whats(written.draft), (Words{"call", "call-back", "message", "receipt"}));
  world_.pass(5s);
  const auto there = list(office_);
  ASSERT_EQ(there.size(), 2u);
  EXPECT_TRUE(there[0].back());
  EXPECT_EQ(hex(there[0].message_id()), written.id);
  EXPECT_EQ(list(nurses_).size(), 0u);
}

TEST_F(Handoffs, AreWhatIsShownAsThemAndNothingElse) {
  office_.log_in();
  const auto other = office_.send(team_, "ふつうの連絡");
  Request show;
  show.mutable_handoff_show()->set_message(other);
  EXPECT_EQ(office_.ask(std::move(show)).at(0).error().code(), "not-a-handoff");
}

}  // namespace
}  // namespace tasuki::test
