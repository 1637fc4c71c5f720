#include "core/engine/due/deadlines.hpp"

#include "core/base/store.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/followed.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/handoff/handoffs.hpp"
#include "core/engine/links/peer_clocks.hpp"
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

/// Less than that is how clocks differ.
constexpr Duration kSetBack = std::chrono::minutes(10);

/// What becomes of a deadline that has passed.
enum class Outcome : std::uint8_t {
  Told,
  Settled,    ///< Somebody has accepted it, or answered.
  PassedOver  ///< For now: there is nobody here to be told of it.
};

/// A window that is over needs nobody any more; the list goes on to say that nobody accepted.
Outcome tell_handoff(Turn& turn, const MessageRecord& message) {
  const auto& handoff = std::get<care::Handoff>(message.content.form);
  const auto& self = turn.desk.agency();
  if (is_accepted(turn.transaction, message)) return Outcome::Settled;
  const bool concerns_us = message.author == self || team_state(turn, message.team)->coordinator == self;
  if (!concerns_us || cautious_now(turn.desk) >= handoff.until) return Outcome::PassedOver;
  tell_overdue_message(turn, message, message.author, "handoff-unaccepted");
  return Outcome::Told;
}

Outcome tell_question(Turn& turn, const MessageRecord& message) {
  const auto& self = turn.desk.agency();
  if (is_answered(turn.transaction, message)) return Outcome::Settled;
  const bool concerns_us = message.author == self || *message.content.owner == self;
  if (!concerns_us) return Outcome::PassedOver;
  tell_overdue_message(turn, message, *message.content.owner, "question-overdue");
  return Outcome::Told;
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

void Deadlines::forget_if_set_back(Time now) {
  if (looked_at_ && now + kSetBack < *looked_at_) *this = {};
}

void Deadlines::tell_overdue(Turn& turn) {
  const Time now = cautious_now(turn.desk);
  forget_if_set_back(now);
  load(turn);
  if (turn.desk.watchers.none()) return;
  looked_at_ = now;
  const auto end = waiting_.upper_bound(now);
  for (auto next = waiting_.begin(); next != end; next = waiting_.erase(next)) {
    const auto& deadline = next->second;
    const auto message = load_message(turn.transaction, deadline.message);
    if (!message) continue;
    const bool is_handoff = deadline.what == What::Handoff;
    const auto outcome = is_handoff ? tell_handoff(turn, *message) : tell_question(turn, *message);
    if (outcome != Outcome::PassedOver) note_told(turn.transaction, *message, is_handoff);
  }
}

std::optional<Duration> Deadlines::next_wake(const Turn& turn) const {
  const Time now = cautious_now(turn.desk);
  const auto next = waiting_.upper_bound(now);
  if (next == waiting_.end()) return std::nullopt;
  return turn.desk.clock.uptime() + (next->first - now);
}

}  // namespace tasuki::engine
