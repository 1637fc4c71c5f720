#include "core/engine/commands/status_command.hpp"

#include <algorithm>
#include <set>

#include "core/audit/held_heads.hpp"
#include "core/delivery/carried.hpp"
#include "core/delivery/contact.hpp"
#include "core/delivery/outbox.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/later_life.hpp"
#include "core/engine/links/peer_clocks.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/successions.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// Who lost its end and began a new life has said so itself.
void warn_of_conflicts(Call& call, proto::api::StatusAnswer& answer) {
  bool own = false, others = false;
  for (const auto& conflict : audit::head_conflicts(call.transaction)) {
    const auto known = record::find_known_agency(call.transaction, conflict.entry.agency);
    const bool has_begun_anew = known && known->card.incarnation.number > conflict.entry.incarnation;
    if (conflict.what == audit::Conflict::CutBack && has_begun_anew) continue;
    (conflict.entry.agency == call.desk.agency() ? own : others) = true;
  }
  if (own) answer.add_warning("own-audit-conflict");
  if (others) answer.add_warning("audit-conflict");
}

/// What is still open of what a restored node missed.
void fill_catch_up(Transaction& transaction, proto::api::StatusAnswer& answer) {
  bool restored = false;
  for (const auto& contact : delivery::list_contacts(transaction)) {
    const auto row = load_catch_up(transaction, contact);
    if (!row) continue;
    restored = true;
    const auto missing = missing_of(transaction, contact);
    if (row->state() == "answered" && missing.awaited + missing.withheld == 0) continue;
    auto& open = *answer.add_catch_up();
    open.set_agency_id(contact.str());
    open.set_name(agency_name(transaction, contact));
    open.set_state(row->state());
    open.set_wanted(row->wanted());
    open.set_missing(missing.awaited);
    open.set_withheld(missing.withheld);
  }
  if (restored) answer.set_unknown_messages(count_unknown_messages(transaction));
}

void fill_carried(Call& call, proto::api::StatusAnswer& answer) {
  answer.set_carries(carries(call.desk));
  std::set<AgencyId> recipients;
  std::uint64_t bytes = 0;
  std::optional<Time> oldest;
  const auto carried = delivery::all_carried(call.transaction);
  for (const auto& envelope : carried) {
    recipients.insert(envelope.recipient);
    bytes += envelope.size;
    oldest = std::min(oldest.value_or(envelope.since), envelope.since);
  }
  answer.set_carried(carried.size());
  answer.set_carried_bytes(bytes);
  answer.set_carried_recipients(recipients.size());
  answer.set_carried_since(oldest ? to_millis(*oldest) : 0);
}

void fill_unverified(Call& call, proto::api::StatusAnswer& answer) {
  Turn turn = turn_of(call);
  for (const auto& agency : unverified_in_all(turn)) {
    auto& unverified = *answer.add_unverified();
    unverified.set_agency_id(agency.str());
    unverified.set_name(agency_name(call.transaction, agency));
    if (const auto succession = continues(turn, agency))
      unverified.set_continues(succession->old_agency.str());
    unverified.set_held(count_held_of(turn, agency));
  }
}

void fill_time_zone(const care::TimeZone& zone, proto::api::TimeZone& answer) {
  answer.set_name(zone.name());
  answer.set_before_s(static_cast<std::int32_t>(zone.offset_before().count()));
  for (const auto& transition : zone.transitions()) {
    auto& told = *answer.add_transition();
    told.set_at(to_millis(transition.at));
    told.set_offset_s(static_cast<std::int32_t>(transition.offset.count()));
  }
}

}  // namespace

Result<> status(Call& call, const proto::api::StatusRequest&) {
  Desk& desk = call.desk;
  proto::api::Response response;
  auto& answer = *response.mutable_status();
  answer.set_agency_id(desk.agency().str());
  answer.set_agency_name(desk.identity->name);
  answer.set_incarnation(desk.identity->incarnation);
  answer.set_version(desk.settings.version);
  answer.set_listen(desk.settings.listening);
  answer.set_test_clock(desk.settings.test_clock);
  answer.set_key_file_slot(desk.settings.key_file_slot);
  answer.set_now(to_millis(desk.clock.now()));
  fill_time_zone(desk.settings.calendar.zone, *answer.mutable_time_zone());
  answer.set_clock_offset_ms(clock_offset(desk).count());
  // As many as in `InFlight`, without the envelopes: weeks of them lie there while a peer is off.
  answer.set_outbox(delivery::queued_in_all(call.transaction) +
                    call.transaction.count(Table::EnvelopeSent, KeyRange::all()));
  answer.set_undeliverable(count_undeliverable(call.transaction));
  fill_carried(call, answer);
  if (desk.settings.key_file_slot) answer.add_warning("key-file-slot");
  if (desk.disk.full) answer.add_warning("disk-full");
  if (desk.disk.low && !desk.disk.full) answer.add_warning("disk-low");
  if (desk.settings.test_clock) answer.add_warning("test-clock");
  if (later_life(call.transaction)) answer.add_warning("later-life");
  warn_of_conflicts(call, answer);
  for (const auto& contact : delivery::list_contacts(call.transaction)) {
    auto& connection = *answer.add_connection();
    connection.set_agency_id(contact.str());
    connection.set_name(agency_name(call.transaction, contact));
    connection.set_last_error(last_link_error(desk, contact));
    connection.set_connected(desk.link_to(contact).has_value());
    connection.set_queued(static_cast<std::uint32_t>(delivery::queued_for(call.transaction, contact)));
  }
  fill_catch_up(call.transaction, answer);
  fill_unverified(call, answer);
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
