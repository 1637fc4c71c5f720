#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/care/calendar/holidays.hpp"

namespace tasuki::node {

inline constexpr std::size_t kMaxHolidaysFile = 256UL * 1024;  ///< bytes
inline constexpr int kMaxHolidayDays = 31;                     ///< of one entry with `until`

struct ReadHolidays {
  care::Holidays holidays;
  std::string problem;  ///< what the file is or has that it should not; empty: it can be used
};

/// The holidays of this place (docs/operations.md): TOML, entries `[[added]]` and `[[removed]]`, each with a
/// `day`, a `name`, and perhaps `until`. Days of other years are fine; unknown names are not passed over.
ReadHolidays parse_holidays(std::string_view text);
/// The same of a file; `problem` is then a whole sentence with the file's name.
ReadHolidays read_holidays_file(const std::filesystem::path& file);

}  // namespace tasuki::node
