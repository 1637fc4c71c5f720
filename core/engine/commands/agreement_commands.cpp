#include "core/engine/commands/agreement_commands.hpp"

#include "core/base/vocabulary.hpp"
#include "core/care/duty/deadlines.hpp"
#include "core/care/duty/escalation.hpp"
#include "core/engine/commands/duty_teams.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/duty_words.hpp"
#include "core/record/agreement.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::AgreementSetRequest;

Result<record::Situation> read_situation(const proto::api::AgreedSituation& typed) {
  const auto urgency = care::urgency_from(typed.urgency());
  if (!urgency) return EngineError::UnknownUrgency;
  record::Situation situation{
      typed.code(), *urgency == care::Urgency::Phone, {typed.category().begin(), typed.category().end()}};
  for (const auto& category : situation.categories) {
    if (!vocabulary::is_known(vocabulary::List::Category, category)) return EngineError::UnknownCategory;
  }
  return situation;
}

Result<record::UrgencyAgreement> read_agreement(const AgreementSetRequest& request) {
  record::UrgencyAgreement agreement;
  if (request.phone_within() != 0) agreement.phone_within = Duration(request.phone_within());
  agreement.message_after_opening = Duration(request.message_after_opening());
  agreement.emergency_number =
      request.emergency_number().empty() ? care::duty::kUsualEmergencyNumber : request.emergency_number();
  for (const auto& typed : request.situation()) {
    TRY(auto situation, read_situation(typed));
    agreement.situations.push_back(std::move(situation));
  }
  TRY_VOID(record::check_statement(agreement));
  return agreement;
}

std::vector<care::Word> words_of(const AgreementSetRequest& request) {
  std::vector<care::Word> words;
  for (const auto& typed : request.situation()) {
    if (!typed.text().empty()) words.push_back({typed.code(), typed.text()});
  }
  return words;
}

using Texts = std::map<std::string, std::string>;

void describe(Turn& turn, const record::InForce<record::UrgencyAgreement>& agreed, const Texts& words,
              proto::api::AgreementAnswer& out) {
  for (const auto& situation : agreed.what.situations) {
    const auto text = words.find(situation.code);
    *out.add_situation() = describe_situation(situation, text == words.end() ? "" : text->second);
  }
  out.set_record_id(agreed.id.str());
  out.set_phone_within(agreed.what.phone_within.count());
  out.set_message_after_opening(agreed.what.message_after_opening.count());
  out.set_emergency_number(agreed.what.emergency_number);
  const auto statement = who_stated(turn.transaction, agreed.id);
  out.set_stated_at(to_millis(statement.at));
  out.set_by_agency(statement.by.str());
}

/// As it is now; before anything was agreed, the usual deadlines.
proto::api::Response describe_agreement(Turn& turn, const TeamId& team,
                                        const std::optional<Texts>& typed = std::nullopt) {
  proto::api::Response response;
  auto& out = *response.mutable_agreement();
  out.set_team_id(team.str());
  const auto state = team_state(turn, team);
  if (state->agreement) {
    describe(turn, *state->agreement, typed ? *typed : words_about(turn, team, state->agreement->id), out);
  } else {
    const record::UrgencyAgreement usual;
    out.set_phone_within(usual.phone_within.count());
    out.set_message_after_opening(usual.message_after_opening.count());
    out.set_emergency_number(std::string(care::duty::kUsualEmergencyNumber));
  }
  return response;
}

}  // namespace

void describe_words_sent(const std::optional<Posted>& posted, proto::api::WordsSent& out) {
  if (!posted) return;
  if (posted->id) out.set_message_id(posted->id->str());
  for (const auto& agency : posted->to) out.add_agency_id(agency.str());
  for (const auto& decision : posted->decisions) {
    if (!posted->to.contains(decision.recipient)) out.add_denied(decision.recipient.str());
  }
}

Result<> agreement_set(Call& call, const AgreementSetRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto team, find_coordinated_team(call, request.team()));
  TRY(const auto agreement, read_agreement(request));
  TRY(const auto record, state_for_team(call, *team, agreement));
  TRY(const auto posted,
      tell_words(turn, *call.session, {team->team, record, "agreement", "crisis-plan", words_of(request)}));
  auto response = describe_agreement(turn, team->team, by_key(words_of(request)));
  describe_words_sent(posted, *response.mutable_agreement()->mutable_words());
  call.finish(std::move(response));
  return {};
}

Result<> agreement_show(Call& call, const proto::api::AgreementShowRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto team, find_team(call.transaction, request.team()));
  call.finish(describe_agreement(turn, team));
  return {};
}

}  // namespace tasuki::engine
