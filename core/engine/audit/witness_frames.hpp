#pragma once

#include "core/engine/turn.hpp"

namespace tasuki::proto::wire {
class AuditHeads;
class AuditHeadAsk;
class AuditWitness;
}  // namespace tasuki::proto::wire

namespace tasuki::engine {

/// What greeted members of a common team say of audit trails; docs/protocol.md, section 13.6. Whatever is not
/// authentic, or about somebody who shares no team with us, has no effect.

/// Compares what is shown with what is held, countersigns what fits and asks where it cannot tell.
void take_audit_heads(Turn& turn, const AgencyId& peer, const proto::wire::AuditHeads& heads);
/// The peer holds a head of ours: answers with ours over that entry. One that does not fit is a conflict of
/// our own trail: it was cut back or rewritten, or an old copy of the store was started.
void take_audit_head_ask(Turn& turn, const AgencyId& peer, const proto::wire::AuditHeadAsk& ask);
/// The peer has witnessed a head of ours.
void take_audit_witness(Turn& turn, const AgencyId& peer, const proto::wire::AuditWitness& witness);

}  // namespace tasuki::engine
