#include "core/engine/plan/plans.hpp"

#include "core/engine/care/forms.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

std::vector<care::PlanVersion> plans_of(Transaction& transaction, const TeamId& team) {
  std::vector<care::PlanSource> sources;
  for (auto& formed : all_of<care::PlanPart>(transaction, team)) {
    const auto& message = formed.message;
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
