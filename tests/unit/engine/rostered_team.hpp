#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "tests/unit/engine/forger.hpp"

namespace tasuki::test {

/// Office (the coordinator), hospital and nurses; Saturday 14 February 2026, 1:26 at night in Japan. The
/// office has the nights, the hospital the weekends.
class RosteredTeam : public testing::Test {
 protected:
  using Request = proto::api::Request;
  using Response = proto::api::Response;
  static constexpr auto kUntilDue =
      std::chrono::minutes(4 * 60 + 4);  ///< 5:30, half an hour before the weekend

  RosteredTeam() {
    office_.pair_with(hospital_);
    office_.pair_with(nurses_);
    hospital_.pair_with(nurses_);
    team_ = office_.found_team({&hospital_, &nurses_});
    office_.consent(team_, {"contact", "symptoms"}, {&hospital_, &nurses_});
    hospital_.consent(team_, {"contact", "symptoms"}, {&office_});
    office_.consent(team_, {"medication"}, {&hospital_});
    world_.pass(std::chrono::seconds(20));
  }

  static std::string hex(const std::string& id) { return to_hex(as_bytes(id)); }
  TeamId team() const { return *TeamId::from(*from_hex(team_)); }

  /// As the coordinator states it.
  void set_roster() {
    record::Roster roster;
    roster.opens = std::chrono::hours(9);
    roster.closes = std::chrono::hours(17);
    roster.entries = {{"night", office_.id(), "03-0000-0001"}, {"weekend", hospital_.id(), "03-0000-0002"}};
    std::vector<RecordId> heads;
    office_.node().prepare(
        [&](Transaction& transaction) { heads = record::ledger_heads(transaction, team()); });
    Forger forger(world_, office_);
    const auto record =
        forger.by_staff(record::Kind::Roster, team(),
                        record::write_governance(roster, heads, office_.node().clock().now()), forger.self());
    forger.hand_over(hospital_, record);
    forger.hand_over(nurses_, record);
    Forger(world_, hospital_).hand_over(office_, record);
  }

  static Request handoff(const std::string& team, const std::string& situation, bool back = false) {
    Request request;
    auto& write = *request.mutable_handoff_write();
    write.set_team(team);
    write.set_situation(situation);
    write.set_back(back);
    return request;
  }
  struct Written {
    proto::api::HandoffDraftAnswer draft;
    std::string id;
    std::string error;
  };
  static Written write(WorldAgency& agency, Request request) {
    Written written;
    agency.log_in();
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_handoff_draft()) written.draft = response.handoff_draft();
      if (response.has_sent()) written.id = hex(response.sent().message_id());
      if (response.has_error()) written.error = response.error().code();
    }
    return written;
  }
  std::vector<proto::api::HandoffAnswer> list(WorldAgency& agency) {
    Request request;
    request.mutable_handoff_list()->set_team(team_);
    agency.log_in();
    std::vector<proto::api::HandoffAnswer> lines;
    for (const auto& response : agency.ask(std::move(request))) {
      if (response.has_handoff()) lines.push_back(response.handoff());
    }
    return lines;
  }
  static Response accept(WorldAgency& agency, const std::string& message, const std::string& note = {}) {
    Request request;
    request.mutable_act()->set_message(message);
    request.mutable_act()->set_act("accept");
    request.mutable_act()->set_note(note);
    agency.log_in();
    return agency.ask(std::move(request)).at(0);
  }

  engine::ClientId watch(WorldAgency& agency) {
    Request request;
    request.mutable_watch();
    agency.log_in();
    const auto client = agency.post(std::move(request));
    world_.settle();
    return client;
  }
  /// How often a watcher was told of it.
  static std::size_t told(WorldAgency& agency, engine::ClientId watcher, std::string_view event) {
    const auto all = agency.answers(watcher);
    return static_cast<std::size_t>(std::ranges::count_if(
        all, [&](const Response& response) { return response.event().event() == event; }));
  }
  static std::vector<std::string> whats(const proto::api::HandoffDraftAnswer& draft) {
    std::vector<std::string> whats;
    for (const auto& item : draft.prefilled()) {
      if (!item.left_out()) whats.push_back(item.what());
    }
    std::ranges::sort(whats);
    return whats;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  WorldAgency nurses_{world_, "nurses", "visiting-nursing"};
  std::string team_;
};

}  // namespace tasuki::test
