#pragma once

#include <optional>
#include <string_view>

#include "core/care/calendar/time_zone.hpp"

namespace tasuki::care {

/// The years for which Japan's public holidays are known here: the law as it stands, with its changes since
/// 2000. Beyond them no day is one.
inline constexpr std::chrono::year kFirstHolidayYear{2000};
inline constexpr std::chrono::year kLastHolidayYear{2099};

/// Why `day` is a public holiday by the law on national holidays (国民の祝日に関する法律), in Japanese;
/// nothing where it is none. Days off between and after holidays are 国民の休日 and 振替休日. The equinoxes
/// are reckoned; the observatory announces each a year before, and has never differed in these years.
std::optional<std::string_view> public_holiday(LocalDay day);

}  // namespace tasuki::care
