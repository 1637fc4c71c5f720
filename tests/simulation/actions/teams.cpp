#include "tests/simulation/actions.hpp"
#include "tests/simulation/actions/people.hpp"

namespace tasuki::simulation {

namespace {

using proto::api::Request;

void change(World& world, std::string_view what,
            void (*fill)(Request&, const std::string&, const std::string&)) {
  const auto& team = world.chance().pick(world.snapshot().teams);
  const auto actor = choose_actor(world, team);
  const auto about = world.chance().pick(team.members);
  Request request;
  fill(request, hex(team.team), hex(world.node(about).agency()));
  world.trace(world.node(actor).name(), what, world.node(about).name());
  world.office(actor).ask(std::move(request));
}

void remove(World& world) {
  change(world, "removes", [](Request& request, const std::string& team, const std::string& agency) {
    request.mutable_team_remove()->set_team(team);
    request.mutable_team_remove()->set_agency(agency);
  });
}

void add(World& world) {
  change(world, "adds", [](Request& request, const std::string& team, const std::string& agency) {
    request.mutable_team_add()->set_team(team);
    request.mutable_team_add()->set_agency(agency);
  });
}

void hand_over(World& world) {
  change(world, "hands coordination to",
         [](Request& request, const std::string& team, const std::string& agency) {
           request.mutable_team_coordinator()->set_team(team);
           request.mutable_team_coordinator()->set_agency(agency);
         });
}

void disable_nurse(World& world) {
  const auto running = world.running();
  if (running.empty()) return;
  auto& office = world.office(world.chance().pick(running));
  if (!office.is_administrator_in()) return;
  Request request;
  request.mutable_staff_disable()->set_staff(office.nurse());
  world.trace("an office", "disables its nurse's account");
  office.ask(std::move(request));
}

}  // namespace

void add_teams(Actions& actions) {
  actions.push_back({"remove-member", Matter::Team, 3, remove});
  actions.push_back({"add-member", Matter::Team, 6, add});
  actions.push_back({"hand-over", Matter::Team, 1, hand_over});
  actions.push_back({"disable-staff", Matter::Team, 2, disable_nurse});
}

}  // namespace tasuki::simulation
