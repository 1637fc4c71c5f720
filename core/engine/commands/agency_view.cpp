#include "core/engine/commands/agency_view.hpp"

#include "core/care/calendar/office_hours.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/desk.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

/// Half a year.
constexpr Duration kConfirmedFor = std::chrono::days(183);

void fill_hours(const Turn& turn, const record::Services& services, proto::api::AgencyAnswer& out) {
  if (services.hours.empty()) return;
  const auto hours = care::OfficeHours::parse(services.hours);
  out.set_hours_unreadable(!hours);
  if (!hours) return;
  const auto& calendar = turn.desk.settings.calendar;
  const Time now = turn.desk.clock.now();
  const bool open = hours->is_open(calendar, now);
  const auto change = open ? hours->next_closing(calendar, now) : hours->next_opening(calendar, now);
  out.set_hours(hours->to_text(vocabulary::Language::English));
  out.set_hours_ja(hours->to_text(vocabulary::Language::Japanese));
  out.set_open(open ? "open" : "closed");
  out.set_changes_at(change ? to_millis(*change) : 0);
}

void fill_whereabouts(const Turn& turn, const record::Whereabouts& whereabouts,
                      proto::api::AgencyAnswer& out) {
  for (const auto& phone : whereabouts.phones) {
    auto& said = *out.add_phone();
    said.set_window(phone.window);
    said.set_number(phone.number);
    said.set_note(phone.note);
  }
  const auto& services = whereabouts.services;
  fill_hours(turn, services, out);
  for (const auto& ask : services.asks) out.add_ask(ask);
  out.set_confirmed_at(services.confirmed_at);
  out.set_stale(turn.desk.clock.now() - from_millis(services.confirmed_at) > kConfirmedFor);
}

}  // namespace

void fill_agency(Turn& turn, const AgencyId& agency, proto::api::AgencyAnswer& out) {
  out.set_agency_id(agency.str());
  out.set_own(agency == turn.desk.agency());
  out.set_stale(true);
  if (const auto contact = delivery::load_contact(turn.transaction, agency))
    out.set_trust(std::string(delivery::trust_code(contact->trust)));
  const auto known = record::find_known_agency(turn.transaction, agency);
  if (!known) return;
  out.set_name(known->card.name);
  out.set_kind(known->card.kind);
  if (known->whereabouts) fill_whereabouts(turn, *known->whereabouts, out);
}

}  // namespace tasuki::engine
