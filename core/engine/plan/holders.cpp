#include "core/engine/plan/holders.hpp"

#include <algorithm>
#include <array>

#include "core/engine/care/messages.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/receipt_board.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

/// From what has got least far.
std::size_t reach_of(std::string_view state) {
  constexpr std::array<std::string_view, 9> kReach{"undeliverable", "quarantined", "held",
                                                   "queued",        "delivered",   "declined",
                                                   "opened",        "accepted",    "closed"};
  return static_cast<std::size_t>(std::ranges::find(kReach, state) - kReach.begin());
}

std::set<RecordId> messages_for(const care::PlanVersion& version, const AgencyId& agency) {
  std::set<RecordId> messages;
  for (const auto& section : version.sections) {
    if (section.shared_with.contains(agency)) messages.insert(section.message);
  }
  return messages;
}

bool has_some_of(Turn& turn, const care::PlanVersion& version, const AgencyId& agency) {
  if (agency == version.author) return true;
  return std::ranges::any_of(messages_for(version, agency), [&](const RecordId& message) {
    return !receipts_so_far(turn.transaction, message, agency).states.empty();
  });
}

void fill_newest(Turn& turn, const care::PlanVersion& newest, PlanHolder& holder) {
  const auto messages = messages_for(newest, holder.agency);
  holder.opened = !messages.empty();
  for (const auto& id : messages) {
    const auto message = load_message(turn.transaction, id);
    if (!message) continue;
    auto state =
        reached_state(turn.transaction, *message, holder.agency, message->author == turn.desk.agency());
    const auto states = receipts_so_far(turn.transaction, id, holder.agency).states;
    holder.opened = holder.opened && states.contains(care::ReceiptState::Opened);
    if (holder.state.empty() || reach_of(state) < reach_of(holder.state)) holder.state = std::move(state);
  }
}

}  // namespace

std::vector<PlanHolder> plan_holders(Turn& turn, const std::vector<care::PlanVersion>& versions) {
  if (versions.empty()) return {};
  std::set<AgencyId> agencies{turn.desk.agency()};
  for (const auto& version : versions) {
    agencies.insert(version.author);
    for (const auto& section : version.sections)
      agencies.insert(section.shared_with.begin(), section.shared_with.end());
  }
  agencies.erase(versions.front().author);
  std::vector<PlanHolder> holders;
  for (const auto& agency : agencies) {
    PlanHolder holder{agency, 0, {}, false};
    const auto held = std::ranges::find_if(
        versions, [&](const care::PlanVersion& version) { return has_some_of(turn, version, agency); });
    if (held != versions.end()) holder.version = held->number;
    fill_newest(turn, versions.front(), holder);
    holders.push_back(std::move(holder));
  }
  return holders;
}

}  // namespace tasuki::engine
