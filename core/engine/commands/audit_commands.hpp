#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class AuditExportRequest;
class AuditHeadsRequest;
class AuditReportRequest;
class AuditVerifyRequest;
class DisclosuresRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// For every role, auditors above all. None of them shows a message's body.

/// One line per message of ours and recipient, oldest first.
Result<> disclosures(Call& call, const proto::api::DisclosuresRequest& request);
/// The own trail, beside what is kept and given of others' witness. What it finds is an answer, not an error.
/// EngineError::WitnessUnknown for given heads that are not authentic by the cards known here.
Result<> audit_verify(Call& call, const proto::api::AuditVerifyRequest& request);
/// The export in pieces, then Done.
Result<> audit_export(Call& call, const proto::api::AuditExportRequest& request);
/// What this node holds of others' heads, in pieces, then Done.
Result<> audit_heads(Call& call, const proto::api::AuditHeadsRequest& request);
/// For the person: what this agency passed on about them, and what was passed on to it, as far as it knows.
Result<> audit_report(Call& call, const proto::api::AuditReportRequest& request);

}  // namespace tasuki::engine
