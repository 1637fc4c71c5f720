#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "tests/simulation/chance.hpp"
#include "tests/simulation/snapshot.hpp"

namespace tasuki::simulation {

/// What an action is about: a profile says how much of each there is.
enum class Matter : std::uint8_t {
  Message,
  Reading,
  Consent,
  Team,
  Crash,
  Network,
  Clock,
  Replay,
  Absence,
  Carrier,
  Copy,
  Introduction,
  Sign,
  Succession
};
inline constexpr std::size_t kMatters = 14;

/// What kind of world a seed gives: how many agencies, how much trouble of which kind.
struct Profile {
  std::string name;
  std::size_t agencies = 2;
  std::size_t steps = 40;
  std::array<unsigned, kMatters> weights{};  ///< By Matter.
  unsigned crash_per_mille = 0;              ///< Of all commits.
  unsigned loss_per_mille = 0;               ///< Of all frames, with their link.
  Duration longest_pause = std::chrono::seconds(30);
  /// How long somebody, or everybody, may be away.
  Duration longest_absence = std::chrono::hours(10);
  Met met = Met::Neighbours;
};

/// Chosen by the seed.
Profile choose_profile(Chance& chance);
/// The same in a world in which agencies are introduced to each other.
void let_introduce(Profile& profile);
/// The same in a world in which one agency comes to have other keys.
void let_succeed(Profile& profile);

}  // namespace tasuki::simulation
