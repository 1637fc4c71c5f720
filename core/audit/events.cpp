#include "core/audit/events.hpp"

namespace tasuki::audit {

namespace {

Draft by(const Actor& actor, std::string_view kind) {
  Draft draft(kind);
  if (actor.staff) draft = std::move(draft).mention("by-staff", *actor.staff);
  if (actor.agency) draft = std::move(draft).mention("by-agency", *actor.agency);
  return draft;
}

std::string joined(const std::set<std::string>& codes) {
  std::string text;
  for (const auto& code : codes) text += (text.empty() ? "" : ",") + code;
  return text;
}

/// A digest as something that can be mentioned.
Id<struct MentionedHashTag> id_of(const EntryHash& hash) { return Id<struct MentionedHashTag>(hash); }

}  // namespace

Draft store_created(const AgencyId& agency) { return Draft("store-created").mention("agency", agency); }

Draft restored_from(const Head& head) {
  return Draft("restored")
      .mention("agency", head.agency)
      .mention("head", id_of(head.hash))
      .fact("number", std::to_string(head.number))
      .fact("incarnation", std::to_string(head.incarnation));
}

Draft login(const StaffId& staff) { return Draft("login").mention("staff", staff); }

Draft login_failed(const std::optional<StaffId>& staff, std::string_view reason_code) {
  Draft draft = Draft("login-failed").fact("reason", reason_code);
  if (staff) draft = std::move(draft).mention("staff", *staff);
  return draft;
}

Draft logout(const StaffId& staff) { return Draft("logout").mention("staff", staff); }

Draft staff_added(const Actor& actor, const StaffId& staff, const CertificateHash& certificate,
                  std::string_view role_code, std::string_view name) {
  return by(actor, "staff-added")
      .mention("staff", staff)
      .mention("certificate", certificate)
      .fact("role", role_code)
      .detail("name", name);
}

Draft staff_disabled(const Actor& actor, const StaffId& staff, const CertificateHash& certificate) {
  return by(actor, "staff-disabled").mention("staff", staff).mention("certificate", certificate);
}

Draft key_event(const Actor& actor, std::string_view event_code) {
  return by(actor, "key").fact("event", event_code);
}

Draft backup_made(const Actor& actor) { return by(actor, "backup"); }

Draft caught_up(const AgencyId& contact, std::uint64_t offered, std::uint64_t lacked,
                std::uint64_t withheld) {
  return Draft("caught-up")
      .mention("contact", contact)
      .fact("offered", std::to_string(offered))
      .fact("lacked", std::to_string(lacked))
      .fact("withheld", std::to_string(withheld));
}

Draft gap(const AgencyId& holder, const RecordId& record) {
  return Draft("gap").mention("record", record).mention("contact", holder);
}

Draft waited_in_vain(const AgencyId& from, const RecordId& record) {
  return Draft("waited-in-vain").mention("record", record).mention("from", from);
}

Draft taken_back(const AgencyId& from, const RecordId& record) {
  return Draft("taken-back").mention("record", record).mention("from", from);
}

Draft disclosed_again(const RecordId& message, const AgencyId& to) {
  return Draft("disclosed-again").mention("message", message).mention("to", to);
}

Draft invitation_made(const Actor& actor, const InvitationId& invitation) {
  return by(actor, "invitation").mention("invitation", invitation);
}

Draft contact_paired(const Actor& actor, const AgencyId& contact, std::string_view trust_code) {
  return by(actor, "contact-paired").mention("contact", contact).fact("trust", trust_code);
}

Draft contact_verified(const Actor& actor, const AgencyId& contact) {
  return by(actor, "contact-verified").mention("contact", contact);
}

Draft introduction_given(const Actor& actor, const AgencyId& one, const AgencyId& other) {
  return by(actor, "introduction-given").mention("contact", one).mention("other", other);
}

Draft introduction_received(const AgencyId& introducer, const AgencyId& agency,
                            std::string_view outcome_code) {
  return by(by_agency(introducer), "introduction").mention("contact", agency).fact("outcome", outcome_code);
}

Draft contact_renewed(const AgencyId& contact, std::uint32_t incarnation) {
  return Draft("contact-renewed")
      .mention("contact", contact)
      .fact("incarnation", std::to_string(incarnation));
}

Draft team_record(const Actor& actor, const TeamId& team, const RecordId& record,
                  std::string_view kind_code) {
  return by(actor, "team").mention("team", team).mention("record", record).fact("record", kind_code);
}

Draft consent_record(const Actor& actor, const TeamId& team, const RecordId& record,
                     std::string_view kind_code) {
  return by(actor, "consent").mention("team", team).mention("record", record).fact("record", kind_code);
}

Draft sending_denied(const Actor& actor, const TeamId& team, const std::vector<Denied>& denied,
                     const std::set<std::string>& categories) {
  Draft draft = by(actor, "sending-denied").mention("team", team);
  for (const auto& [recipient, reason] : denied) {
    draft = std::move(draft).mention("to", recipient).fact("reason", reason);
  }
  return std::move(draft).detail("categories", joined(categories));
}

Draft disclosed(const Actor& actor, const Disclosure& disclosure) {
  Draft draft = by(actor, "disclosure")
                    .mention("message", disclosure.message)
                    .mention("team", disclosure.team)
                    .mention("to", disclosure.to);
  for (const auto& consent : disclosure.consents) draft = std::move(draft).mention("consent", consent);
  return std::move(draft)
      .fact("legal-basis", disclosure.legal_basis)
      .detail("categories", joined(disclosure.categories));
}

Draft disclosure_withdrawn(const Actor& actor, const RecordId& message, const AgencyId& to) {
  return by(actor, "disclosure-withdrawn").mention("message", message).mention("to", to);
}

Draft recalled(const Actor& actor, const RecordId& message, const AgencyId& to) {
  return by(actor, "recalled").mention("message", message).mention("to", to);
}

Draft carrier_lost(const AgencyId& carrier, const AgencyId& to) {
  return Draft("carrier-lost").mention("carrier", carrier).mention("to", to);
}

Draft undeliverable(const RecordId& message, const AgencyId& to) {
  return Draft("undeliverable").mention("message", message).mention("to", to);
}

Draft overridden(const Actor& actor, const TeamId& team, const RecordId& message, const RecordId& notice,
                 std::string_view reason) {
  return by(actor, "override")
      .mention("message", message)
      .mention("team", team)
      .mention("record", notice)
      .detail("reason", reason);
}

Draft message_shown(const StaffId& staff, const RecordId& message) {
  return by(by_staff(staff), "message-shown").mention("message", message);
}

Draft receipt_given(const Actor& actor, const RecordId& message, const RecordId& receipt,
                    std::string_view state_code) {
  return by(actor, "receipt-given")
      .mention("message", message)
      .mention("record", receipt)
      .fact("state", state_code);
}

Draft receipt_received(const AgencyId& from, const RecordId& message, const RecordId& receipt,
                       std::string_view state_code) {
  return by(by_agency(from), "receipt-received")
      .mention("message", message)
      .mention("record", receipt)
      .fact("state", state_code);
}

Draft call_recorded(const Actor& actor, const RecordId& message, const RecordId& call,
                    std::string_view outcome_code) {
  return by(actor, "call").mention("message", message).mention("record", call).fact("outcome", outcome_code);
}

Draft escalated(const Actor& actor, const RecordId& message, const RecordId& record,
                const std::optional<AgencyId>& turn_of, const StepFacts& facts) {
  Draft draft = by(actor, "escalation").mention("message", message).mention("record", record);
  if (turn_of) draft = std::move(draft).mention("to", *turn_of);
  return std::move(draft)
      .fact("step", std::to_string(facts.step))
      .fact("reason", facts.reason)
      .fact("disclosure", facts.disclosure);
}

Draft message_held(const AgencyId& from, const RecordId& message, std::string_view reason_code) {
  return Draft("held").mention("message", message).mention("from", from).fact("reason", reason_code);
}

Draft message_released(const AgencyId& from, const RecordId& message) {
  return Draft("released").mention("message", message).mention("from", from);
}

Draft hold_reported(const AgencyId& by_whom, const RecordId& message, std::string_view reason_code) {
  return by(by_agency(by_whom), "hold-reported").mention("message", message).fact("reason", reason_code);
}

Draft number_reused(const AgencyId& by_whom, const RecordId& first, const RecordId& second) {
  return by(by_agency(by_whom), "number-reused").mention("record", first).mention("record", second);
}

Draft head_conflict(const AgencyId& shown_by, const Head& held, const Head& shown,
                    std::string_view conflict_code) {
  return by(by_agency(shown_by), "head-conflict")
      .mention("agency", held.agency)
      .mention("head", id_of(held.hash))
      .mention("head", id_of(shown.hash))
      .fact("conflict", conflict_code)
      .fact("incarnation", std::to_string(held.incarnation))
      .fact("number", std::to_string(held.number))
      .fact("number", std::to_string(shown.number));
}

Draft exported(const Actor& actor) { return by(actor, "export"); }

Draft reported(const Actor& actor, const TeamId& team) { return by(actor, "report").mention("team", team); }

}  // namespace tasuki::audit
