#pragma once

#include "core/base/clock.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::proto::api {
class ConsentAnswer;
}

namespace tasuki::engine {

/// What a program is told of a consent: `state` is one of the vocabulary's, as it is at `now`.
proto::api::ConsentAnswer describe_consent(const TeamId& team, const record::ConsentState& consent, Time now);
/// Of a refusal: `active` or `lifted`.
proto::api::ConsentAnswer describe_refusal(const TeamId& team, const record::RefusalState& refusal);

}  // namespace tasuki::engine
