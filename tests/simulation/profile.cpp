#include "tests/simulation/profile.hpp"

namespace tasuki::simulation {

namespace {

//                    Message Reading Consent Team Crash Network Clock Replay Absence
constexpr std::array kCalm{40U, 30U, 4U, 1U, 2U, 5U, 1U, 4U, 1U};
constexpr std::array kStormy{40U, 20U, 4U, 1U, 20U, 30U, 3U, 10U, 1U};
constexpr std::array kConsent{40U, 10U, 40U, 10U, 5U, 20U, 3U, 5U, 1U};
constexpr std::array kClocks{40U, 20U, 15U, 2U, 5U, 10U, 20U, 10U, 1U};
constexpr std::array kAbsent{40U, 20U, 8U, 2U, 5U, 10U, 2U, 10U, 12U};

/// Mostly small: what two or three nodes cannot do wrong, twenty seldom can.
std::size_t choose_size(Chance& chance) {
  const std::size_t dice = chance.below(100);
  if (dice < 35) return 2;
  if (dice < 75) return 3;
  if (dice < 93) return 4;
  return dice < 99 ? 6 : 20;
}

}  // namespace

Profile choose_profile(Chance& chance) {
  Profile profile;
  profile.agencies = choose_size(chance);
  profile.steps = 20 + chance.below(60);
  switch (chance.below(5)) {
    case 0:
      profile.name = "calm";
      profile.weights = kCalm;
      break;
    case 1:
      profile.name = "stormy";
      profile.weights = kStormy;
      profile.crash_per_mille = static_cast<unsigned>(chance.below(60));
      profile.loss_per_mille = static_cast<unsigned>(chance.below(60));
      break;
    case 2:
      profile.name = "consent";
      profile.weights = kConsent;
      profile.loss_per_mille = static_cast<unsigned>(chance.below(20));
      break;
    case 3:
      profile.name = "absent";
      profile.weights = kAbsent;
      profile.longest_absence = std::chrono::hours(24 * 45);
      break;
    default:
      profile.name = "clocks";
      profile.weights = kClocks;
      profile.crash_per_mille = static_cast<unsigned>(chance.below(10));
      break;
  }
  return profile;
}

}  // namespace tasuki::simulation
