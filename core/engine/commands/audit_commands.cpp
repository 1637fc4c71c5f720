#include "core/engine/commands/audit_commands.hpp"

#include <algorithm>

#include "core/audit/export.hpp"
#include "core/audit/heads_file.hpp"
#include "core/audit/held_heads.hpp"
#include "core/audit/verify.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/commands/consent_view.hpp"
#include "core/engine/commands/disclosure_view.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/team_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::ConsentAnswer;
using proto::api::DisclosureAnswer;
using proto::api::ReportAnswer;
using proto::api::Response;

constexpr std::size_t kReportLinesAtOnce = 64;

std::optional<Time> time_or_none(std::int64_t millis) {
  if (millis == 0) return std::nullopt;
  return from_millis(millis);
}

Result<audit::DisclosureFilter> filter_of(Transaction& transaction,
                                          const proto::api::DisclosuresRequest& request) {
  audit::DisclosureFilter filter;
  filter.since = time_or_none(request.since());
  filter.until = time_or_none(request.until());
  if (!request.team().empty()) {
    TRY(filter.team, find_team(transaction, request.team()));
  }
  if (!request.to().empty()) {
    TRY(filter.to, find_agency(transaction, request.to()));
  }
  return filter;
}

void fill_witnesses(Turn& turn, const audit::Report& report, proto::api::AuditVerifyAnswer& out) {
  for (const auto& [witness, entry] : report.witnessed) {
    out.add_witnessed_by(witness.str());
    auto& line = *out.add_witness();
    line.set_agency_id(witness.str());
    line.set_name(agency_name(turn.transaction, witness));
    line.set_entry(entry);
  }
  out.set_witnessed_up_to(report.witnessed_up_to());
  if (report.lost) {
    out.set_lost_from(report.lost->from);
    out.set_lost_to(report.lost->to);
  }
  for (const auto& conflict : audit::head_conflicts(turn.transaction)) {
    auto& line = *out.add_conflict();
    line.set_agency_id(conflict.entry.agency.str());
    line.set_name(agency_name(turn.transaction, conflict.entry.agency));
    line.set_what(std::string(audit::conflict_code(conflict.what)));
    line.set_entry(conflict.entry.number);
    line.set_found_at(to_millis(conflict.found_at));
  }
}

/// Entries of the last second are not signed yet; those that this process has signed must be.
void fill_check(Turn& turn, std::vector<audit::WitnessedHead> held, proto::api::AuditVerifyAnswer& out) {
  const AgencyId agency = turn.desk.agency();
  const auto node_key = [&](std::uint32_t incarnation) {
    return record::find_node_key(turn.transaction, agency, incarnation);
  };
  const auto report =
      audit::verify_trail(turn.transaction, agency, node_key, turn.desk.head.signed_up_to, std::move(held));
  out.set_ok(report.ok());
  out.set_entries(report.entries);
  if (report.head) out.set_head(to_string(report.head->hash));
  fill_witnesses(turn, report, out);
  if (report.ok()) return;
  out.set_first_bad_entry(report.finding->entry);
  out.set_reason(std::string(audit::fault_code(report.finding->fault)));
}

std::vector<DisclosureAnswer> disclosures_in(Turn& turn, const TeamId& team) {
  std::vector<DisclosureAnswer> lines = disclosures_of_others(turn, team);
  audit::DisclosureFilter filter;
  filter.team = team;
  for (const auto& line : audit::disclosures(turn.transaction, filter)) {
    lines.push_back(describe_disclosure(turn, line));
  }
  std::ranges::stable_sort(lines, {}, &DisclosureAnswer::sent_at);
  return lines;
}

std::vector<ConsentAnswer> consents_in(Turn& turn, const TeamId& team) {
  std::vector<ConsentAnswer> lines;
  const auto state = team_state(turn, team);
  for (const auto& [id, consent] : state->consents) {
    lines.push_back(describe_consent(team, consent, turn.desk.clock.now()));
  }
  for (const auto& [id, refusal] : state->refusals) lines.push_back(describe_refusal(team, refusal));
  return lines;
}

/// In frames that stay far below what a program takes, however many lines there are.
template <class Line, class Add>
void reply_in_parts(Call& call, std::vector<Line> lines, Add add) {
  for (std::size_t at = 0; at < lines.size();) {
    Response part;
    for (std::size_t i = 0; i < kReportLinesAtOnce && at < lines.size(); ++i, ++at) {
      *(part.mutable_report()->*add)() = std::move(lines[at]);
    }
    call.reply(std::move(part));
  }
}

/// `write` is given what both exports are made from, and hands its pieces to a sink.
template <class Write>
Result<> hand_out(Call& call, Write&& write) {
  Turn turn = turn_of(call);
  note(turn, audit::exported(actor_of(call.session)));
  const auto& identity = *call.desk.identity;
  const audit::Moment moment{call.desk.clock.now(), identity.incarnation};
  write(call.transaction, identity.agency, moment, identity.node_key, [&](ByteView piece) {
    Response response;
    response.mutable_audit_chunk()->set_data(to_string(piece));
    call.reply(std::move(response));
  });
  call.done();
  return {};
}

}  // namespace

Result<> disclosures(Call& call, const proto::api::DisclosuresRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto filter, filter_of(call.transaction, request));
  for (const auto& line : audit::disclosures(call.transaction, filter)) {
    Response response;
    *response.mutable_disclosure() = describe_disclosure(turn, line);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> audit_verify(Call& call, const proto::api::AuditVerifyRequest& request) {
  Turn turn = turn_of(call);
  std::vector<audit::WitnessedHead> held;
  for (const auto& bytes : request.witnessed()) {
    const auto opened = audit::open_witnessed(as_bytes(bytes), audit::node_keys_in(call.transaction));
    if (!opened) return EngineError::WitnessUnknown;
    held.insert(held.end(), opened->begin(), opened->end());
  }
  Response response;
  fill_check(turn, std::move(held), *response.mutable_audit_verify());
  call.finish(std::move(response));
  return {};
}

Result<> audit_export(Call& call, const proto::api::AuditExportRequest&) {
  return hand_out(call, audit::export_trail);
}

Result<> audit_heads(Call& call, const proto::api::AuditHeadsRequest&) {
  return hand_out(call, audit::write_heads);
}

Result<> audit_report(Call& call, const proto::api::AuditReportRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  note(turn, audit::reported(actor_of(call.session), team));
  Response beginning;
  auto& report = *beginning.mutable_report();
  *report.mutable_team() = describe_team(turn, team);
  report.set_agency_name(call.desk.identity->name);
  report.set_made_at(to_millis(call.desk.clock.now()));
  fill_check(turn, {}, *report.mutable_audit());
  call.reply(std::move(beginning));
  reply_in_parts(call, disclosures_in(turn, team), &ReportAnswer::add_disclosure);
  reply_in_parts(call, consents_in(turn, team), &ReportAnswer::add_consent);
  call.done();
  return {};
}

}  // namespace tasuki::engine
