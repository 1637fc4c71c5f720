#include "core/engine/care/opening.hpp"

#include "core/engine/care/message_row.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

Result<std::optional<RecordId>> open_message(Turn& turn, const RecordId& message, const std::string& said,
                                             const LoginSession& session) {
  constexpr auto kOpened = care::ReceiptState::Opened;
  const auto row = load_message_row(turn.transaction, message);
  const bool again =
      row && (row->outgoing() ||
              receipts_so_far(turn.transaction, message, turn.desk.agency()).states.contains(kOpened));
  if (again) {
    show_to(turn, message, session);
    return std::optional<RecordId>();
  }
  TRY(const auto receipt, state_receipt(turn, message, kOpened, said, &session));
  note_reader(turn.transaction, message, session.staff());
  return std::optional(receipt);
}

}  // namespace tasuki::engine
