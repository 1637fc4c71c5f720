#include "core/engine/care/readers.hpp"

#include "core/engine/audit/audit_note.hpp"
#include "core/engine/commands/login_sessions.hpp"

namespace tasuki::engine {

namespace {

Bytes reader_key(const RecordId& message, const StaffId& staff) {
  return concat({message.bytes(), staff.bytes()});
}

}  // namespace

void note_reader(Transaction& transaction, const RecordId& message, const StaffId& staff) {
  transaction.put(Table::Reader, reader_key(message, staff), {});
}

bool is_reader(Transaction& transaction, const RecordId& message, const StaffId& staff) {
  return transaction.contains(Table::Reader, reader_key(message, staff));
}

void show_to(Turn& turn, const RecordId& message, const LoginSession& session) {
  if (is_reader(turn.transaction, message, session.staff())) return;
  note_reader(turn.transaction, message, session.staff());
  note(turn, audit::message_shown(session.staff(), message));
}

}  // namespace tasuki::engine
