#include "core/engine/commands/send_command.hpp"

#include <algorithm>
#include <array>

#include "core/care/duty/deadlines.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/commands/decision_view.hpp"
#include "core/engine/commands/duty_teams.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::SendRequest;

/// What they say in fields, only their own commands can; programs would look for it in vain.
constexpr std::array<std::string_view, 10> kKindsOfOtherCommands{
    "agreement", "alert",     "crisis-plan", "escalation", "hand-back",
    "handoff",   "milestone", "observation", "roster",     "sign"};

std::optional<Time> time_or_none(std::int64_t millis) {
  if (millis == 0) return std::nullopt;
  return from_millis(millis);
}

/// What the request says, without recipients.
Result<care::Message> draft(Call& call, const SendRequest& request) {
  const auto urgency = care::urgency_from(request.urgency());
  if (!urgency) return EngineError::UnknownUrgency;
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = {request.category().begin(), request.category().end()};
  message.urgency = *urgency;
  message.body = request.body();
  message.observed_at = time_or_none(request.observed_at());
  message.basis = request.basis();
  if (!request.kind().empty()) message.kind = request.kind();
  if (std::ranges::find(kKindsOfOtherCommands, message.kind) != kKindsOfOtherCommands.end())
    return EngineError::KindHasItsCommand;
  message.ask = request.ask();
  message.ask_by = time_or_none(request.ask_by());
  for (const auto& by : {message.ask_by, time_or_none(request.accept_by())})
    if (by && *by < message.stated_at) return EngineError::DeadlinePassed;
  if (!request.answers().empty()) {
    TRY(message.answers, find_message(call.transaction, request.answers()));
  }
  message.override_reason = request.override_reason();
  return message;
}

/// By when it is to be accepted: as typed, else as the team agreed.
std::optional<Time> deadline_of(const Call& call, const record::TeamState& team, const SendRequest& request,
                                const care::Message& message) {
  if (request.accept_by() != 0) return from_millis(request.accept_by());
  return care::duty::accept_by(team, message.urgency, call.desk.settings.calendar, message.stated_at);
}

/// What was agreed for the situation, where the message is otherwise.
Result<const record::Situation*> broken_agreement(const record::TeamState& team, const SendRequest& request,
                                                  const care::Message& message) {
  if (request.situation().empty()) return nullptr;
  if (!team.agreement) return EngineError::NothingAgreed;
  const auto* situation = team.agreement->what.find(request.situation());
  if (situation == nullptr) return EngineError::UnknownSituation;
  const bool as_agreed =
      request.anyway() || care::duty::is_as_agreed(*situation, message.urgency, message.categories);
  return as_agreed ? nullptr : situation;
}

void refuse_for_agreement(Call& call, const record::Situation& situation) {
  proto::api::Response response;
  auto& error = *response.mutable_error();
  error.set_code(std::string(error_name(EngineError::NotAsAgreed)));
  error.set_exit_code(static_cast<std::uint32_t>(exit_code(error.code())));
  *error.mutable_agreed() = describe_situation(situation, {});
  call.finish(std::move(response));
}

void refuse_for_consent(Call& call, const std::vector<care::Decision>& decisions) {
  proto::api::Response response;
  auto& error = *response.mutable_error();
  error.set_code(std::string(error_name(EngineError::ConsentMissing)));
  error.set_exit_code(static_cast<std::uint32_t>(exit_code(error.code())));
  for (const auto& decision : decisions)
    *error.add_decision() = describe_decision(call.transaction, decision);
  call.finish(std::move(response));
}

/// A question with a deadline is somebody's to answer: whoever is named, or the only one who is asked.
Result<> name_owner(Call& call, const SendRequest& request, Posting& posting) {
  auto& message = posting.message;
  if (!request.owner().empty()) {
    TRY(message.owner, find_agency(call.transaction, request.owner(), posting.to));
    if (message.ask.empty()) return care::CareError::OwnerWithoutAsk;
    if (!posting.to.contains(*message.owner)) return care::CareError::OwnerNotARecipient;
  } else if (!message.ask.empty() && posting.to.size() == 1) {
    message.owner = *posting.to.begin();
  } else if (message.ask_by) {
    return EngineError::OwnerMissing;
  }
  return {};
}

}  // namespace

void answer_posted(Call& call, const Posted& posted) {
  answer_posted(call, posted, proto::api::SignStated());
}

void answer_posted(Call& call, const Posted& posted, const proto::api::SignStated& sign) {
  if (posted.is_denied()) return refuse_for_consent(call, posted.decisions);
  proto::api::Response response;
  auto& answer = *response.mutable_sent();
  answer.set_accept_by(millis_or_zero(posted.accept_by));
  if (!sign.sign_id().empty()) *answer.mutable_sign() = sign;
  for (const auto& decision : posted.decisions)
    *answer.add_recipient() = describe_decision(call.transaction, decision);
  if (posted.id) answer.set_message_id(posted.id->str());
  call.finish(std::move(response));
}

Result<> send(Call& call, const SendRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  TRY(auto message, draft(call, request));
  const auto state = team_state(turn, team);
  if (!state->is_member(call.desk.agency())) return EngineError::TeamEnded;
  TRY(const auto* broken, broken_agreement(*state, request, message));
  if (broken != nullptr) {
    refuse_for_agreement(call, *broken);
    return {};
  }
  message.accept_by = deadline_of(call, *state, request, message);
  Posting posting{team, std::move(message)};
  TRY(posting.to, find_members(turn, *state, {request.to().begin(), request.to().end()}));
  TRY_VOID(name_owner(call, request, posting));
  posting.permitted_only = request.permitted_only();
  posting.dry_run = request.dry_run();
  TRY(const auto posted, post(turn, call.session, std::move(posting)));
  answer_posted(call, posted);
  return {};
}

}  // namespace tasuki::engine
