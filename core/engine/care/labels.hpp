#pragma once

#include "core/engine/turn.hpp"
#include "core/record/record.hpp"

namespace tasuki::engine {

class LoginSession;

/// How a team calls the person: a care record, so it goes to a member only once some consent lets that member
/// have anything at all, and from nobody but its author, who is the team's founder. The first that comes
/// counts.
Result<> state_label(Turn& turn, const LoginSession& session, const TeamId& team, const std::string& person);
void take_label(Turn& turn, const record::SignedRecord& record);
/// One of our own that was lost: it counts where no other has taken its place.
void take_back_label(Turn& turn, const record::SignedRecord& record);
/// Whether a consent lets `peer` have anything at all of ours now.
bool may_have_label(Turn& turn, const AgencyId& peer, const TeamId& team);
/// Where we made the label and `peer` may have it and has it not.
void ship_label(Turn& turn, const AgencyId& peer, const TeamId& team);
/// Empty where no label has come here.
std::string person_of(Transaction& transaction, const TeamId& team);

}  // namespace tasuki::engine
