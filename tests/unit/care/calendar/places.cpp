#include "tests/unit/care/calendar/places.hpp"

namespace tasuki::care {

namespace {

using namespace std::chrono;

TimeZone zone(std::string name, seconds before, std::vector<TimeZone::Transition> transitions) {
  return TimeZone::create(std::move(name), before, std::move(transitions)).value();
}

}  // namespace

TimeZone like_new_york() {
  std::vector<TimeZone::Transition> transitions;
  for (year year{2020}; year < std::chrono::year(2040); ++year) {
    transitions.push_back({sys_days(year / March / Sunday[2]) + 7h, -4h});
    transitions.push_back({sys_days(year / November / Sunday[1]) + 6h, -5h});
  }
  return zone("America/New_York", -5h, transitions);
}

TimeZone over_midnight() {
  return zone("Over/Midnight", 1h,
              {{utc("2026-03-28T22:30:00Z"), 2h},    // 23:30 becomes 0:30
               {utc("2026-10-24T22:30:00Z"), 1h}});  // 0:30 becomes 23:30
}

TimeZone without_a_day() { return zone("Left/Out", -10h, {{utc("2026-12-30T10:00:00Z"), 14h}}); }

TimeZone any_zone(test::SeededRandom& random, Time time) {
  const auto offset = [&random] { return minutes(15 * (any_below(random, 2 * 95 + 1) - 95)); };
  std::vector<TimeZone::Transition> transitions;
  Time at = time - hours(any_below(random, 24 * 60));
  for (auto left = any_below(random, 40); left > 0; --left) {
    at += minutes(1 + any_below(random, any_below(random, 2) == 0 ? 60 * 48 : 60 * 24 * 60));
    transitions.push_back({at, offset()});
  }
  return zone("Any/Where", offset(), transitions);
}

std::int64_t any_below(test::SeededRandom& random, std::int64_t limit) {
  return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(limit)));
}

}  // namespace tasuki::care
