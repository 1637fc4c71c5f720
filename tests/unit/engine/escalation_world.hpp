#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/world_agency.hpp"

namespace tasuki::test {

inline constexpr auto kEveryWindow = {"business", "early", "late", "night", "weekend"};

/// The nurses write to office (coordinator) and hospital. On duty: the hospital, the home (which may not have
/// it), the clinic (which may).
class EscalationWorld : public testing::Test {
 protected:
  EscalationWorld() {
    for (auto* other : others()) office_.pair_with(*other);
    team_ = office_.found_team(others());
    office_.consent(team_, {"symptoms"}, {&office_, &hospital_, &nurses_, &clinic_});
    world_.pass(std::chrono::minutes(2));
    hospital_.log_in();
    confirm();
    world_.pass(std::chrono::minutes(1));
  }

  std::vector<WorldAgency*> others() { return {&hospital_, &nurses_, &home_, &clinic_}; }
  std::vector<WorldAgency*> all() { return {&office_, &hospital_, &nurses_, &home_, &clinic_}; }

  /// The office's own word does not count for itself.
  void confirm() {
    proto::api::Request list;
    list.mutable_consent_list()->set_team(team_);
    proto::api::Request confirm;
    confirm.mutable_consent_confirm()->set_consent(
        to_hex(as_bytes(hospital_.ask(std::move(list)).at(0).consent().consent_id())));
    ASSERT_TRUE(hospital_.ask(std::move(confirm)).at(0).has_consent());
  }

  proto::api::RosterAnswer set_roster(const std::vector<std::pair<WorldAgency*, std::string>>& order) {
    proto::api::Request request;
    auto& set = *request.mutable_roster_set();
    set.set_team(team_);
    set.set_opens(9 * 60);
    set.set_closes(17 * 60);
    for (const auto* window : kEveryWindow) {
      for (const auto& [agency, number] : order) {
        auto& line = *set.add_line();
        line.set_window(window);
        line.set_agency(agency->id().hex());
        line.set_number(number);
      }
    }
    office_.log_in();
    const auto answer = office_.ask(std::move(request)).at(0);
    EXPECT_TRUE(answer.has_roster()) << answer.ShortDebugString();
    world_.pass(std::chrono::minutes(1));
    return answer.roster();
  }
  void set_usual_roster() { set_roster({{&hospital_, "1"}, {&home_, "2"}, {&clinic_, "3"}}); }

  std::string send() {
    nurses_.log_in();
    auto request = nurses_.send_request(team_, "首を吊ると言っている", "symptoms", "phone");
    request.mutable_send()->add_to(office_.id().hex());
    request.mutable_send()->add_to(hospital_.id().hex());
    const auto answer = nurses_.ask(std::move(request)).at(0);
    EXPECT_TRUE(answer.has_sent()) << answer.ShortDebugString();
    return to_hex(as_bytes(answer.sent().message_id()));
  }
  proto::api::CallNextAnswer next(WorldAgency& agency, const std::string& message) {
    agency.log_in();
    proto::api::Request request;
    request.mutable_call_next()->set_message(message);
    return agency.ask(std::move(request)).at(0).call_next();
  }
  /// Nothing has time to happen behind it.
  void log_only(WorldAgency& agency, const std::string& message, const std::string& number,
                const std::string& outcome = "no-answer") {
    agency.log_in();
    proto::api::Request request;
    request.mutable_call_log()->set_message(message);
    request.mutable_call_log()->set_number(number);
    request.mutable_call_log()->set_outcome(outcome);
    EXPECT_TRUE(agency.ask(std::move(request)).at(0).has_call_log());
  }
  void log(WorldAgency& agency, const std::string& message, const std::string& number,
           const std::string& outcome = "no-answer") {
    log_only(agency, message, number, outcome);
    world_.pass(std::chrono::seconds(1));
  }
  void act(WorldAgency& agency, const std::string& message, const std::string& what) {
    agency.log_in();
    const auto answer = agency.act(message, what);
    EXPECT_TRUE(answer.has_act()) << answer.ShortDebugString();
  }
  /// What forwards it, at somebody for whom it was not written.
  std::string forward_at(WorldAgency& agency) {
    agency.log_in();
    for (const auto& line : agency.inbox()) {
      if (line.form().has_forward()) return to_hex(as_bytes(line.message_id()));
    }
    return {};
  }
  std::size_t steps_in_store(WorldAgency& agency) {
    std::size_t count = 0;
    agency.node().prepare(
        [&](Transaction& transaction) { count = transaction.count(Table::EscalationStep, KeyRange::all()); });
    return count;
  }
  std::vector<proto::api::ReceiptsAnswer> board(WorldAgency& agency, const std::string& message) {
    agency.log_in();
    proto::api::Request request;
    request.mutable_receipts()->set_message(message);
    std::vector<proto::api::ReceiptsAnswer> lines;
    for (const auto& response : agency.ask(std::move(request))) lines.push_back(response.receipts());
    return lines;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency home_{world_, "home", "group-home"};
  WorldAgency clinic_{world_, "clinic", "clinic"};
  std::string team_;
};

}  // namespace tasuki::test
