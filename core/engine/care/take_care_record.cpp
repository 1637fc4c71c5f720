#include "core/engine/care/take_care_record.hpp"

#include "core/engine/care/calls.hpp"
#include "core/engine/care/hold_notices.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/override_notices.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/own_records.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/teams.hpp"

namespace tasuki::engine {

void take_care_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  if (record.record.author == turn.desk.agency()) return take_back(turn, peer, record);
  // What a successor says is nothing before somebody here has verified it; its messages are held where they
  // show.
  if (record.record.kind != record::Kind::Message &&
      is_unverified(turn, *team_state(turn, record.record.team), record.record.author))
    return keep_until(turn, record.record.author.bytes(), peer, record);
  const bool from_author = record.record.author == peer;
  switch (record.record.kind) {
    case record::Kind::Receipt:
      return take_receipt(turn, peer, record);
    case record::Kind::CallRecord:
      return take_call_record(turn, peer, record);
    case record::Kind::EscalationStep:
      return take_step(turn, peer, record);
    case record::Kind::Message:
      return from_author ? take_message(turn, record) : void();
    case record::Kind::Label:
      return from_author ? take_label(turn, record) : void();
    case record::Kind::HoldNotice:
      return from_author ? take_hold_notice(turn, record) : void();
    case record::Kind::OverrideNotice:
      return from_author ? take_override_notice(turn, record) : void();
    default:
      return;  // a later version's, or one that never leaves its node
  }
}

}  // namespace tasuki::engine
