#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/care/calendar/error.hpp"
#include "core/care/calendar/time_zone.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxHolidayChanges = 1000;
inline constexpr std::size_t kMaxHolidayName = 120;  ///< bytes

/// What a place does otherwise than the law: a day off more, or a holiday on which it works.
struct HolidayChange {
  enum class Kind { Added, Removed };
  Kind kind;
  LocalDay day;
  std::string name;
  friend bool operator==(const HolidayChange&, const HolidayChange&) = default;
};

/// The days that are holidays here: Japan's public holidays with the changes of this place.
class Holidays {
 public:
  /// Japan's, without any change.
  Holidays() = default;
  /// CalendarError::TooManyHolidays above kMaxHolidayChanges, HolidayTwice for one day named twice, and
  /// HolidayUnusable for a name that is empty, above kMaxHolidayName or not one line of UTF-8. The detail is
  /// the number of the change, from 1.
  static Result<Holidays> create(const std::vector<HolidayChange>& changes);

  /// The holiday's name; nothing where `day` is none. Saturdays and Sundays are not holidays by themselves.
  std::optional<std::string_view> name_of(LocalDay day) const;
  bool contains(LocalDay day) const { return name_of(day).has_value(); }

  friend bool operator==(const Holidays&, const Holidays&) = default;

 private:
  std::map<LocalDay, HolidayChange> changes_;
};

}  // namespace tasuki::care
