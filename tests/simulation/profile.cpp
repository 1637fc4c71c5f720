#include "tests/simulation/profile.hpp"

#include <algorithm>

namespace tasuki::simulation {

namespace {

//                    Message Reading Consent Team Crash Network Clock Replay Absence Carrier Copy
//                    Introduction Sign Succession
constexpr std::array kCalm{40U, 30U, 4U, 1U, 2U, 5U, 1U, 4U, 1U, 1U, 1U, 0U, 8U, 0U};
constexpr std::array kStormy{40U, 20U, 4U, 1U, 20U, 30U, 3U, 10U, 1U, 3U, 1U, 0U, 8U, 0U};
constexpr std::array kConsent{40U, 10U, 40U, 10U, 5U, 20U, 3U, 5U, 1U, 2U, 2U, 0U, 12U, 0U};
constexpr std::array kClocks{40U, 20U, 15U, 2U, 5U, 10U, 20U, 10U, 1U, 1U, 0U, 0U, 10U, 0U};
constexpr std::array kAbsent{40U, 20U, 8U, 2U, 5U, 10U, 2U, 10U, 12U, 5U, 1U, 0U, 8U, 0U};
constexpr std::array kCarried{20U, 15U, 6U, 2U, 4U, 8U, 1U, 8U, 8U, 40U, 2U, 0U, 6U, 0U};
constexpr std::array kRestored{40U, 25U, 8U, 2U, 6U, 10U, 1U, 6U, 5U, 6U, 30U, 0U, 10U, 0U};
constexpr std::array kWatched{10U, 12U, 6U, 2U, 6U, 14U, 3U, 6U, 2U, 3U, 3U, 0U, 40U, 0U};

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
  switch (chance.below(8)) {
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
    case 4:
      profile.name = "carried";
      profile.weights = kCarried;
      profile.agencies = std::max<std::size_t>(profile.agencies, 3);
      profile.crash_per_mille = static_cast<unsigned>(chance.below(10));
      break;
    case 5:
      profile.name = "restored";
      profile.weights = kRestored;
      profile.loss_per_mille = static_cast<unsigned>(chance.below(20));
      break;
    case 6:
      profile.name = "watched";
      profile.weights = kWatched;
      profile.crash_per_mille = static_cast<unsigned>(chance.below(20));
      profile.loss_per_mille = static_cast<unsigned>(chance.below(20));
      break;
    default:
      profile.name = "clocks";
      profile.weights = kClocks;
      profile.crash_per_mille = static_cast<unsigned>(chance.below(10));
      break;
  }
  return profile;
}

void let_introduce(Profile& profile) {
  profile.name += ", introduced";
  profile.met = Met::TheFirstOnly;
  profile.agencies = std::max<std::size_t>(profile.agencies, 3);
  profile.weights[static_cast<std::size_t>(Matter::Introduction)] = 10;
}

void let_succeed(Profile& profile) {
  profile.name += ", succeeded";
  profile.met = Met::ASuccessorToo;
  profile.weights[static_cast<std::size_t>(Matter::Succession)] = 30;
}

}  // namespace tasuki::simulation
