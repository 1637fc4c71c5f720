#include "core/engine/duty/known_escalation.hpp"

#include <algorithm>
#include <map>

#include "core/engine/care/calls.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/roster_order.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

namespace {

namespace duty = care::duty;

struct Calls {
  std::set<std::string> unanswered;
  bool any_of_ours = false;
};

/// The last call to a number counts.
Calls calls_of(Turn& turn, const std::vector<RecordId>& messages) {
  std::map<std::string, KnownCall> last;
  for (const auto& message : messages) {
    for (auto& known : known_calls_about(turn.transaction, message)) {
      const auto found = last.find(known.call.number);
      if (found == last.end() || found->second.call.stated_at < known.call.stated_at)
        last.insert_or_assign(known.call.number, std::move(known));
    }
  }
  Calls calls;
  for (const auto& [number, known] : last) {
    if (known.call.outcome != "no-answer") continue;
    calls.unanswered.insert(number);
    calls.any_of_ours = calls.any_of_ours || known.by == turn.desk.agency();
  }
  return calls;
}

void add_receipts(Turn& turn, const RecordId& message, const AgencyId& agency, duty::Escalation& escalation) {
  const auto states = receipts_so_far(turn.transaction, message, agency).states;
  if (care::has_taken_on(states)) escalation.accepted.insert(agency);
  if (states.contains(care::ReceiptState::Declined)) escalation.declined.insert(agency);
}

/// Of those who are on duty now, by the roster; where none of them is, all that they have given.
std::set<std::string> numbers_of_recipients(Turn& turn, const duty::Escalation& escalation) {
  std::set<AgencyId> asked(escalation.recipients.begin(), escalation.recipients.end());
  for (const auto& declined : escalation.declined) asked.erase(declined);
  std::set<std::string> numbers;
  for (const auto& callee : escalation.roster) {
    if (asked.contains(callee.agency)) numbers.insert(callee.number);
  }
  if (!numbers.empty()) return numbers;
  for (const auto& agency : asked) {
    const auto known = record::find_known_agency(turn.transaction, agency);
    if (!known || !known->whereabouts) continue;
    for (const auto& phone : known->whereabouts->phones) numbers.insert(phone.number);
  }
  return numbers;
}

/// Who rings the sender back and reaches nobody is at work on it: that is nobody's turn passed over.
void leave_out_callbacks(Turn& turn, const record::TeamState& team, duty::Escalation& escalation) {
  if (const auto sender = record::find_known_agency(turn.transaction, escalation.author);
      sender && sender->whereabouts) {
    for (const auto& phone : sender->whereabouts->phones) escalation.unanswered.erase(phone.number);
  }
  if (!team.roster) return;
  for (const auto& entry : team.roster->what.entries) {
    if (entry.agency == escalation.author) escalation.unanswered.erase(entry.number);
  }
}

}  // namespace

duty::Escalation escalation_of(Turn& turn, const MessageRecord& message) {
  const auto team = team_state(turn, message.team);
  duty::Escalation escalation{.author = message.author, .coordinator = coordinator_of(turn, message)};
  for (const auto& recipient : message.content.recipients) {
    escalation.recipients.push_back(recipient.agency);
    add_receipts(turn, message.id, recipient.agency, escalation);
  }
  for (const auto& forwarded : forwards_of(turn.transaction, message.id))
    add_receipts(turn, forwarded.forward, forwarded.agency, escalation);
  for (const auto& [record, by, step] : steps_of(turn.transaction, message.id)) {
    duty::Claimed claim{step.step, by, step.stated_at, std::nullopt};
    if (step.agency) claim.callee = duty::Callee{*step.agency, step.number};
    escalation.steps.push_back(std::move(claim));
  }
  escalation.roster = on_duty_now(turn.desk, *team);
  escalation.to_ring = numbers_of_recipients(turn, escalation);
  escalation.unanswered = calls_of(turn, same_matter(turn.transaction, message.id)).unanswered;
  leave_out_callbacks(turn, *team, escalation);
  return escalation;
}

bool nobody_answered_us(Turn& turn, const RecordId& message) {
  return calls_of(turn, same_matter(turn.transaction, message)).any_of_ours;
}

}  // namespace tasuki::engine
