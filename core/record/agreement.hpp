#pragma once

#include "core/base/result.hpp"
#include "core/record/governance.hpp"

namespace tasuki::proto::record {
class Roster;
class UrgencyAgreement;
}  // namespace tasuki::proto::record

namespace tasuki::record {

// What the team agreed for when it has to be quick (docs/protocol.md section 9.6). For core/record's own
// files.

/// RecordError::Malformed where a limit or a form is broken: no situation twice, known urgencies, sensible
/// times.
Result<UrgencyAgreement> read_agreement(const proto::record::UrgencyAgreement& message);
void write_agreement(const UrgencyAgreement& agreement, proto::record::UrgencyAgreement& message);

/// RecordError::Malformed: opening not before closing, more than a day, numbers that are none.
Result<Roster> read_roster(const proto::record::Roster& message);
void write_roster(const Roster& roster, proto::record::Roster& message);

/// Whether everybody would take it: what the coordinator's own node asks before it states it.
Result<> check_statement(const UrgencyAgreement& agreement);
Result<> check_statement(const Roster& roster);

}  // namespace tasuki::record
