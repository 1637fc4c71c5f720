#include "core/engine/commands/disclosure_view.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/engine/care/hold_notices.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/desk.hpp"
#include "core/record/certificate_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::DisclosureAnswer;

DisclosureAnswer describe(Transaction& transaction, const audit::DisclosureLine& line, const AgencyId& from) {
  const auto& disclosure = line.disclosure;
  DisclosureAnswer out;
  out.set_message_id(disclosure.message.str());
  out.set_team_id(disclosure.team.str());
  out.set_to_agency(disclosure.to.str());
  out.set_to_agency_name(agency_name(transaction, disclosure.to));
  for (const auto& category : disclosure.categories) out.add_category(category);
  out.set_legal_basis(disclosure.legal_basis);
  for (const auto& consent : disclosure.consents) out.add_consent(consent.str());
  out.set_sent_at(to_millis(disclosure.sent_at));
  out.set_delivered_at(millis_or_zero(line.delivered_at));
  out.set_opened_at(millis_or_zero(line.opened_at));
  out.set_opened_by(line.opened_by_name);
  out.set_state(line.state);
  out.set_from_agency(from.str());
  out.set_from_agency_name(agency_name(transaction, from));
  return out;
}

void fill_sender(Transaction& transaction, const MessageRecord& message, DisclosureAnswer& out) {
  const auto certificate = record::find_certificate(transaction, message.certificate);
  if (certificate) out.set_from_staff(certificate->name);
}

/// Messages of the team that came here from others.
std::vector<RecordId> received_in(Transaction& transaction, const TeamId& team) {
  std::vector<RecordId> found;
  transaction.scan(Table::Message, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto row = parse_message<proto::state::MessageState>(value);
    if (row && !row->outgoing() && row->team_id() == team.str()) found.push_back(*RecordId::from(key));
    return true;
  });
  return found;
}

audit::Disclosure disclosure_to(const MessageRecord& message, const care::MessageRecipient& recipient) {
  return {message.id,
          message.team,
          recipient.agency,
          message.content.categories,
          std::string(care::legal_basis(message.content, recipient.agency)),
          recipient.consents,
          message.content.stated_at};
}

/// Ours is held or quarantined here, whatever receipt it has.
void fill_own_state(Turn& turn, const MessageRecord& message, DisclosureAnswer& out) {
  if (out.to_agency() != turn.desk.agency().str()) return;
  const auto row = load_message_row(turn.transaction, message.id);
  if (row && is_kept_back(*row)) out.set_state(row->state());
}

}  // namespace

DisclosureAnswer describe_disclosure(Turn& turn, const audit::DisclosureLine& line) {
  auto out = describe(turn.transaction, line, turn.desk.agency());
  if (const auto message = load_message(turn.transaction, line.disclosure.message)) {
    fill_sender(turn.transaction, *message, out);
  }
  const auto held = hold_reported_by(turn.transaction, line.disclosure.message, line.disclosure.to);
  if (held && line.state == "queued")
    out.set_state(care::concerns_coordinator(*held) ? "quarantined" : "held");
  return out;
}

std::vector<DisclosureAnswer> disclosures_of_others(Turn& turn, const TeamId& team) {
  std::vector<DisclosureAnswer> lines;
  for (const auto& id : received_in(turn.transaction, team)) {
    const auto message = load_message(turn.transaction, id);
    if (!message) continue;
    for (const auto& recipient : message->content.recipients) {
      const auto line = audit::with_receipts(turn.transaction, disclosure_to(*message, recipient));
      auto& out = lines.emplace_back(describe(turn.transaction, line, message->author));
      fill_sender(turn.transaction, *message, out);
      fill_own_state(turn, *message, out);
    }
  }
  std::ranges::stable_sort(lines, {}, &DisclosureAnswer::sent_at);
  return lines;
}

}  // namespace tasuki::engine
