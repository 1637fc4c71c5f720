#include "core/engine/due/deadlines.hpp"

#include "core/base/store.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/followed.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/handoff/handoffs.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

namespace {

using What = Deadlines::What;

std::optional<What> what_waits(const care::Message& message) {
  if (std::holds_alternative<care::Handoff>(message.form) && message.accept_by) return What::Handoff;
  if (message.owner && message.ask_by) return What::Question;
  return std::nullopt;
}

/// A window that is over needs nobody any more; the list goes on to say that nobody accepted.
bool tell_handoff(Turn& turn, const MessageRecord& message) {
  const auto& handoff = std::get<care::Handoff>(message.content.form);
  const auto& self = turn.desk.agency();
  const bool concerns_us = message.author == self || team_state(turn, message.team)->coordinator == self;
  if (!concerns_us || is_accepted(turn.transaction, message) || turn.desk.clock.now() >= handoff.until)
    return false;
  tell_overdue_message(turn, message, message.author, "handoff-unaccepted");
  return true;
}

bool tell_question(Turn& turn, const MessageRecord& message) {
  const auto& self = turn.desk.agency();
  const bool concerns_us = message.author == self || *message.content.owner == self;
  if (!concerns_us || is_answered(turn.transaction, message)) return false;
  tell_overdue_message(turn, message, *message.content.owner, "question-overdue");
  return true;
}

}  // namespace

void Deadlines::expect(const MessageRecord& message) {
  const auto what = what_waits(message.content);
  if (!loaded_ || !what) return;
  const auto at = *what == What::Handoff ? message.content.accept_by : message.content.ask_by;
  waiting_.emplace(*at, Deadline{*what, message.team, message.id});
}

void Deadlines::load(Turn& turn) {
  if (loaded_) return;
  loaded_ = true;
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    for (const auto& id : untold_handoffs_and_questions(turn.transaction, team)) {
      if (const auto message = load_message(turn.transaction, id)) expect(*message);
    }
  }
}

void Deadlines::tell_overdue(Turn& turn) {
  load(turn);
  if (turn.desk.watchers.none()) return;
  const auto end = waiting_.upper_bound(turn.desk.clock.now());
  for (auto next = waiting_.begin(); next != end; next = waiting_.erase(next)) {
    const auto& deadline = next->second;
    const auto message = load_message(turn.transaction, deadline.message);
    if (!message) continue;
    const bool is_handoff = deadline.what == What::Handoff;
    (void)(is_handoff ? tell_handoff(turn, *message) : tell_question(turn, *message));
    note_told(turn.transaction, *message, is_handoff);
  }
}

std::optional<Duration> Deadlines::next_wake(const Turn& turn) const {
  const Time now = turn.desk.clock.now();
  const auto next = waiting_.upper_bound(now);
  if (next == waiting_.end()) return std::nullopt;
  return turn.desk.clock.uptime() + (next->first - now);
}

}  // namespace tasuki::engine
