#include "core/engine/care/notes_out.hpp"

#include <algorithm>

#include "core/care/about.hpp"
#include "core/care/call_record.hpp"
#include "core/care/consent.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

namespace {

bool has_note(const record::SignedRecord& record) {
  if (record.record.kind == record::Kind::Receipt) {
    const auto receipt = care::parse_receipt(record.record.payload);
    return receipt && !receipt->note.empty();
  }
  if (record.record.kind != record::Kind::CallRecord) return false;
  const auto call = care::parse_call_record(record.record.payload);
  return call && !call->note.empty();
}

bool is_known_to_have(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  if (!receipts_so_far(turn.transaction, message.id, peer).states.empty()) return true;
  const auto forwards = forwards_of(turn.transaction, message.id);
  return std::ranges::find(forwards, peer, &Forwarded::agency) != forwards.end();
}

bool is_permitted(Turn& turn, const AgencyId& peer, const MessageRecord& message) {
  const auto state = team_state(turn, message.team);
  return care::decide(*state, {turn.desk.agency(),
                               {peer},
                               message.content.categories,
                               message.content.purpose,
                               turn.desk.clock.now()})
      .front()
      .permitted;
}

}  // namespace

bool may_have_note(Turn& turn, const AgencyId& peer, const record::SignedRecord& record) {
  const auto about = has_note(record) ? care::message_named_by(record) : std::nullopt;
  const auto message = about ? load_message(turn.transaction, *about) : std::nullopt;
  if (!message || message->author == peer || record.record.author == peer) return true;
  const auto* named = message->content.find(peer);
  if (named != nullptr && named->consents.empty()) return true;
  const bool is_phone = message->content.urgency == care::Urgency::Phone;
  return is_permitted(turn, peer, *message) || (is_phone && is_known_to_have(turn, peer, *message));
}

}  // namespace tasuki::engine
