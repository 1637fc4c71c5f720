#include "core/engine/plan/plans.hpp"

#include "core/engine/care/forms.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"

namespace tasuki::engine {

namespace {

/// Of the team's plan there is one; who gathers what is in it is the coordinator, as the message itself saw
/// the team.
bool is_by_coordinator(Turn& turn, const MessageRecord& message) {
  const auto seen = state_at(turn, message.team, message.content.heads);
  return seen != nullptr && seen->coordinator == message.author;
}

}  // namespace

std::vector<care::PlanVersion> plans_of(Turn& turn, const TeamId& team) {
  std::vector<care::PlanSource> sources;
  for (auto& formed : all_of<care::PlanPart>(turn.transaction, team)) {
    const auto& message = formed.message;
    if (!is_by_coordinator(turn, message)) continue;
    care::PlanSource source{message.id,
                            message.author,
                            message.content.stated_at,
                            {},
                            message.content.categories,
                            std::move(formed.what)};
    for (const auto& recipient : message.content.recipients) source.shared_with.insert(recipient.agency);
    sources.push_back(std::move(source));
  }
  return care::plan_versions(std::move(sources));
}

care::DayNumber today(const Turn& turn) {
  const auto& desk = turn.desk;
  return static_cast<care::DayNumber>(
      desk.settings.calendar.day_of(desk.clock.now()).time_since_epoch().count());
}

}  // namespace tasuki::engine
