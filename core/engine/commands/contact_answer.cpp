#include "core/engine/commands/contact_answer.hpp"

#include "core/delivery/contact.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/successions.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

void fill_introducer(Transaction& transaction, const AgencyId& introducer,
                     proto::api::ContactAnswer& answer) {
  answer.set_introduced_by(introducer.str());
  const auto known = record::find_known_agency(transaction, introducer);
  if (known) answer.set_introduced_by_name(known->card.name);
}

void fill_succession(Turn& turn, const AgencyId& agency, proto::api::ContactAnswer& answer) {
  const auto before = continues(turn, agency);
  const auto after = continued_by(turn, agency);
  if (before) answer.set_continues(before->old_agency.str());
  if (after) answer.set_continued_by(after->new_agency.str());
  const auto& one = before ? before : after;
  if (one) answer.set_succession(one->proven ? "proven" : "attested");
  answer.set_held(before && !answer.verified());
}

}  // namespace

void fill_contact(Turn turn, const AgencyId& agency, proto::api::ContactAnswer& answer) {
  answer.set_agency_id(agency.str());
  if (const auto known = record::find_known_agency(turn.transaction, agency)) {
    answer.set_name(known->card.name);
    answer.set_kind(known->card.kind);
  }
  if (const auto contact = delivery::load_contact(turn.transaction, agency)) {
    answer.set_trust(std::string(delivery::trust_code(contact->trust)));
    answer.set_verified(contact->verified);
    answer.set_connected(turn.desk.link_to(agency).has_value());
    if (contact->introduced_by) fill_introducer(turn.transaction, *contact->introduced_by, answer);
  }
  fill_succession(turn, agency, answer);
}

void fill_contact_details(Turn turn, const AgencyId& agency, proto::api::ContactAnswer& answer) {
  fill_contact(turn, agency, answer);
  if (delivery::is_contact(turn.transaction, agency)) {
    answer.set_safety_number(delivery::safety_number(turn.desk.agency(), agency));
  }
  const auto known = record::find_known_agency(turn.transaction, agency);
  if (!known || !known->whereabouts) return;
  for (const auto& endpoint : known->whereabouts->endpoints) answer.add_endpoint(endpoint);
  for (const auto& phone : known->whereabouts->phones) {
    auto& said = *answer.add_phone();
    said.set_window(phone.window);
    said.set_number(phone.number);
    said.set_note(phone.note);
  }
}

}  // namespace tasuki::engine
