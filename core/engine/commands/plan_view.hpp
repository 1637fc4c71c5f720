#pragma once

#include <vector>

#include "core/care/plan/plan_versions.hpp"
#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ActAnswer;
class PlanAnswer;
class PlanVersionAnswer;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// The name on the card, or the id in hex where no card is known: either can be typed.
std::string name_or_id(Transaction& transaction, const AgencyId& agency);

/// One of `versions`, whole, with who has how much of the newest. Whoever is shown it reads it.
void fill_plan(Call& call, const TeamId& team, const std::vector<care::PlanVersion>& versions,
               const care::PlanVersion& shown, proto::api::PlanAnswer& out);
/// Without any text.
void fill_plan_version(Call& call, const care::PlanVersion& version, proto::api::PlanVersionAnswer& out);

/// With an alert that somebody opens: what the plan says for its stage, this agency's part first. The reader
/// is noted as one of the plan's.
void fill_plan_steps(Call& call, const RecordId& message, proto::api::ActAnswer& out);

}  // namespace tasuki::engine
