#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/audit/trail.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {

using namespace std::chrono_literals;
using proto::api::Request;
using proto::api::Response;

/// A team with a hospital, and one that will continue it, under another root key.
class Successions : public testing::Test {
 protected:
  Successions() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"symptoms"}, {&office_});
    world_.pass(5s);
  }

  static Response verify(WorldAgency& at, WorldAgency& who) {
    Request request;
    request.mutable_contact_verify()->set_agency(who.id().hex());
    return at.ask(std::move(request)).at(0);
  }
  Response continues(WorldAgency& at, WorldAgency& new_one, WorldAgency& old_one) {
    Request request;
    request.mutable_contact_continues()->set_new_agency(new_one.id().hex());
    request.mutable_contact_continues()->set_old_agency(old_one.id().hex());
    auto response = at.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response;
  }
  static std::string ask_for_code(WorldAgency& new_one, WorldAgency& old_one) {
    Request request;
    request.mutable_succession_ask()->set_old_agency(old_one.id().hex());
    return new_one.ask(std::move(request)).at(0).succession_code().code();
  }
  Response state(WorldAgency& old_one, const std::string& code) {
    Request request;
    request.mutable_succession_state()->set_code(code);
    auto response = old_one.ask(std::move(request)).at(0);
    world_.pass(5s);
    return response;
  }
  proto::api::ContactAnswer contact(WorldAgency& at, WorldAgency& who) {
    Request request;
    request.mutable_contact_show()->set_agency(who.id().hex());
    return at.ask(std::move(request)).at(0).contact();
  }
  static proto::api::StatusAnswer status(WorldAgency& at) {
    Request request;
    request.mutable_status();
    return at.ask(std::move(request)).at(0).status();
  }
  std::set<std::string> members(WorldAgency& at) {
    Request request;
    request.mutable_team_show()->set_team(team_);
    const auto answer = at.ask(std::move(request)).at(0);
    std::set<std::string> ids;
    for (const auto& member : answer.team().member()) ids.insert(member.agency_id());
    return ids;
  }
  bool is_member(WorldAgency& who, WorldAgency& at) { return members(at).contains(who.id().str()); }
  /// What `from` is told of sending to `to`: empty where it was sent, otherwise why not.
  std::string denied(WorldAgency& from, WorldAgency& to, const std::string& reason = "") {
    auto request = from.send_request(team_, "眠れている");
    request.mutable_send()->add_to(to.id().hex());
    request.mutable_send()->set_override_reason(reason);
    const auto response = from.ask(std::move(request)).at(0);
    world_.pass(2s);
    if (response.has_sent()) return "";
    return response.error().decision_size() > 0 ? response.error().decision(0).reason()
                                                : response.error().code();
  }
  std::string send_to(WorldAgency& from, WorldAgency& to) {
    auto request = from.send_request(team_, "新しい鍵から");
    request.mutable_send()->add_to(to.id().hex());
    const auto response = from.ask(std::move(request)).at(0);
    world_.pass(2s);
    EXPECT_TRUE(response.has_sent()) << response.ShortDebugString();
    return to_hex(as_bytes(response.sent().message_id()));
  }
  static bool is_on_trail(WorldAgency& agency, const std::string& kind_code) {
    bool found = false;
    agency.node().prepare([&](Transaction& transaction) {
      for (std::uint64_t number = 1; number <= audit::tail(transaction).number; ++number) {
        const auto entry = audit::find_entry(transaction, number)->entry;
        for (const auto& fact : entry.facts) found = found || fact.code == kind_code;
      }
    });
    return found;
  }
  /// The new hospital meets everybody; the office has compared its number.
  void meet_the_new_hospital() {
    for (auto* other : {&office_, &nurses_}) new_hospital_.pair_with(*other);
    ASSERT_TRUE(verify(office_, new_hospital_).contact().verified());
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  WorldAgency new_hospital_{world_, "new-hospital"};
  std::string team_;
};

}  // namespace tasuki::test
