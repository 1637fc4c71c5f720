#include "core/engine/commands/call_commands.hpp"

#include <algorithm>

#include "core/base/vocabulary.hpp"
#include "core/care/duty/deadlines.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/calls.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/claiming.hpp"
#include "core/engine/duty/duty_words.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/known_escalation.hpp"
#include "core/engine/duty/roster_order.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/duty/who_took.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// Every number is called once before one is called again: the first with the fewest calls is next.
const CallNumber& least_called(const std::vector<CallNumber>& numbers,
                               const std::vector<care::CallRecord>& calls) {
  const auto times = [&](const CallNumber& number) {
    return std::count_if(calls.begin(), calls.end(),
                         [&](const care::CallRecord& call) { return call.number == number.number; });
  };
  return *std::min_element(numbers.begin(), numbers.end(),
                           [&](const CallNumber& a, const CallNumber& b) { return times(a) < times(b); });
}

std::uint32_t calls_logged(Transaction& transaction, const RecordId& message) {
  return static_cast<std::uint32_t>(calls_about(transaction, message).size());
}

/// It goes on at once, and whoever sees to that has not stated it yet: nobody is to ring in vain twice.
std::optional<care::EscalationStep> step_to_come(Turn& turn, const MessageRecord& message,
                                                 const care::duty::Escalation& escalation) {
  const auto claim = care::duty::due_at_once(escalation);
  if (!claim) return std::nullopt;
  care::EscalationStep step;
  step.message = message.id;
  step.step = claim->step;
  step.reason = claim->reason;
  if (!claim->callee) {
    step.number = care::duty::emergency_number(*team_state(turn, message.team));
    step.disclosure = "exhausted";
    return step;
  }
  step.agency = claim->callee->agency;
  step.number = claim->callee->number;
  if (has_message(turn, message, *step.agency)) step.disclosure = "has-it";
  return step;
}

/// Whose turn it is, as long as nobody has accepted. Where it is ours, we ring back.
std::optional<care::EscalationStep> step_to_ring(Turn& turn, const MessageRecord& message) {
  if (!is_escalated(message.content)) return std::nullopt;
  const auto escalation = escalation_of(turn, message);
  auto step = step_to_come(turn, message, escalation);
  const auto* present = care::duty::present_claim(escalation);
  if (!step && present != nullptr && !care::duty::is_taken(escalation)) {
    for (auto& known : steps_of(turn.transaction, message.id)) {
      if (known.step.step == present->step && known.by == present->by) step = std::move(known.step);
    }
  }
  return step && step->agency == turn.desk.agency() ? std::nullopt : step;
}

std::string note_of_entry(Turn& turn, const TeamId& team, const care::EscalationStep& step) {
  const auto state = team_state(turn, team);
  if (!state->roster || !step.agency) return {};
  for (const auto& [key, text] : words_about(turn, team, state->roster->id)) {
    if (key.ends_with(key_of_entry("", *step.agency, step.number))) return text;
  }
  return {};
}

void answer_step(Call& call, const MessageRecord& message, const care::EscalationStep& step) {
  Turn turn = turn_of(call);
  proto::api::Response response;
  auto& answer = *response.mutable_call_next();
  answer.set_number(step.number);
  answer.set_step(step.step);
  answer.set_disclosure(step.disclosure);
  answer.set_exhausted(!step.agency);
  if (step.agency) {
    answer.set_agency_id(step.agency->str());
    answer.set_name(agency_name(call.transaction, *step.agency));
    answer.set_note(note_of_entry(turn, message.team, step));
  }
  const bool has_it = step.disclosure == "sent" || step.disclosure == "has-it";
  answer.set_say(!step.agency              ? "say-emergency"
                 : has_it                  ? "say-phone-message"
                 : step.disclosure.empty() ? "say-your-turn"
                                           : "say-without-content");
  answer.set_calls_logged(calls_logged(call.transaction, message.id));
  call.finish(std::move(response));
}

/// Before anybody's turn was stated: as the roster orders them at this moment, then the others.
std::vector<CallNumber> in_roster_order(Turn& turn, const MessageRecord& message) {
  auto others = numbers_about(turn.transaction, turn.desk.agency(), message);
  if (message.content.urgency != care::Urgency::Phone || message.author != turn.desk.agency()) return others;
  std::vector<CallNumber> numbers;
  const auto state = team_state(turn, message.team);
  for (const auto& callee : on_duty_now(turn.desk, *state)) {
    if (message.content.find(callee.agency) != nullptr && callee.agency != turn.desk.agency())
      numbers.push_back({callee.agency, callee.number, {}});
  }
  for (auto& other : others) {
    if (std::ranges::find(numbers, other.number, &CallNumber::number) == numbers.end())
      numbers.push_back(std::move(other));
  }
  return numbers;
}

/// The number of its turn, else one that its whereabouts give; none may be known.
std::string number_of(Turn& turn, const MessageRecord& message, const AgencyId& agency) {
  for (const auto& known : steps_of(turn.transaction, escalated_message(turn.transaction, message.id))) {
    if (known.step.agency == agency) return known.step.number;
  }
  for (const auto& number : in_roster_order(turn, message)) {
    if (number.agency == agency) return number.number;
  }
  const auto known = record::find_known_agency(turn.transaction, agency);
  const bool has_phone = known && known->whereabouts && !known->whereabouts->phones.empty();
  return has_phone ? known->whereabouts->phones.front().number : std::string();
}

/// None where nobody else has taken it.
std::optional<CallNumber> whoever_took_it(Turn& turn, const MessageRecord& message) {
  if (message.content.urgency != care::Urgency::Phone) return std::nullopt;
  const auto taken = taken_by_another(turn.transaction, message.id, turn.desk.agency());
  if (!taken) return std::nullopt;
  return CallNumber{taken->by, number_of(turn, message, taken->by), {}};
}

}  // namespace

Result<> call_next(Call& call, const proto::api::CallNextRequest& request) {
  TRY(const auto id, find_message(call.transaction, request.message()));
  const auto message = load_message(call.transaction, id);
  if (!message) return EngineError::UnknownMessage;
  Turn turn = turn_of(call);
  if (const auto step = step_to_ring(turn, *message)) {
    answer_step(call, *message, *step);
    return {};
  }
  const auto row = load_message_row(call.transaction, id);
  const bool readable = row && !is_kept_back(*row);
  const auto taken = readable ? whoever_took_it(turn, *message) : std::nullopt;
  const auto numbers = taken ? std::vector{*taken} : in_roster_order(turn, *message);
  if (numbers.empty()) return EngineError::NoNumber;
  const auto calls = calls_about(call.transaction, id);
  const auto& next = least_called(numbers, calls);

  proto::api::Response response;
  auto& answer = *response.mutable_call_next();
  answer.set_agency_id(next.agency.str());
  answer.set_name(agency_name(call.transaction, next.agency));
  answer.set_number(next.number);
  answer.set_note(next.note);
  answer.set_say(!readable                        ? "say-held-message"
                 : taken                          ? "say-taken"
                 : next.agency == message->author ? "say-call-back"
                                                  : "say-phone-message");
  answer.set_calls_logged(static_cast<std::uint32_t>(calls.size()));
  call.finish(std::move(response));
  return {};
}

Result<> call_log(Call& call, const proto::api::CallLogRequest& request) {
  if (!vocabulary::is_known(vocabulary::List::CallOutcome, request.outcome()))
    return EngineError::UnknownCode;
  TRY(const auto id, find_message(call.transaction, request.message()));
  const auto message = load_message(call.transaction, id);
  if (!message) return EngineError::UnknownMessage;
  TRY(auto payload, care::serialize(care::CallRecord{call.desk.clock.now(), id, request.number(),
                                                     request.outcome(), request.note()}));
  Turn turn = turn_of(call);
  const auto record = call.desk.statements.by_staff(turn, *call.session, record::Kind::CallRecord,
                                                    message->team, std::move(payload));
  keep_call(turn, id, record);
  note(turn, audit::call_recorded(actor_of(call.session), id, record, request.outcome()));
  ship_about_message(turn, {record, call.session->certificate(), id, true});
  tell_call(turn, id, message->team, call.desk.agency(), record);

  proto::api::Response response;
  response.mutable_call_log()->set_call_id(record.str());
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
