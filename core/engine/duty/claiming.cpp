#include "core/engine/duty/claiming.hpp"

#include <algorithm>

#include "core/care/duty/deadlines.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/alerts.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/record/teams.hpp"

namespace tasuki::engine {

namespace {

constexpr std::string_view kForwardKind = "escalation";

std::vector<AgencyId> holders_of(const MessageRecord& message) {
  std::set<AgencyId> holders{message.author};
  for (const auto& recipient : message.content.recipients) holders.insert(recipient.agency);
  return {holders.begin(), holders.end()};
}

care::Message forward_of(Turn& turn, const MessageRecord& message, std::uint32_t step) {
  const auto& first = message.content;
  care::Message forward;
  forward.stated_at = turn.desk.clock.now();
  forward.categories = first.categories;
  forward.urgency = care::Urgency::Phone;
  forward.body = first.body;
  forward.observed_at = first.observed_at;
  forward.basis = first.basis;
  forward.kind = std::string(kForwardKind);
  forward.ask = first.ask;
  forward.ask_by = first.ask_by;
  forward.purpose = first.purpose;
  forward.accept_by = forward.stated_at + care::duty::phone_within(*team_state(turn, message.team));
  forward.form = care::Forward{message.id, step, message.author, first.stated_at, holders_of(message)};
  return forward;
}

/// Tells whoever's turn it is, where that may be.
void disclose(Turn& turn, const MessageRecord& message, care::EscalationStep& step) {
  const auto& agency = *step.agency;
  const bool has_it = has_message(turn, message, agency);
  step.disclosure = has_it ? "has-it" : "unreachable";
  if (has_it || !delivery::is_contact(turn.transaction, agency)) return;
  const auto posted = post(
      turn, nullptr, {.team = message.team, .message = forward_of(turn, message, step.step), .to = {agency}});
  if (!posted) return;
  step.disclosure = posted->id ? "sent" : "denied";
  step.forward = posted->id;
  if (posted->id) hand_on_earlier_forwards(turn, message.id, agency);
}

bool is_to_call(Turn& turn, const MessageRecord& message) {
  return message.author == turn.desk.agency() ||
         team_state(turn, message.team)->coordinator == turn.desk.agency();
}

}  // namespace

bool has_message(Turn& turn, const MessageRecord& message, const AgencyId& agency) {
  if (message.content.find(agency) != nullptr || agency == message.author) return true;
  const auto forwards = forwards_of(turn.transaction, message.id);
  return std::ranges::find(forwards, agency, &Forwarded::agency) != forwards.end();
}

bool claim_step(Turn& turn, const MessageRecord& message, const care::duty::Claim& claim) {
  care::EscalationStep step;
  step.stated_at = turn.desk.clock.now();
  step.message = message.id;
  step.step = claim.step;
  step.reason = claim.reason;
  if (step.step > care::kMaxStep) return false;
  if (claim.callee) {
    step.agency = claim.callee->agency;
    step.number = claim.callee->number;
    disclose(turn, message, step);
  } else {
    step.number = care::duty::emergency_number(*team_state(turn, message.team));
    step.disclosure = "exhausted";
  }
  auto payload = care::serialize(step);
  if (!payload) return false;
  const Bytes bytes = *payload;
  const auto record =
      turn.desk.statements.by_node(turn, record::Kind::EscalationStep, message.team, std::move(*payload));
  keep_step(turn, {record, turn.desk.agency(), step}, bytes);
  ship_step(turn, record, step, message);
  note(turn, escalated(audit::by_node(), record, step));
  tell_escalation(turn, message.team, step, record);
  alert_to_step(turn, message.team, step, is_to_call(turn, message));
  return true;
}

}  // namespace tasuki::engine
