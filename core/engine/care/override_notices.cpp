#include "core/engine/care/override_notices.hpp"

#include "core/care/notice.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

void send_override_notice(Turn& turn, const LoginSession& session, const TeamId& team, const RecordId& id,
                          const care::Message& message) {
  care::OverrideNotice notice{message.stated_at, id, {}, message.categories, message.override_reason};
  for (const auto& recipient : message.recipients) {
    if (recipient.consents.empty()) notice.recipients.insert(recipient.agency);
  }
  const auto payload = care::serialize(notice);
  if (!payload) return;
  const auto record =
      turn.desk.statements.by_staff(turn, session, record::Kind::OverrideNotice, team, *payload);
  note(turn, audit::overridden(actor_of(&session), team, id, record, message.override_reason));
  const auto coordinator = team_state(turn, team)->coordinator;
  if (coordinator == turn.desk.agency() || !delivery::is_contact(turn.transaction, coordinator)) return;
  ship_governance(turn, coordinator, team);
  ship_statement(turn, coordinator, record, session.certificate(), delivery::Lane::First);
}

void take_override_notice(Turn& turn, const record::SignedRecord& record) {
  const auto notice = care::parse_override_notice(record.record.payload);
  if (!notice || record::was_received(turn.transaction, record.id)) return;
  const auto state = team_state(turn, record.record.team);
  if (state->coordinator != turn.desk.agency() || !state->is_member(record.record.author)) return;
  store_received(turn, record, record.record.author);
  note(turn, audit::overridden(audit::by_agency(record.record.author), record.record.team, notice->message,
                               record.id, notice->reason));
  tell_hold(turn, notice->message, record.record.team, record.record.author, "override");
}

}  // namespace tasuki::engine
