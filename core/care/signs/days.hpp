#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/care/form/sign.hpp"
#include "core/record/record.hpp"

namespace tasuki::care {

/// What one agency's staff saw of a sign on one day, as it was stated.
struct Observed {
  RecordId id;
  AgencyId agency;
  /// The place among what the agency has stated: of two for one day the later one counts, whatever clocks
  /// say.
  record::RecordNumber number;
  Time stated_at;  ///< A claim.
  DayNumber day = 0;
  bool seen = false;
  std::int64_t value = 0;

  friend bool operator==(const Observed&, const Observed&) = default;
};

/// A day on which somebody looked.
struct SignDay {
  bool counts = false;               ///< It was seen, or the greatest value reaches the threshold.
  std::vector<Observed> observed{};  ///< The newest of each agency, ascending by agency.
};

/// Both days belong to it.
struct DayRange {
  DayNumber first = 0;
  DayNumber last = 0;

  bool contains(DayNumber day) const { return first <= day && day <= last; }
  /// They share a day, or one begins on the day after the other's last.
  bool touches(const DayRange& other) const { return first <= other.last + 1 && other.first <= last + 1; }

  friend auto operator<=>(const DayRange&, const DayRange&) = default;
};

/// Of the days, only those on which somebody looked. The same for any order of the observations, and however
/// often each is named.
std::map<DayNumber, SignDay> days_of(const Threshold& threshold, const std::vector<Observed>& observed);

/// How far the threshold is: `days` of `of`. What has not been looked at yet today is not held against it.
struct Progress {
  std::uint32_t days = 0;
  std::uint32_t of = 0;
};
Progress progress_of(const Threshold& threshold, const std::map<DayNumber, SignDay>& days, DayNumber today);

}  // namespace tasuki::care
