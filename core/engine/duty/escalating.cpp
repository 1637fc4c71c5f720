#include "core/engine/duty/escalating.hpp"

#include <algorithm>
#include <map>

#include "core/base/protobuf.hpp"
#include "core/care/duty/deadlines.hpp"
#include "core/engine/care/calls.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/claiming.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/roster_order.hpp"
#include "core/engine/duty/steady.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

namespace duty = care::duty;
using proto::state::EscalationState;

/// After a start others are heard first: they may have gone on meanwhile.
constexpr Duration kAfterStart = std::chrono::seconds(20);
/// The same after a link came up.
constexpr Duration kAfterLink = std::chrono::seconds(10);
/// What cannot be looked at yet, and how often the steady clock is saved while something waits.
constexpr Duration kLookAgain = std::chrono::seconds(30);

std::optional<EscalationState> load_escalation(Transaction& transaction, const RecordId& message) {
  const auto bytes = transaction.get(Table::Escalation, message.bytes());
  return bytes ? parse_message<EscalationState>(*bytes) : std::nullopt;
}

void save_escalation(Transaction& transaction, const RecordId& message, const EscalationState& row) {
  transaction.put(Table::Escalation, message.bytes(), serialize_message(row));
}

void begin_step(const Desk& desk, EscalationState& row, std::uint32_t step) {
  const auto now = steady_now(desk);
  row.set_step(step);
  row.set_since_on(now.on.count());
  row.set_since_off(now.off.count());
  row.clear_out_of_turn();
}

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
  if (std::ranges::any_of(states, care::takes_on)) escalation.accepted.insert(agency);
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

/// What was logged or declined here goes on from here where nobody before us can be reached.
bool goes_on_from_here(Turn& turn, const duty::Escalation& escalation, const RecordId& message) {
  const auto& self = turn.desk.agency();
  const bool ours = escalation.declined.contains(self) ||
                    calls_of(turn, same_matter(turn.transaction, message)).any_of_ours;
  for (const auto& driver : duty::drivers_of(escalation)) {
    if (driver == self) return ours;
    if (turn.desk.link_to(driver)) return false;
  }
  return false;
}

/// The sender's own downtime counts too; nobody else goes by a clock on a wall.
Duration since(const Steady& now, std::int64_t on, std::int64_t off, bool sender) {
  return now.on - Duration(on) + (sender ? now.off - Duration(off) : Duration::zero());
}

duty::Waited waited_for(Turn& turn, const duty::Escalation& escalation, const RecordId& message,
                        EscalationState& row) {
  const auto now = steady_now(turn.desk);
  const bool sender = escalation.author == turn.desk.agency();
  const bool is_out = !duty::out_of_turn(escalation).empty();
  if (is_out && !row.out_of_turn()) {
    row.set_out_since_on(now.on.count());
    row.set_out_since_off(now.off.count());
  }
  row.set_out_of_turn(is_out);
  duty::Waited waited{since(now, row.since_on(), row.since_off(), sender), std::nullopt, false};
  if (!is_out) return waited;
  waited.since_out = since(now, row.out_since_on(), row.out_since_off(), sender);
  waited.at_once = goes_on_from_here(turn, escalation, message);
  return waited;
}

/// How long to hear others first.
Duration unsettled(const Desk& desk, const duty::Escalation& escalation) {
  const auto& duty = desk.duty;
  const Duration now = desk.clock.uptime();
  Duration more = duty.begun + kAfterStart - now;
  const auto hear = [&](const AgencyId& other) {
    const auto linked = duty.linked_at.find(other);
    if (desk.link_to(other) && linked != duty.linked_at.end())
      more = std::max(more, linked->second + kAfterLink - now);
  };
  for (const auto& driver : duty::drivers_of(escalation)) hear(driver);
  for (const auto& claim : escalation.steps) hear(claim.by);
  return std::max(more, Duration::zero());
}

duty::Limits limits_of(Turn& turn, const MessageRecord& message) {
  duty::Limits limits;
  limits.each = duty::phone_within(*team_state(turn, message.team));
  limits.first = limits.each;
  if (message.content.accept_by)
    limits.first = std::max(*message.content.accept_by - message.content.stated_at, Duration::zero());
  return limits;
}

/// What is due about one message; gives how long until it is to be looked at again, nothing: never.
std::optional<Duration> look_at(Turn& turn, const RecordId& id, EscalationState row) {
  const auto message = load_message(turn.transaction, id);
  if (!message) return kLookAgain;
  const auto escalation = escalation_of(turn, *message);
  const auto waited = waited_for(turn, escalation, id, row);
  const auto due = duty::what_is_due(escalation, turn.desk.agency(), waited, limits_of(turn, *message));
  const bool is_ours = team_state(turn, message->team)->is_member(turn.desk.agency());
  if (!is_ours || std::holds_alternative<duty::Over>(due)) {
    turn.transaction.erase(Table::Escalation, id.bytes());
    return std::nullopt;
  }
  save_escalation(turn.transaction, id, row);
  if (const auto* wait = std::get_if<duty::Wait>(&due)) return wait->more;
  if (const auto more = unsettled(turn.desk, escalation); more > Duration::zero()) return more;
  const bool claimed = claim_step(turn, *message, std::get<duty::Claim>(due));
  return claimed ? Duration::zero() : kLookAgain;
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

bool is_escalated(const care::Message& message) {
  return message.urgency == care::Urgency::Phone && !std::holds_alternative<care::Forward>(message.form);
}

void begin_escalation(Turn& turn, const MessageRecord& message) {
  if (!is_escalated(message.content)) return;
  if (load_escalation(turn.transaction, message.id)) return;
  EscalationState row;
  row.set_team_id(message.team.str());
  std::uint32_t reached = 0;
  for (const auto& known : steps_of(turn.transaction, message.id))
    reached = std::max(reached, known.step.step);
  begin_step(turn.desk, row, reached);
  save_escalation(turn.transaction, message.id, row);
  turn.desk.duty.look_again();
}

void escalation_has_news(Turn& turn, const RecordId& message) {
  const auto first = escalated_message(turn.transaction, message);
  if (turn.transaction.contains(Table::Escalation, first.bytes())) turn.desk.duty.look_again();
}

void step_is_known(Turn& turn, const care::EscalationStep& step) {
  auto row = load_escalation(turn.transaction, step.message);
  if (!row) return;
  if (step.step > row->step()) {
    begin_step(turn.desk, *row, step.step);
    save_escalation(turn.transaction, step.message, *row);
  }
  turn.desk.duty.look_again();
}

void note_link_for_escalations(Turn& turn, const AgencyId& peer) {
  turn.desk.duty.linked_at.insert_or_assign(peer, turn.desk.clock.uptime());
}

void escalate_in_time(Turn& turn) {
  auto& duty = turn.desk.duty;
  const Duration now = turn.desk.clock.uptime();
  if (!duty.next_look || *duty.next_look > now) return;
  // What this very batch states is in the store at its end.
  if (turn.desk.statements.count() > 0) return;
  std::vector<std::pair<RecordId, EscalationState>> waiting;
  turn.transaction.scan(Table::Escalation, KeyRange::all(), Order::Ascending,
                        [&](ByteView key, ByteView value) {
                          auto row = parse_message<EscalationState>(value);
                          if (row) waiting.emplace_back(*RecordId::from(key), std::move(*row));
                          return true;
                        });
  duty.next_look.reset();
  if (waiting.empty()) return;
  duty.next_look = now + kLookAgain;  // should it be undone
  save_steady_in_time(turn);
  Duration next = kLookAgain;
  for (auto& [id, row] : waiting) {
    if (const auto more = look_at(turn, id, std::move(row))) next = std::min(next, *more);
  }
  duty.next_look = now + next;
}

std::optional<Duration> next_escalation(const Turn& turn) { return turn.desk.duty.next_look; }

}  // namespace tasuki::engine
