#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "core/base/protobuf.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

/// The team of scenario 1: a coordinator, a helper, nurses and a ward who are told of a sign, and an activity
/// centre that is not.
class SignsWorld : public testing::Test {
 protected:
  SignsWorld() {
    for (auto* agency : everybody()) {
      if (agency != &office_) office_.pair_with(*agency);
    }
    world_.pass(1min);  // the coordinator introduces them to each other
    team_ = office_.found_team({&helper_, &nurses_, &ward_, &centre_});
    world_.pass(1min);
    consent_ = office_.consent(team_, {"warning-sign", "sleep-meals"}, {&helper_, &nurses_, &ward_});
    ward_.consent(team_, {"warning-sign", "sleep-meals"}, {&office_});
    world_.pass(1min);
    for (auto* agency : everybody()) watching_[agency] = agency->post(watch());
    world_.settle();
  }

  std::vector<WorldAgency*> everybody() { return {&office_, &helper_, &nurses_, &ward_, &centre_}; }
  std::vector<WorldAgency*> told() { return {&office_, &helper_, &nurses_, &ward_}; }

  static Request watch() {
    Request request;
    request.mutable_watch();
    return request;
  }
  Request define_request() {
    Request request;
    auto& define = *request.mutable_sign_define();
    define.set_team(team_);
    define.set_what("三日つづけて眠れない");
    define.add_category("sleep-meals");
    define.set_days(3);
    define.set_view("objective");
    define.set_stage("yellow");
    define.set_urgency("message");
    for (auto* agency : {&helper_, &nurses_, &ward_}) define.add_to(agency->id().hex());
    return request;
  }
  /// By the office, for everybody but the centre. Gives the sign's id.
  std::string define(const std::string& urgency = "message") {
    auto request = define_request();
    request.mutable_sign_define()->set_urgency(urgency);
    const auto response = office_.ask(std::move(request)).at(0);
    EXPECT_TRUE(response.has_sent()) << response.ShortDebugString();
    world_.pass(10s);
    return to_hex(as_bytes(response.sent().sign().sign_id()));
  }
  /// Today, or so many days before.
  std::string day(int ago) {
    const auto local = office_.node().clock().now() + 9h - std::chrono::days(ago);
    return to_rfc3339(local).substr(0, 10);
  }
  Request observe_request(const std::string& sign, int days_ago, bool seen = true) {
    Request request;
    auto& observe = *request.mutable_sign_observe();
    observe.set_sign(sign);
    observe.set_day(day(days_ago));
    observe.set_seen(seen);
    return request;
  }
  Response observe(WorldAgency& agency, const std::string& sign, int days_ago, bool seen = true) {
    return said(agency, observe_request(sign, days_ago, seen));
  }
  /// By somebody who has been away from the screen; a moment later everybody's clock shows another time.
  Response said(WorldAgency& agency, Request request) {
    agency.log_in();
    auto response = agency.ask(std::move(request)).at(0);
    world_.pass(1s);
    return response;
  }
  Response report(WorldAgency& agency, const std::string& sign, const std::string& note = "") {
    Request request;
    request.mutable_sign_report()->set_sign(sign);
    request.mutable_sign_report()->set_note(note);
    return said(agency, std::move(request));
  }
  std::vector<proto::api::SignAnswer> list(WorldAgency& agency) {
    Request request;
    request.mutable_sign_list()->set_team(team_);
    std::vector<proto::api::SignAnswer> lines;
    agency.log_in();
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_sign()) lines.push_back(response.sign());
    }
    return lines;
  }
  /// How often people there were told so by `watch`.
  std::size_t told_of(WorldAgency& agency, const std::string& event) {
    std::size_t count = 0;
    for (const auto& response : agency.answers(watching_.at(&agency)))
      count += response.event().event() == event;
    return count;
  }
  std::size_t alerts_shown(WorldAgency& agency) { return told_of(agency, "alert"); }
  std::vector<proto::api::MessageAnswer> alerts_in(WorldAgency& agency) {
    std::vector<proto::api::MessageAnswer> alerts;
    agency.log_in();
    for (auto& line : agency.inbox()) {
      if (line.kind() == "alert") alerts.push_back(line);
    }
    return alerts;
  }
  void expect_each_is_shown(std::size_t times) {
    for (auto* agency : told()) EXPECT_EQ(alerts_shown(*agency), times) << agency->node().name();
  }
  void expect_centre_has_nothing() {
    EXPECT_EQ(alerts_shown(centre_), 0u);
    EXPECT_EQ(told_of(centre_, "message"), 0u);
    EXPECT_TRUE(centre_.inbox().empty());
    EXPECT_TRUE(list(centre_).empty());
    centre_.node().prepare([&](Transaction& transaction) {
      EXPECT_EQ(transaction.count(Table::Message, KeyRange::all()), 0u);
      EXPECT_EQ(transaction.count(Table::Form, KeyRange::all()), 0u);
    });
  }
  void cut_off(WorldAgency& agency) {
    for (auto* other : everybody()) {
      if (other != &agency) world_.part(agency.node().name(), other->node().name());
    }
  }
  void reconnect(WorldAgency& agency) {
    for (auto* other : everybody()) {
      if (other != &agency) world_.join(agency.node().name(), other->node().name());
    }
    world_.pass(3min);
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency helper_{world_, "helper", "home-help"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency ward_{world_, "ward"};
  WorldAgency centre_{world_, "centre", "activity-centre"};
  std::map<WorldAgency*, engine::ClientId> watching_;
  std::string team_;
  std::string consent_;
};

}  // namespace tasuki::test
