#include "core/engine/duty/escalating.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/care/duty/deadlines.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/claiming.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/known_escalation.hpp"
#include "core/engine/duty/steady.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/record/teams.hpp"
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
/// In all, behind the time when a step fell due: a link that comes and goes holds nothing back for ever.
constexpr Duration kHearAtMost = std::chrono::seconds(60);
/// What cannot be looked at yet, and how often the steady clock is saved while something waits.
constexpr Duration kLookAgain = std::chrono::seconds(30);

std::optional<EscalationState> load_escalation(Transaction& transaction, const RecordId& message) {
  const auto bytes = transaction.get(Table::Escalation, message.bytes());
  return bytes ? parse_message<EscalationState>(*bytes) : std::nullopt;
}

void save_escalation(Transaction& transaction, const RecordId& message, const EscalationState& row) {
  transaction.put(Table::Escalation, message.bytes(), serialize_message(row));
}

void begin_step(const Desk& desk, EscalationState& row, std::uint32_t step,
                Duration waited = Duration::zero()) {
  const auto now = steady_now(desk);
  row.set_step(step);
  row.set_since_on((now.on - waited).count());
  row.set_since_off(now.off.count());
  row.clear_out_of_turn();
}

/// What was logged or declined here goes on from here where nobody before us can be reached.
bool goes_on_from_here(Turn& turn, const duty::Escalation& escalation, const RecordId& message) {
  const auto& self = turn.desk.agency();
  const bool ours = escalation.declined.contains(self) || nobody_answered_us(turn, message);
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

/// How long until everybody who is there has been heard.
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

/// How long to hear others first, about a step that is due.
Duration hear_first(Desk& desk, const RecordId& id, const duty::Escalation& escalation) {
  const Duration now = desk.clock.uptime();
  const auto due_since = desk.duty.due_since.try_emplace(id, now).first->second;
  return std::min(unsettled(desk, escalation), due_since + kHearAtMost - now);
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
  auto& due_since = turn.desk.duty.due_since;
  const auto escalation = escalation_of(turn, *message);
  const auto waited = waited_for(turn, escalation, id, row);
  const auto due = duty::what_is_due(escalation, turn.desk.agency(), waited, limits_of(turn, *message));
  if (!std::holds_alternative<duty::Claim>(due)) due_since.erase(id);
  if (std::holds_alternative<duty::Over>(due)) {
    turn.transaction.erase(Table::Escalation, id.bytes());
    return std::nullopt;
  }
  save_escalation(turn.transaction, id, row);
  // It may be a member again.
  if (!team_state(turn, message->team)->is_member(turn.desk.agency())) return kLookAgain;
  if (const auto* wait = std::get_if<duty::Wait>(&due)) return wait->more;
  if (const auto more = hear_first(turn.desk, id, escalation); more > Duration::zero()) return more;
  due_since.erase(id);
  const bool claimed = claim_step(turn, *message, std::get<duty::Claim>(due));
  return claimed ? Duration::zero() : kLookAgain;
}

/// `waited`: how much of the time before the first step is over.
void begin(Turn& turn, const MessageRecord& message, Duration waited) {
  if (!is_escalated(message.content)) return;
  if (load_escalation(turn.transaction, message.id)) return;
  EscalationState row;
  row.set_team_id(message.team.str());
  std::uint32_t reached = 0;
  for (const auto& known : steps_of(turn.transaction, message.id))
    reached = std::max(reached, known.step.step);
  begin_step(turn.desk, row, reached, reached == 0 ? waited : Duration::zero());
  save_escalation(turn.transaction, message.id, row);
  turn.desk.duty.look_again();
}

/// It had come to its end here, and somebody who was cut off still gives somebody a turn; or whoever had
/// taken it has declined. Whoever's turn it is has as long as behind any step: they had been told that it is
/// taken.
void begin_again(Turn& turn, const RecordId& id) {
  const auto row = load_message_row(turn.transaction, id);
  if (!row || is_kept_back(*row)) return;
  const auto message = load_message(turn.transaction, id);
  if (!message) return;
  const auto limits = limits_of(turn, *message);
  begin(turn, *message, std::max(limits.first - limits.each, Duration::zero()));
}

}  // namespace

bool is_escalated(const care::Message& message) {
  return message.urgency == care::Urgency::Phone && !std::holds_alternative<care::Forward>(message.form);
}

void begin_escalation(Turn& turn, const MessageRecord& message) { begin(turn, message, Duration::zero()); }

void escalation_has_news(Turn& turn, const RecordId& message) {
  const auto first = escalated_message(turn.transaction, message);
  if (turn.transaction.contains(Table::Escalation, first.bytes())) turn.desk.duty.look_again();
}

void go_on_if_given_back(Turn& turn, const RecordId& message) {
  begin_again(turn, escalated_message(turn.transaction, message));
}

void step_is_known(Turn& turn, const care::EscalationStep& step) {
  auto row = load_escalation(turn.transaction, step.message);
  if (!row) return begin_again(turn, step.message);
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
