#pragma once

#include <string>

#include "core/record/team_state.hpp"

namespace tasuki::care::fixture {

/// The team of scenario 1 (hospital, nurses, coordinator, activity centre, neighbour), without a ledger
/// behind it.
template <class AnId>
AnId id(std::uint8_t number) {
  std::array<std::uint8_t, AnId::kSize> bytes;
  bytes.fill(number);
  return AnId(bytes);
}

inline const AgencyId kHospital = id<AgencyId>(1);
inline const AgencyId kNurses = id<AgencyId>(2);
inline const AgencyId kOffice = id<AgencyId>(3);
inline const AgencyId kActivity = id<AgencyId>(4);
inline const AgencyId kNeighbour = id<AgencyId>(5);
inline const AgencyId kStranger = id<AgencyId>(9);

inline constexpr Time kNow = from_millis(1'771'000'000'000);
inline constexpr Duration kMs = std::chrono::milliseconds(1);

inline RecordId consent_id(std::uint8_t number) { return id<RecordId>(number); }

inline record::TeamState team() {
  record::TeamState state;
  state.team = id<TeamId>(7);
  state.rules_version = 1;
  state.coordinator = kOffice;
  state.members = {kHospital, kNurses, kOffice, kActivity, kNeighbour};
  state.heads = {id<RecordId>(100)};
  return state;
}

using Categories = std::set<std::string>;
using Agencies = std::set<AgencyId>;

/// A consent stated and confirmed by the office and the hospital, without end, begun a day ago.
inline record::ConsentState& grant(record::TeamState& state, std::uint8_t number, Categories categories,
                                   Agencies recipients) {
  auto& consent = state.consents[consent_id(number)];
  consent = {consent_id(number),
             kOffice,
             std::move(categories),
             std::move(recipients),
             "care",
             kNow - std::chrono::hours(24),
             {},
             "written",
             kNow - std::chrono::hours(24),
             {kOffice, kHospital},
             {}};
  return consent;
}

inline record::RefusalState& refuse(record::TeamState& state, std::uint8_t number, Categories categories,
                                    Agencies recipients) {
  auto& refusal = state.refusals[consent_id(number)];
  refusal = {consent_id(number), kOffice, std::move(categories), std::move(recipients), kNow, {}};
  return refusal;
}

}  // namespace tasuki::care::fixture
