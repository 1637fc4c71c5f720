// Crisis plans through whole nodes: who sees what, and who does not.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/care/message.hpp"
#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {
namespace {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

class CrisisPlan : public testing::Test {
 protected:
  CrisisPlan() {
    for (auto* other : {&hospital_, &nurses_, &neighbour_}) office_.pair_with(*other);
    for (auto* other : {&nurses_, &neighbour_}) hospital_.pair_with(*other);
    team_ = office_.found_team({&hospital_, &nurses_, &neighbour_});
    office_.consent(team_, {"crisis-plan", "symptoms"}, {&hospital_, &nurses_});
    office_.consent(team_, {"crisis-plan"}, {&neighbour_});
    hospital_.consent(team_, {"crisis-plan", "symptoms"}, {&office_});
    world_.pass(5s);
  }

  TeamId team() const { return TeamId::from(from_hex(team_).value()).value(); }
  static void add(Request& request, const std::string& code, const std::vector<WorldAgency*>& share,
                  const std::vector<std::string>& categories, const std::string& who, const std::string& text,
                  const std::string& agency = {}) {
    auto& section = *request.mutable_plan_set()->add_section();
    section.set_code(code);
    for (auto* each : share) section.add_share(each->id().hex());
    for (const auto& category : categories) section.add_category(category);
    auto& step = *section.add_step();
    step.set_who(who);
    step.set_text(text);
    step.set_agency(agency);
    section.set_body(text);
  }
  /// Red for hospital and nurses; the keys for the neighbour too.
  Request plan(const std::string& red = "入院を受ける") const {
    Request request;
    auto& set = *request.mutable_plan_set();
    set.set_team(team_);
    set.set_review_day(29'000);
    auto* self = const_cast<CrisisPlan*>(this);
    add(request, "stage-red", {&self->hospital_, &self->nurses_}, {"symptoms"}, "agency", red,
        self->hospital_.id().hex());
    add(request, "keys", {&self->hospital_, &self->nurses_, &self->neighbour_}, {}, "holder",
        "となりの斎藤さん");
    return request;
  }
  Response set(WorldAgency& agency, Request request) {
    auto answers = agency.ask(std::move(request));
    world_.pass(5s);
    return answers.at(0);
  }
  Response show(WorldAgency& agency, std::uint32_t version = 0) {
    Request request;
    request.mutable_plan_show()->set_team(team_);
    request.mutable_plan_show()->set_version(version);
    auto answers = agency.ask(std::move(request));
    world_.pass(5s);
    return answers.at(0);
  }
  /// As the office would say it to the hospital.
  care::Message formed(care::Form form) {
    const auto consent = office_.consent(team_, {"crisis-plan", "symptoms"}, {&hospital_});
    world_.pass(5s);
    care::Message message;
    message.stated_at = office_.node().clock().now();
    message.categories = {"crisis-plan"};
    message.body = "本文";
    message.kind = std::holds_alternative<care::Alert>(form) ? "alert" : "crisis-plan";
    message.form = std::move(form);
    message.recipients = {{hospital_.id(), {*RecordId::from(from_hex(consent).value())}}};
    office_.node().prepare(
        [&](Transaction& transaction) { message.heads = record::ledger_heads(transaction, team()); });
    return message;
  }
  void hand_to_hospital(care::Message message) {
    Forger forger(world_, office_);
    forger.hand_over(hospital_, forger.by_staff(record::Kind::Message, team(),
                                                care::serialize(message).value(), forger.self()));
  }
  /// Its inbox, without reading what nobody has read yet.
  static std::vector<proto::api::MessageAnswer> unread_lines(WorldAgency& agency) {
    Request request;
    request.mutable_inbox();
    std::vector<proto::api::MessageAnswer> lines;
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_message()) lines.push_back(response.message());
    }
    return lines;
  }
  static std::vector<std::string> codes(const Response& shown) {
    std::vector<std::string> codes;
    for (const auto& section : shown.plan().section()) codes.push_back(section.code());
    return codes;
  }
  static std::string red_of(const Response& shown) {
    for (const auto& section : shown.plan().section()) {
      if (section.code() == "stage-red") return section.step(0).text();
    }
    return {};
  }
  static proto::api::PlanHolder holder(const Response& shown, WorldAgency& agency) {
    for (const auto& each : shown.plan().holder()) {
      if (each.agency_id() == agency.id().str()) return each;
    }
    return {};
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency neighbour_{world_, "neighbour", "neighbour"};
  std::string team_;
};

using Codes = std::vector<std::string>;

TEST_F(CrisisPlan, EachAgencyHasTheSectionsThatAreSharedWithItAndNoOthers) {
  const auto sent = set(office_, plan());
  ASSERT_TRUE(sent.has_plan_set()) << sent.ShortDebugString();
  EXPECT_EQ(sent.plan_set().version(), 1u);
  EXPECT_EQ(sent.plan_set().part_size(), 2);
  EXPECT_EQ(codes(show(hospital_)), (Codes{"stage-red", "keys"}));
  EXPECT_EQ(codes(show(nurses_)), (Codes{"stage-red", "keys"}));
  EXPECT_EQ(codes(show(neighbour_)), Codes{"keys"});
  for (const auto& message : neighbour_.inbox()) {
    EXPECT_EQ(message.ShortDebugString().find("\\345\\205\\245\\351\\231\\242"), std::string::npos)
        << "入院 is not for the neighbour";
  }
  EXPECT_EQ(codes(show(office_)), (Codes{"stage-red", "keys"})) << "its author has it all";
}

TEST_F(CrisisPlan, WithoutConsentForSomebodyNamedNothingGoesOut) {
  auto request = plan();
  request.mutable_plan_set()->mutable_section(0)->add_share(neighbour_.id().hex());
  const auto refused = set(office_, request);
  ASSERT_EQ(refused.error().code(), "consent-missing");
  EXPECT_EQ(refused.error().exit_code(), 5u);
  ASSERT_EQ(refused.error().decision_size(), 1);
  EXPECT_EQ(refused.error().decision(0).agency_id(), neighbour_.id().str());
  EXPECT_EQ(refused.error().decision(0).missing(0), "symptoms");
  EXPECT_EQ(refused.error().decision(0).section(0), "stage-red");
  EXPECT_EQ(show(office_).error().code(), "no-plan");
  EXPECT_EQ(show(hospital_).error().code(), "no-plan");

  request.mutable_plan_set()->set_permitted_only(true);
  const auto sent = set(office_, request);
  ASSERT_EQ(sent.plan_set().denied_size(), 1);
  EXPECT_EQ(sent.plan_set().denied(0).section(), "stage-red");
  EXPECT_EQ(codes(show(neighbour_)), Codes{"keys"});
  EXPECT_EQ(codes(show(hospital_)), (Codes{"stage-red", "keys"}));
}

TEST_F(CrisisPlan, ADryRunSaysTheSameAndLeavesNothingBehind) {
  auto request = plan();
  request.mutable_plan_set()->set_dry_run(true);
  const auto tried = set(office_, request);
  EXPECT_EQ(tried.plan_set().part_size(), 2);
  EXPECT_TRUE(tried.plan_set().part(0).message_id().empty());
  EXPECT_EQ(show(office_).error().code(), "no-plan");
}

TEST_F(CrisisPlan, EveryVersionIsKeptAndTheNewestSaysWhoHasIt) {
  set(office_, plan("一"));
  show(hospital_);
  nurses_.node().kill();
  set(office_, plan("二"));
  const auto newest = show(office_);
  EXPECT_EQ(newest.plan().version(), 2u);
  EXPECT_EQ(red_of(newest), "二");
  EXPECT_EQ(red_of(show(office_, 1)), "一");
  EXPECT_EQ(show(office_, 3).error().code(), "no-plan");
  EXPECT_EQ(holder(newest, hospital_).version(), 2u);
  EXPECT_EQ(holder(newest, hospital_).state(), "delivered");
  EXPECT_FALSE(holder(newest, hospital_).opened());
  EXPECT_EQ(holder(newest, nurses_).version(), 1u) << "which is off";
  EXPECT_EQ(holder(newest, nurses_).state(), "queued");
  show(hospital_);
  EXPECT_TRUE(holder(show(office_), hospital_).opened()) << "who reads the plan has opened it";
}

TEST_F(CrisisPlan, ASectionThatIsNotSharedAnyMoreIsGoneFromTheNewest) {
  set(office_, plan());
  auto request = plan("二");
  request.mutable_plan_set()->mutable_section()->DeleteSubrange(1, 1);
  set(office_, request);
  EXPECT_EQ(codes(show(hospital_)), Codes{"stage-red"});
  EXPECT_EQ(codes(show(neighbour_)), Codes{"keys"}) << "it was told of no other version";
}

TEST_F(CrisisPlan, AnOlderVersionThatArrivesLateDoesNotReplaceANewer) {
  set(office_, plan("一"));
  set(office_, plan("二"));
  auto late = formed(care::PlanPart{1, 29'000, {{"stage-red", {{"family", {}, {}, {}, "遅れた一"}}}}});
  late.stated_at -= 24h;
  hand_to_hospital(std::move(late));
  EXPECT_EQ(red_of(show(hospital_)), "二");
  EXPECT_EQ(red_of(show(hospital_, 1)), "一") << "of two that say the same section the later one counts";
}

TEST_F(CrisisPlan, IsTheCoordinatorsToSetAndAnybodyElsesIsNone) {
  set(office_, plan("一"));
  auto request = plan("二");
  request.mutable_plan_set()->set_permitted_only(true);
  EXPECT_EQ(set(hospital_, request).error().code(), "not-coordinator");
  auto forged = formed(care::PlanPart{9, 29'000, {{"stage-red", {{"family", {}, {}, {}, "病院の版"}}}}});
  const auto consent = hospital_.consent(team_, {"crisis-plan"}, {&office_});
  world_.pass(5s);
  forged.recipients = {{office_.id(), {*RecordId::from(from_hex(consent).value())}}};
  hospital_.node().prepare(
      [&](Transaction& transaction) { forged.heads = record::ledger_heads(transaction, team()); });
  Forger hospital(world_, hospital_);
  hospital.hand_over(office_, hospital.by_staff(record::Kind::Message, team(),
                                                care::serialize(forged).value(), hospital.self()));
  EXPECT_EQ(red_of(show(office_)), "一");
}

TEST_F(CrisisPlan, AReviewThatIsOverdueIsMarked) {
  auto request = plan();
  request.mutable_plan_set()->set_review_day(10);
  set(office_, request);
  EXPECT_TRUE(show(hospital_).plan().overdue());
  set(office_, plan());
  EXPECT_FALSE(show(hospital_).plan().overdue());
}

TEST_F(CrisisPlan, AnAlertShowsTheReadersOwnStepsFirst) {
  set(office_, plan());
  hand_to_hospital(formed(care::Alert{{}, 20'000, 20'002, "red", {}}));
  std::string alert;
  for (const auto& line : unread_lines(hospital_)) {
    if (line.kind() == "alert") alert = to_hex(as_bytes(line.message_id()));
  }
  ASSERT_FALSE(alert.empty());
  const auto opened = hospital_.act(alert, "open");
  ASSERT_TRUE(opened.act().has_plan_steps()) << opened.ShortDebugString();
  ASSERT_EQ(opened.act().plan_steps().own_size(), 1);
  EXPECT_EQ(opened.act().plan_steps().own(0).text(), "入院を受ける");
  EXPECT_EQ(opened.act().plan_steps().version(), 1u);
  std::size_t read = 0;
  for (const auto& line : unread_lines(hospital_)) {
    if (line.kind() != "crisis-plan" || line.text_left_out()) continue;
    EXPECT_EQ(line.body(), "入院を受ける") << "the keys have not been shown to anybody";
    ++read;
  }
  EXPECT_EQ(read, 1u) << "who was shown the steps is a reader of theirs";
}

}  // namespace
}  // namespace tasuki::test
