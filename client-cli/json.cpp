#include "client-cli/json.hpp"

#include <cstdio>

#include "client-cli/commands/sign_view.hpp"
#include "client-cli/freshness.hpp"
#include "client-cli/invocation.hpp"

namespace tasuki::cli {

namespace {

/// C1 controls and marks that turn the reading direction mean the same escaped, and leave a terminal alone.
std::string without_raw_controls(const std::string& json) {
  std::string safe;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    const auto at = [&json](std::size_t index) {
      return index < json.size() ? static_cast<unsigned char>(json[index]) : 0u;
    };
    unsigned code = 0;
    if (byte == 0xc2 && at(i + 1) < 0xa0) code = at(i + 1);
    if (byte == 0xe2 && (at(i + 1) == 0x80 || at(i + 1) == 0x81))
      code = 0x2000 + (at(i + 1) - 0x80) * 64 + (at(i + 2) & 63);
    const bool turns = (code >= 0x80 && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
                       (code >= 0x2066 && code <= 0x2069);
    if (!turns) {
      safe += json[i];
      continue;
    }
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\u%04x", code);
    safe += escaped;
    i += byte == 0xc2 ? 1 : 2;
  }
  return safe;
}

}  // namespace

void print(std::ostream& out, const Json& json) {
  out << without_raw_controls(json.dump(-1, ' ', false, Json::error_handler_t::replace)) << '\n';
}

Json json_hex(const std::string& bytes) { return bytes.empty() ? Json() : Json(to_hex(as_bytes(bytes))); }

Json json_hexes(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  Json list = Json::array();
  for (const auto& id : ids) list.push_back(json_hex(id));
  return list;
}

Json json_time(std::int64_t millis) { return millis == 0 ? Json() : Json(to_rfc3339(from_millis(millis))); }

Json json_text(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json json_texts(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  Json list = Json::array();
  for (const auto& text : texts) list.push_back(text);
  return list;
}

Json json_of_decision(const api::Decision& decision) {
  Json json{{"agency_id", json_hex(decision.agency_id())},
            {"name", decision.name()},
            {"decision", decision.decision()},
            {"consent_ids", json_hexes(decision.consent())},
            {"missing", json_texts(decision.missing())},
            {"reason", json_text(decision.reason())}};
  if (!decision.section().empty()) json["sections"] = json_texts(decision.section());
  return json;
}

Json json_of_decisions(const google::protobuf::RepeatedPtrField<api::Decision>& decisions) {
  Json list = Json::array();
  for (const auto& decision : decisions) list.push_back(json_of_decision(decision));
  return list;
}

Json json_of_taken(const api::MessageAnswer& message) {
  if (!message.has_taken()) return nullptr;
  const auto& taken = message.taken();
  return {{"agency_id", json_hex(taken.agency_id())},
          {"name", taken.name()},
          {"at", json_time(taken.at())},
          {"step", taken.step()}};
}

Json json_of_message(const api::MessageAnswer& message) {
  Json json{{"message_id", json_hex(message.message_id())},
            {"team_id", json_hex(message.team_id())},
            {"person", json_text(message.person())},
            {"from_agency", json_hex(message.from_agency())},
            {"from_agency_name", message.from_agency_name()},
            {"from_staff", message.from_staff()},
            {"from_profession", json_text(message.from_profession())},
            {"urgency", message.urgency()},
            {"categories", json_texts(message.category())},
            {"kind", message.kind()},
            {"sent_at", json_time(message.sent_at())},
            {"received_at", json_time(message.received_at())},
            {"observed_at", json_time(message.observed_at())},
            {"basis", json_text(message.basis())},
            {"state", message.state()},
            {"held_reason", json_text(message.held_reason())},
            {"body", message.body()},
            {"ask", json_text(message.ask())},
            {"ask_by", json_time(message.ask_by())},
            {"answers", json_hex(message.answers())},
            {"override_reason", json_text(message.override_reason())},
            {"owner", json_hex(message.owner())},
            {"by_node", message.by_node()},
            {"taken", json_of_taken(message)},
            {"sign", json_of_sign_note(message)}};
  add_freshness(json, message.has_freshness(), message.freshness());
  return json;
}

Json json_of_team(const api::TeamAnswer& team) {
  Json members = Json::array();
  for (const auto& member : team.member()) {
    members.push_back({{"agency_id", json_hex(member.agency_id())},
                       {"name", member.name()},
                       {"kind", member.kind()},
                       {"contact", member.contact()},
                       {"continues", json_hex(member.continues())}});
  }
  Json ignored = Json::array();
  for (const auto& record : team.ignored()) {
    ignored.push_back({{"record_id", json_hex(record.record_id())},
                       {"agency_id", json_hex(record.agency_id())},
                       {"reason", record.reason()}});
  }
  return {{"team_id", json_hex(team.team_id())},
          {"person", json_text(team.person())},
          {"coordinator", json_hex(team.coordinator())},
          {"members", members},
          {"active", team.active()},
          {"decidable", !team.undecidable()},
          {"ignored", ignored},
          {"record_id", json_hex(team.record_id())}};
}

Json json_of_consent(const api::ConsentAnswer& consent) {
  return {{"consent_id", json_hex(consent.consent_id())},
          {"team_id", json_hex(consent.team_id())},
          {"kind", consent.kind()},
          {"categories", json_texts(consent.category())},
          {"to", json_hexes(consent.to())},
          {"from", json_time(consent.from())},
          {"until", json_time(consent.until())},
          {"attested_by", json_hexes(consent.attested_by())},
          {"state", consent.state()},
          {"obtained", json_text(consent.obtained())},
          {"obtained_on", json_time(consent.obtained_on())},
          {"record_id", json_hex(consent.record_id())}};
}

Json json_of_disclosure(const api::DisclosureAnswer& disclosure) {
  return {{"message_id", json_hex(disclosure.message_id())},
          {"team_id", json_hex(disclosure.team_id())},
          {"from_agency", json_hex(disclosure.from_agency())},
          {"from_agency_name", disclosure.from_agency_name()},
          {"from_staff", json_text(disclosure.from_staff())},
          {"to_agency", json_hex(disclosure.to_agency())},
          {"to_agency_name", disclosure.to_agency_name()},
          {"categories", json_texts(disclosure.category())},
          {"legal_basis", disclosure.legal_basis()},
          {"consent_ids", json_hexes(disclosure.consent())},
          {"sent_at", json_time(disclosure.sent_at())},
          {"delivered_at", json_time(disclosure.delivered_at())},
          {"opened_at", json_time(disclosure.opened_at())},
          {"opened_by", json_text(disclosure.opened_by())},
          {"state", disclosure.state()}};
}

Json json_of_audit(const api::AuditVerifyAnswer& audit) {
  Json json{{"ok", audit.ok()},
            {"entries", audit.entries()},
            {"head", json_hex(audit.head())},
            {"witnessed_by", json_hexes(audit.witnessed_by())}};
  json["witnesses"] = Json::array();
  for (const auto& witness : audit.witness()) {
    json["witnesses"].push_back({{"agency_id", json_hex(witness.agency_id())},
                                 {"name", json_text(witness.name())},
                                 {"entry", witness.entry()}});
  }
  json["witnessed_up_to"] = audit.witnessed_up_to();
  if (audit.lost_from() != 0) json["lost"] = {{"from", audit.lost_from()}, {"to", audit.lost_to()}};
  json["conflicts"] = Json::array();
  for (const auto& conflict : audit.conflict()) {
    json["conflicts"].push_back({{"agency_id", json_hex(conflict.agency_id())},
                                 {"name", json_text(conflict.name())},
                                 {"what", conflict.what()},
                                 {"entry", conflict.entry()},
                                 {"found_at", json_time(conflict.found_at())}});
  }
  if (!audit.ok()) {
    json["first_bad_entry"] = audit.first_bad_entry();
    json["reason"] = audit.reason();
  }
  return json;
}

}  // namespace tasuki::cli
