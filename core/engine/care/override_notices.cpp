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

namespace {

void tell_coordinator(Turn& turn, const TeamId& team, const RecordId& notice,
                      const CertificateHash& certificate) {
  const auto coordinator = team_state(turn, team)->coordinator;
  if (coordinator == turn.desk.agency() || !delivery::is_contact(turn.transaction, coordinator)) return;
  ship_governance(turn, coordinator, team);
  ship_statement(turn, coordinator, notice, certificate, delivery::Lane::First);
}

std::vector<RecordId> all_records(Transaction& transaction) {
  std::vector<RecordId> ids;
  transaction.scan(Table::Record, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    ids.push_back(*RecordId::from(key));
    return true;
  });
  return ids;
}

}  // namespace

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
  tell_coordinator(turn, team, record, session.certificate());
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

void send_override_notices_again(Turn& turn, const TeamId& team) {
  for (const auto& id : all_records(turn.transaction)) {
    const auto stored = record::find_record(turn.transaction, id);
    if (!stored) continue;
    const auto& record = stored->record.record;
    if (record.kind == record::Kind::OverrideNotice && record.team == team &&
        record.author == turn.desk.agency())
      tell_coordinator(turn, team, id, record.staff_certificate);
  }
}

}  // namespace tasuki::engine
