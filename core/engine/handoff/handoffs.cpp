#include "core/engine/handoff/handoffs.hpp"

#include <algorithm>
#include <optional>

#include "core/base/store.hpp"
#include "core/care/handoff/addressing.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/error.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

std::optional<Acceptance> acceptance_by(Transaction& transaction, const RecordId& message,
                                        const AgencyId& agency) {
  if (!care::has_taken_on(receipts_so_far(transaction, message, agency).states)) return std::nullopt;
  const auto state = static_cast<std::uint8_t>(care::ReceiptState::Accepted);
  const auto id =
      transaction.get(Table::Receipt, concat({message.bytes(), agency.bytes(), ByteView(&state, 1)}));
  if (!id) return std::nullopt;
  Acceptance acceptance{agency, {}, {}, {}};
  const auto stored = record::find_record(transaction, *RecordId::from(*id));
  if (!stored) return acceptance;
  acceptance.certificate = stored->record.record.staff_certificate;
  if (const auto receipt = care::parse_receipt(stored->record.record.payload)) {
    acceptance.at = receipt->stated_at;
    acceptance.note = receipt->note;
  }
  return acceptance;
}

/// The newest one that came to us, for a window that has begun.
std::optional<Formed<care::Handoff>> handoff_taken_over(Turn& turn, const TeamId& team) {
  const auto& self = turn.desk.agency();
  const Time now = turn.desk.clock.now();
  std::optional<Formed<care::Handoff>> newest;
  for (auto& handoff : all_of<care::Handoff>(turn.transaction, team)) {
    if (handoff.what.back || handoff.what.from > now || handoff.message.author == self) continue;
    if (now - handoff.what.until > std::chrono::hours(24 * 10)) continue;
    if (!newest || newest->what.from < handoff.what.from) newest = std::move(handoff);
  }
  return newest;
}

HandoffTarget without_roster(Turn& turn, const record::Roster& roster) {
  const auto windows =
      care::next_windows(turn.desk.settings.calendar, care::day_plan_of(roster), turn.desk.clock.now(), 2);
  return {windows.back(), {}, windows.front().begin};
}

}  // namespace

std::vector<Acceptance> acceptances_of(Transaction& transaction, const MessageRecord& message) {
  std::vector<Acceptance> all;
  for (const auto& recipient : message.content.recipients) {
    if (auto acceptance = acceptance_by(transaction, message.id, recipient.agency))
      all.push_back(std::move(*acceptance));
  }
  return all;
}

bool is_accepted(Transaction& transaction, const MessageRecord& message) {
  return !acceptances_of(transaction, message).empty();
}

bool needs_read_back(const MessageRecord& message) {
  const auto* handoff = std::get_if<care::Handoff>(&message.content.form);
  return handoff != nullptr && handoff->read_back;
}

Result<HandoffTarget> find_target(Turn& turn, const record::TeamState& state, bool back, bool named) {
  const auto& self = turn.desk.agency();
  const auto& calendar = turn.desk.settings.calendar;
  const Time now = turn.desk.clock.now();
  const auto roster = state.roster ? state.roster->what : record::Roster{};
  const auto span = back ? care::handed_back_to(roster, calendar, self, now)
                         : care::next_of_others(roster, calendar, self, now);
  const auto taken_over = back ? handoff_taken_over(turn, state.team) : std::nullopt;
  auto target = span ? HandoffTarget{*span, care::covering(roster, span->window, self),
                                     care::duty_began(roster, calendar, self, span->begin)}
                     : without_roster(turn, roster);
  if (taken_over) {
    target.to.insert(taken_over->message.author);
    target.since = taken_over->what.from;
  }
  std::erase_if(target.to, [&](const AgencyId& agency) { return !state.is_member(agency); });
  if (target.to.empty() && !named) return EngineError::NobodyCovers;
  return target;
}

}  // namespace tasuki::engine
