#include "core/care/signs/days.hpp"

#include <algorithm>
#include <tuple>

namespace tasuki::care {

namespace {

bool reaches(const Threshold& threshold, const Observed& observed) {
  if (!observed.seen) return false;
  return threshold.unit.empty() || observed.value >= threshold.at_least;
}

bool is_later(const Observed& one, const Observed& other) {
  return std::tie(one.number, one.id) > std::tie(other.number, other.id);
}

bool counts_on(const std::map<DayNumber, SignDay>& days, DayNumber day) {
  const auto found = days.find(day);
  return found != days.end() && found->second.counts;
}

/// The days that count and follow each other up to `last`.
std::uint32_t run_up_to(const std::map<DayNumber, SignDay>& days, DayNumber last) {
  std::uint32_t run = 0;
  while (counts_on(days, last - static_cast<DayNumber>(run))) ++run;
  return run;
}

std::uint32_t count_within(const std::map<DayNumber, SignDay>& days, DayNumber last, std::uint32_t length) {
  std::uint32_t count = 0;
  for (std::uint32_t back = 0; back < length; ++back)
    count += counts_on(days, last - static_cast<DayNumber>(back));
  return count;
}

}  // namespace

std::map<DayNumber, SignDay> days_of(const Threshold& threshold, const std::vector<Observed>& observed) {
  std::map<std::pair<DayNumber, AgencyId>, const Observed*> newest;
  for (const auto& each : observed) {
    auto& known = newest[{each.day, each.agency}];
    if (known == nullptr || is_later(each, *known)) known = &each;
  }
  std::map<DayNumber, SignDay> days;
  for (const auto& [place, each] : newest) {
    auto& day = days[place.first];
    day.observed.push_back(*each);
    day.counts = day.counts || reaches(threshold, *each);
  }
  return days;
}

Progress progress_of(const Threshold& threshold, const std::map<DayNumber, SignDay>& days, DayNumber today) {
  const DayNumber last = days.contains(today) ? today : today - 1;
  const bool running = threshold.days == threshold.within_days;
  return {running ? run_up_to(days, last) : count_within(days, last, threshold.within_days), threshold.days};
}

}  // namespace tasuki::care
