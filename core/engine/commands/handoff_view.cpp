#include "core/engine/commands/handoff_view.hpp"

#include "core/engine/care/labels.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/handoff/handoffs.hpp"
#include "core/record/certificate_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void fill_writer(proto::api::HandoffAnswer& out, Transaction& transaction, const MessageRecord& message) {
  out.set_from_agency(message.author.str());
  out.set_from_agency_name(agency_name(transaction, message.author));
  if (const auto certificate = record::find_certificate(transaction, message.certificate)) {
    out.set_from_staff(certificate->name);
    out.set_from_profession(certificate->profession);
  }
}

void fill_acceptances(proto::api::HandoffAnswer& out, Turn& turn, const MessageRecord& message) {
  for (const auto& acceptance : acceptances_of(turn.transaction, message)) {
    auto& line = *out.add_accepted();
    line.set_agency_id(acceptance.agency.str());
    line.set_agency_name(agency_name(turn.transaction, acceptance.agency));
    line.set_at(to_millis(acceptance.at));
    line.set_note(acceptance.note);
    if (const auto certificate = record::find_certificate(turn.transaction, acceptance.certificate))
      line.set_staff(certificate->name);
  }
  const auto& by = message.content.accept_by;
  out.set_unaccepted(out.accepted().empty() && by && *by <= turn.desk.clock.now());
}

void fill_window(proto::api::HandoffAnswer& out, const care::Handoff& handoff) {
  out.set_back(handoff.back);
  out.set_window(handoff.window);
  out.set_from(to_millis(handoff.from));
  out.set_until(to_millis(handoff.until));
  out.set_read_back(handoff.read_back);
  out.set_open_count(static_cast<std::uint32_t>(handoff.open.size()));
}

/// As it stands here now; nothing where it is not shown here.
std::optional<OpenItem> find_item(Turn& turn, const RecordId& id) {
  const auto row = load_message_row(turn.transaction, id);
  const auto message = load_message(turn.transaction, id);
  if (!row || !message || !is_shown(*row)) return std::nullopt;
  return OpenItem{.what = "message",
                  .message = id,
                  .agency = message->author,
                  .urgency = message->content.urgency,
                  .kind = message->content.kind,
                  .categories = message->content.categories,
                  .at = message->content.stated_at,
                  .outcome = row->state()};
}

}  // namespace

proto::api::OpenItem describe_item(Transaction& transaction, const OpenItem& item) {
  proto::api::OpenItem out;
  out.set_what(std::string(item.what));
  out.set_message_id(item.message.str());
  out.set_agency_id(item.agency.str());
  out.set_agency_name(agency_name(transaction, item.agency));
  out.set_urgency(std::string(care::urgency_code(item.urgency)));
  out.set_kind(item.kind);
  for (const auto& category : item.categories) out.add_category(category);
  out.set_at(to_millis(item.at));
  out.set_number(item.number);
  out.set_outcome(item.outcome);
  out.set_stage(item.stage);
  return out;
}

proto::api::HandoffAnswer describe_handoff(Turn& turn, const MessageRecord& message,
                                           const care::Handoff& handoff) {
  proto::api::HandoffAnswer out;
  const auto& said = message.content;
  out.set_message_id(message.id.str());
  out.set_team_id(message.team.str());
  out.set_person(person_of(turn.transaction, message.team));
  fill_writer(out, turn.transaction, message);
  fill_window(out, handoff);
  out.set_urgency(std::string(care::urgency_code(said.urgency)));
  for (const auto& category : said.categories) out.add_category(category);
  out.set_sent_at(to_millis(said.stated_at));
  out.set_accept_by(millis_or_zero(said.accept_by));
  if (const auto row = load_message_row(turn.transaction, message.id)) out.set_state(row->state());
  for (const auto& recipient : said.recipients) {
    out.add_to(recipient.agency.str());
    out.add_to_name(agency_name(turn.transaction, recipient.agency));
  }
  fill_acceptances(out, turn, message);
  *out.mutable_freshness() = describe_freshness(turn.desk, said);
  return out;
}

void fill_handoff_texts(Turn& turn, const MessageRecord& message, const care::Handoff& handoff,
                        proto::api::HandoffAnswer& out) {
  care::write(handoff, *out.mutable_said());
  out.set_body(message.content.body);
  for (const auto& id : handoff.open) {
    if (const auto item = find_item(turn, id)) {
      *out.add_open() = describe_item(turn.transaction, *item);
    } else {
      out.set_open_elsewhere(out.open_elsewhere() + 1);
    }
  }
}

}  // namespace tasuki::engine
