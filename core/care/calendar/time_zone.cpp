#include "core/care/calendar/time_zone.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

using namespace std::chrono;

constexpr seconds kADay = hours(24);
constexpr std::size_t kMaxName = 64;

bool is_possible(seconds offset) { return offset > -kADay && offset < kADay; }

}  // namespace

TimeZone::TimeZone(std::string name, seconds before, std::vector<Transition> transitions)
    : name_(std::move(name)), before_(before), transitions_(std::move(transitions)) {}

TimeZone TimeZone::tokyo() { return {"Asia/Tokyo", hours(9), {}}; }

Result<TimeZone> TimeZone::create(std::string name, seconds before, std::vector<Transition> transitions) {
  const bool fits = !name.empty() && name.size() <= kMaxName && transitions.size() <= kMaxTransitions;
  const bool possible =
      is_possible(before) && std::ranges::all_of(transitions, is_possible, &Transition::offset);
  const bool ascending =
      std::ranges::adjacent_find(transitions, std::greater_equal<>(), &Transition::at) == transitions.end();
  if (!fits || !possible || !ascending) return CalendarError::ZoneUnusable;
  return TimeZone(std::move(name), before, std::move(transitions));
}

seconds TimeZone::offset_at(Time time) const {
  const auto next = std::ranges::upper_bound(transitions_, time, {}, &Transition::at);
  return next == transitions_.begin() ? before_ : std::prev(next)->offset;
}

LocalTime TimeZone::to_local(Time time) const { return LocalTime(time.time_since_epoch() + offset_at(time)); }

Time TimeZone::to_utc(LocalTime local) const {
  const Time as_utc(local.time_since_epoch());
  // What ends earlier cannot show it: offsets are less than a day.
  auto next = std::ranges::lower_bound(transitions_, as_utc - kADay, {}, &Transition::at);
  for (;; ++next) {
    const bool first = next == transitions_.begin();
    const Time shown = as_utc - (first ? before_ : std::prev(next)->offset);
    const Time earliest = first ? shown : std::max(shown, std::prev(next)->at);
    if (next == transitions_.end() || earliest < next->at) return earliest;
  }
}

}  // namespace tasuki::care
