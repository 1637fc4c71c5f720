#include "tests/simulation/snapshot.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/support/world_agency.hpp"

namespace tasuki::simulation {

namespace {

using test::WorldAgency;
using Agencies = std::vector<std::unique_ptr<WorldAgency>>;

constexpr std::array kKinds{"psychiatric-hospital", "visiting-nursing", "consultation-support",
                            "city-welfare", "family"};
/// Up to so many agencies, all of them are neighbours.
constexpr std::size_t kAllHaveMet = 5;

std::string name_of(std::size_t index) { return "agency" + std::to_string(index); }

bool have_met(std::size_t one, std::size_t other, std::size_t count, Met met) {
  if (met == Met::TheFirstOnly) return one == 0;
  if (met == Met::ASuccessorToo) {
    --count;
    if (other == count) return true;
  }
  return count <= kAllHaveMet || one == 0 || other == one + 1;
}

void let_meet(Agencies& agencies, Met met) {
  const std::size_t count = agencies.size();
  for (std::size_t one = 0; one < count; ++one) {
    for (std::size_t other = one + 1; other < count; ++other) {
      if (have_met(one, other, count, met)) agencies[one]->pair_with(*agencies[other]);
    }
  }
}

std::vector<WorldAgency*> chosen(const Agencies& agencies, const std::vector<std::size_t>& indexes) {
  std::vector<WorldAgency*> them;
  for (const auto index : indexes) them.push_back(agencies[index].get());
  return them;
}

/// The first two members' numbers, at any time of the week.
void set_roster(const Agencies& agencies, const std::string& team, const std::vector<std::size_t>& members) {
  proto::api::Request request;
  auto& set = *request.mutable_roster_set();
  set.set_team(team);
  set.set_opens(9 * 60);
  set.set_closes(17 * 60);
  for (const auto* window : {"business", "early", "late", "night", "weekend"}) {
    for (std::size_t place = 0; place < 2; ++place) {
      auto& line = *set.add_line();
      line.set_window(window);
      line.set_agency(agencies[members[place]]->id().hex());
      line.set_number("03-0000-000" + std::to_string(place + 1));
    }
  }
  EXPECT_TRUE(agencies[members.front()]->ask(std::move(request)).at(0).has_roster());
}

/// Three nights running, told by message; and one that is measured, on two days of four, for the phone.
proto::api::Request sign_request(const std::string& team, bool measured) {
  proto::api::Request request;
  auto& define = *request.mutable_sign_define();
  define.set_team(team);
  define.set_what(measured ? "水を飲みすぎる" : "三晩つづけて休めない");
  if (!measured) define.add_category("sleep-meals");
  define.set_days(measured ? 2 : 3);
  define.set_within_days(measured ? 4 : 3);
  if (measured) define.set_unit("L");
  if (measured) define.set_at_least(kMeasuredAtLeast);
  define.set_view("objective");
  define.set_stage(measured ? "red" : "yellow");
  define.set_urgency(measured ? "phone" : "message");
  return request;
}

/// By the coordinator, who has met all members.
std::vector<PreparedSign> define_signs(WorldAgency& coordinator, const std::string& team) {
  std::vector<PreparedSign> signs;
  for (const bool measured : {false, true}) {
    const auto answer = coordinator.ask(sign_request(team, measured)).at(0);
    EXPECT_TRUE(answer.has_sent()) << answer.ShortDebugString();
    signs.push_back({RecordId::from(answer.sent().sign().sign_id()).value(), measured});
  }
  return signs;
}

PreparedTeam found_team(const Agencies& agencies, const std::vector<std::size_t>& members) {
  WorldAgency& coordinator = *agencies[members.front()];
  const auto team = coordinator.found_team(chosen(agencies, {members.begin() + 1, members.end()}));
  const auto everybody = chosen(agencies, members);
  coordinator.consent(team, {"symptoms"}, everybody);
  coordinator.consent(team, {"sleep-meals", "medication"}, everybody);
  coordinator.consent(team, {"warning-sign", "sleep-meals"}, everybody);
  set_roster(agencies, team, members);
  agencies[members[1]]->consent(team, {"symptoms", "risk"}, {everybody.front()});
  agencies[members[1]]->consent(team, {"warning-sign", "sleep-meals"}, {everybody.front()});
  return {*TeamId::from(*from_hex(team)), members, define_signs(coordinator, team)};
}

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> indexes(count);
  for (std::size_t index = 0; index < count; ++index) indexes[index] = index;
  return indexes;
}

/// The second team is coordinated by another agency where that one has met its members.
std::vector<std::size_t> second_team(Met met) {
  return met == Met::TheFirstOnly ? std::vector<std::size_t>{0, 2, 1} : std::vector<std::size_t>{1, 0, 2};
}

void let_continue(Snapshot& snapshot) {
  snapshot.successor = snapshot.agencies.size() - 1;
  for (auto& team : snapshot.teams) team.members.push_back(*snapshot.successor);
}

std::shared_ptr<const Snapshot> prepare(std::size_t count, Met met) {
  // No history's nodes may draw what these have drawn: the same key twice would look like a key used twice.
  constexpr std::uint64_t kApart = 1'000'000;
  test::World world(kApart + count);
  Agencies agencies;
  const std::size_t all = count + (met == Met::ASuccessorToo ? 1 : 0);
  for (std::size_t index = 0; index < all; ++index) {
    agencies.push_back(std::make_unique<WorldAgency>(world, name_of(index), kKinds[index % kKinds.size()]));
  }
  std::vector<std::string> nurses;
  for (auto& agency : agencies)
    nurses.push_back(to_hex(as_bytes(agency->hire("看護 花子", "ward-nurse", std::string(kPassphrase)))));
  let_meet(agencies, met);
  if (met == Met::TheFirstOnly) {
    agencies.front()->introduce_nobody();
    world.pass(std::chrono::minutes(1));
  }
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->teams.push_back(found_team(agencies, first(count)));
  if (count > 2) snapshot->teams.push_back(found_team(agencies, second_team(met)));
  world.pass(std::chrono::minutes(1));
  for (std::size_t index = 0; index < all; ++index) {
    auto& node = agencies[index]->node();
    snapshot->agencies.push_back({node.name(), agencies[index]->id(), node.transport_key(), node.store(),
                                  agencies[index]->administrator().hex(), nurses[index]});
    snapshot->at = std::max(snapshot->at, node.clock().now());
  }
  if (met == Met::ASuccessorToo) let_continue(*snapshot);
  return snapshot;
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshots::of(std::size_t agencies, Met met) {
  const std::scoped_lock lock(mutex_);
  auto& snapshot = made_[{agencies, met}];
  if (!snapshot) snapshot = prepare(agencies, met);
  return snapshot;
}

}  // namespace tasuki::simulation
