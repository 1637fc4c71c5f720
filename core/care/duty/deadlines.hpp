#pragma once

#include <optional>

#include "core/care/calendar/calendar.hpp"
#include "core/care/message.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::care::duty {

/// How long a `phone` message may wait: as agreed, else ten minutes.
Duration phone_within(const record::TeamState& team);
/// The number to call when nobody on the roster is left.
std::string emergency_number(const record::TeamState& team);

/// By when somebody is to have accepted a message of this urgency that is stated at `now`, as the team
/// agreed: of `phone`, within so many minutes; of `message`, so long behind the next opening of the team's
/// day. None where the day never opens.
std::optional<Time> accept_by(const record::TeamState& team, Urgency urgency, const Calendar& calendar,
                              Time now);

/// Whether a message says it as the team agreed for a situation: its urgency, and no category beyond.
bool is_as_agreed(const record::Situation& situation, Urgency urgency,
                  const std::set<std::string>& categories);

}  // namespace tasuki::care::duty
