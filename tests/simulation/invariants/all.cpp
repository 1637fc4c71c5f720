#include "tests/simulation/invariant.hpp"

namespace tasuki::simulation {

Invariants all_invariants() {
  Invariants all;
  for (const auto make :
       {arrives_once, releases_on_consent, honest_is_no_violation, message_keys_are_used_once,
        receipts_are_genuine, trails_verify, carriers_are_willing, witnesses_tell_the_truth,
        what_was_lost_comes_back, nothing_is_stuck, introduced_agencies_meet, goes_on_until_somebody_takes_it,
        one_alert_is_shown, every_episode_is_told, successors_are_verified_first,
        texts_stay_where_they_belong}) {
    all.push_back(make());
  }
  return all;
}

}  // namespace tasuki::simulation
