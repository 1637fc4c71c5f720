#include "core/care/handoff/addressing.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

/// Ten days of windows and more: the longest holidays.
constexpr std::size_t kWindowsAhead = 50;
constexpr std::size_t kWindowsBack = kWindowsAhead;

bool is_of_another(const record::Roster& roster, Window window, const AgencyId& self) {
  const auto first = first_in(roster, window);
  return first && *first != self;
}

}  // namespace

DayPlan day_plan_of(const record::Roster& roster) { return {roster.opens, roster.closes}; }

std::optional<AgencyId> first_in(const record::Roster& roster, Window window) {
  const auto found = std::ranges::find(roster.entries, code_of(window), &record::RosterEntry::window);
  return found == roster.entries.end() ? std::nullopt : std::optional(found->agency);
}

std::set<AgencyId> covering(const record::Roster& roster, Window window, const AgencyId& self) {
  std::set<AgencyId> agencies;
  for (const auto& entry : roster.entries) {
    if (entry.window == code_of(window) && entry.agency != self) agencies.insert(entry.agency);
  }
  return agencies;
}

std::optional<Span> next_of_others(const record::Roster& roster, const Calendar& calendar,
                                   const AgencyId& self, Time now) {
  const auto windows = next_windows(calendar, day_plan_of(roster), now, kWindowsAhead);
  for (std::size_t i = 1; i < windows.size(); ++i) {
    if (is_of_another(roster, windows[i].window, self)) return windows[i];
  }
  return std::nullopt;
}

std::optional<Span> handed_back_to(const record::Roster& roster, const Calendar& calendar,
                                   const AgencyId& self, Time now) {
  const auto running = window_at(calendar, day_plan_of(roster), now);
  if (is_of_another(roster, running.window, self)) return running;
  return next_of_others(roster, calendar, self, now);
}

Time duty_began(const record::Roster& roster, const Calendar& calendar, const AgencyId& self, Time until) {
  const auto plan = day_plan_of(roster);
  const auto before = [&](Time time) { return window_at(calendar, plan, time - Duration(1)); };
  Time began = before(until).begin;
  auto window = before(until);
  for (std::size_t i = 0; i < kWindowsBack && first_in(roster, window.window) == self; ++i) {
    began = window.begin;
    window = before(window.begin);
  }
  return began;
}

Time accept_by(const Span& window, Time now) {
  if (window.begin - kAcceptedBefore > now) return window.begin - kAcceptedBefore;
  return window.begin > now ? window.begin : now + kAcceptedBefore;
}

}  // namespace tasuki::care
