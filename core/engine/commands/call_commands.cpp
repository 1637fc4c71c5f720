#include "core/engine/commands/call_commands.hpp"

#include "core/base/vocabulary.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/calls.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
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

}  // namespace

Result<> call_next(Call& call, const proto::api::CallNextRequest& request) {
  TRY(const auto id, find_message(call.transaction, request.message()));
  const auto message = load_message(call.transaction, id);
  if (!message) return EngineError::UnknownMessage;
  const auto numbers = numbers_about(call.transaction, call.desk.agency(), *message);
  if (numbers.empty()) return EngineError::NoNumber;
  const auto calls = calls_about(call.transaction, id);
  const auto& next = least_called(numbers, calls);
  const auto row = load_message_row(call.transaction, id);
  const bool readable = row && row->state() != "held" && row->state() != "quarantined";

  proto::api::Response response;
  auto& answer = *response.mutable_call_next();
  answer.set_agency_id(next.agency.str());
  answer.set_name(agency_name(call.transaction, next.agency));
  answer.set_number(next.number);
  answer.set_note(next.note);
  answer.set_say(!readable                        ? "say-held-message"
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
  ship_about_message(turn, record, call.session->certificate(), id,
                     message->content.urgency == care::Urgency::Phone);
  tell_call(turn, id, message->team, call.desk.agency(), record);

  proto::api::Response response;
  response.mutable_call_log()->set_call_id(record.str());
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
