#include "core/engine/commands/message_view.hpp"

#include "core/care/form/forward.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/who_took.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void fill_author(proto::api::MessageAnswer& out, Transaction& transaction, const MessageRecord& message) {
  out.set_from_agency(message.author.str());
  out.set_from_agency_name(agency_name(transaction, message.author));
  if (const auto certificate = record::find_certificate(transaction, message.certificate)) {
    out.set_from_staff(certificate->name);
    out.set_from_profession(certificate->profession);
  }
}

void fill_said(proto::api::MessageAnswer& out, const care::Message& said) {
  out.set_urgency(std::string(care::urgency_code(said.urgency)));
  for (const auto& category : said.categories) out.add_category(category);
  out.set_kind(said.kind);
  out.set_sent_at(to_millis(said.stated_at));
  out.set_observed_at(millis_or_zero(said.observed_at));
  out.set_basis(said.basis);
  out.set_ask_by(millis_or_zero(said.ask_by));
  out.set_accept_by(millis_or_zero(said.accept_by));
  if (said.answers) out.set_answers(said.answers->str());
  if (said.owner) out.set_owner(said.owner->str());
}

}  // namespace

std::string agency_name(Transaction& transaction, const AgencyId& agency) {
  const auto known = record::find_known_agency(transaction, agency);
  return known ? known->card.name : std::string();
}

bool is_shown(const proto::state::MessageState& row) { return !is_kept_back(row); }

void leave_out_text(proto::api::MessageAnswer& line) {
  line.clear_body();
  line.clear_ask();
  line.clear_override_reason();
  line.clear_form();
  line.clear_sign();
  line.set_text_left_out(true);
}

proto::api::MessageAnswer describe_message(Transaction& transaction, const RecordId& id,
                                           const proto::state::MessageState& row) {
  proto::api::MessageAnswer out;
  out.set_message_id(id.str());
  out.set_team_id(row.team_id());
  out.set_received_at(row.received_at());
  out.set_state(row.state());
  out.set_held_reason(row.held_reason());
  out.set_person(person_of(transaction, *TeamId::from(row.team_id())));
  const auto message = load_message(transaction, id);
  if (!message) return out;
  fill_author(out, transaction, *message);
  out.set_by_node(message->certificate.is_zero());
  fill_said(out, message->content);
  if (message->content.owner) out.set_owner_name(agency_name(transaction, *message->content.owner));
  if (!is_shown(row)) return out;
  out.set_body(message->content.body);
  out.set_ask(message->content.ask);
  out.set_override_reason(message->content.override_reason);
  if (message->content.form.index() != 0) care::write(message->content.form, *out.mutable_form());
  return out;
}

proto::api::Freshness describe_freshness(const Desk& desk, const care::Message& message) {
  proto::api::Freshness out;
  // What was forwarded is as old as when it was first said.
  const auto* forward = std::get_if<care::Forward>(&message.form);
  const Time said_at = forward == nullptr ? message.stated_at : forward->stated_at;
  const auto age = desk.clock.now() - message.observed_at.value_or(said_at);
  const auto stale_after = desk.settings.stale_after.of(message.categories);
  out.set_age_ms(age.count());
  out.set_stale(age > stale_after);
  out.set_stale_after_ms(stale_after.count());
  out.set_basis(message.basis);
  out.set_observed(message.observed_at.has_value());
  return out;
}

void fill_freshness(const Desk& desk, proto::api::MessageAnswer& line) {
  if (line.sent_at() == 0) return;  // its content is gone
  care::Message said;
  const bool forwarded = line.form().has_forward();
  said.stated_at = from_millis(forwarded ? line.form().forward().stated_at() : line.sent_at());
  if (line.observed_at() != 0) said.observed_at = from_millis(line.observed_at());
  said.categories = {line.category().begin(), line.category().end()};
  said.basis = line.basis();
  *line.mutable_freshness() = describe_freshness(desk, said);
}

void fill_taken(const Desk& desk, Transaction& transaction, const RecordId& id,
                const proto::state::MessageState& row, proto::api::MessageAnswer& line) {
  if (!row.phone()) return;
  const auto taken = taken_by_another(transaction, id, desk.agency());
  if (!taken) return;
  auto& out = *line.mutable_taken();
  out.set_agency_id(taken->by.str());
  out.set_name(agency_name(transaction, taken->by));
  out.set_at(to_millis(taken->at));
  out.set_step(taken->step);
}

}  // namespace tasuki::engine
