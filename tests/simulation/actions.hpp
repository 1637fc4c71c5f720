#pragma once

#include <string_view>
#include <vector>

#include "tests/simulation/profile.hpp"

namespace tasuki::simulation {

class World;

/// One thing that may happen in a simulated world. Does nothing where it does not apply just now.
struct Action {
  std::string_view name;
  Matter matter;
  unsigned weight;  ///< Among the actions of its matter.
  void (*perform)(World&);
};

using Actions = std::vector<Action>;
/// All of them (tests/simulation/actions/), each file's added by its own function.
Actions all_actions();

void add_messages(Actions& actions);
void add_reading(Actions& actions);
void add_consent(Actions& actions);
void add_teams(Actions& actions);
void add_crashes(Actions& actions);
void add_network(Actions& actions);
void add_clocks(Actions& actions);
void add_replays(Actions& actions);
void add_absences(Actions& actions);
void add_carriers(Actions& actions);
void add_copies(Actions& actions);
void add_introductions(Actions& actions);
void add_signs(Actions& actions);
void add_successions(Actions& actions);

/// The next one, by the world's profile and chance.
const Action& choose_action(const Actions& actions, World& world);

}  // namespace tasuki::simulation
