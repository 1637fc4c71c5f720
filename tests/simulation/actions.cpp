#include "tests/simulation/actions.hpp"

#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

Actions all_actions() {
  Actions actions;
  for (const auto add :
       {add_messages, add_reading, add_consent, add_teams, add_crashes, add_network, add_clocks, add_replays,
        add_absences, add_carriers, add_copies, add_introductions, add_signs, add_successions}) {
    add(actions);
  }
  return actions;
}

const Action& choose_action(const Actions& actions, World& world) {
  const auto matter = static_cast<Matter>(world.chance().weighted(world.profile().weights));
  std::vector<unsigned> weights;
  for (const auto& action : actions) weights.push_back(action.matter == matter ? action.weight : 0);
  return actions[world.chance().weighted(weights)];
}

}  // namespace tasuki::simulation
