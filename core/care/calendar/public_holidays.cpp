#include "core/care/calendar/public_holidays.hpp"

#include <algorithm>
#include <array>

namespace tasuki::care {

namespace {

using namespace std::chrono;
using std::literals::string_view_literals::operator""sv;

constexpr int kFirst = 2000;
constexpr int kLast = 2099;

/// A day of the year, from one year to another.
struct Fixed {
  month_day day;
  int from;
  int until;
  std::string_view name;
};

constexpr std::array kFixed{
    Fixed{January / 1, kFirst, kLast, "元日"sv},
    Fixed{February / 11, kFirst, kLast, "建国記念の日"sv},
    Fixed{February / 23, 2020, kLast, "天皇誕生日"sv},
    Fixed{April / 29, kFirst, 2006, "みどりの日"sv},
    Fixed{April / 29, 2007, kLast, "昭和の日"sv},
    Fixed{May / 1, 2019, 2019, "天皇の即位の日"sv},
    Fixed{May / 3, kFirst, kLast, "憲法記念日"sv},
    Fixed{May / 4, 2007, kLast, "みどりの日"sv},
    Fixed{May / 5, kFirst, kLast, "こどもの日"sv},
    Fixed{July / 20, kFirst, 2002, "海の日"sv},
    Fixed{August / 11, 2016, 2019, "山の日"sv},
    Fixed{August / 11, 2022, kLast, "山の日"sv},
    Fixed{September / 15, kFirst, 2002, "敬老の日"sv},
    Fixed{October / 22, 2019, 2019, "即位礼正殿の儀の行われる日"sv},
    Fixed{November / 3, kFirst, kLast, "文化の日"sv},
    Fixed{November / 23, kFirst, kLast, "勤労感謝の日"sv},
    Fixed{December / 23, kFirst, 2018, "天皇誕生日"sv},
    // Moved to the Olympic Games' opening and closing.
    Fixed{July / 23, 2020, 2020, "海の日"sv},
    Fixed{July / 24, 2020, 2020, "スポーツの日"sv},
    Fixed{August / 10, 2020, 2020, "山の日"sv},
    Fixed{July / 22, 2021, 2021, "海の日"sv},
    Fixed{July / 23, 2021, 2021, "スポーツの日"sv},
    Fixed{August / 8, 2021, 2021, "山の日"sv},
};

/// A month's second or third Monday.
struct HappyMonday {
  month_weekday day;
  int from;
  int until;
  std::string_view name;
};

constexpr std::array kHappyMondays{
    HappyMonday{January / Monday[2], kFirst, kLast, "成人の日"sv},
    HappyMonday{July / Monday[3], 2003, 2019, "海の日"sv},
    HappyMonday{July / Monday[3], 2022, kLast, "海の日"sv},
    HappyMonday{September / Monday[3], 2003, kLast, "敬老の日"sv},
    HappyMonday{October / Monday[2], kFirst, 2019, "体育の日"sv},
    HappyMonday{October / Monday[2], 2022, kLast, "スポーツの日"sv},
};

/// The day of the month: where the sun stood in 1980, a mean year's excess over 365 days, and leap days.
/// Right from 1980 to 2099.
unsigned equinox(double in_1980, int year) {
  const int years = year - 1980;
  return static_cast<unsigned>(static_cast<int>(in_1980 + 0.242194 * years) - years / 4);
}

std::optional<std::string_view> equinox_on(const year_month_day& date) {
  const int year(date.year());
  if (date == date.year() / March / equinox(20.8431, year)) return "春分の日"sv;
  if (date == date.year() / September / equinox(23.2488, year)) return "秋分の日"sv;
  return std::nullopt;
}

/// The holidays that the law names (第二条), without the days off that follow from them.
std::optional<std::string_view> named(LocalDay day) {
  const year_month_day date(day);
  const auto in_force = [year = int(date.year())](const auto& rule) {
    return rule.from <= year && year <= rule.until;
  };
  if (date.year() < kFirstHolidayYear || date.year() > kLastHolidayYear) return std::nullopt;
  for (const auto& rule : kFixed) {
    if (in_force(rule) && rule.day == date.month() / date.day()) return rule.name;
  }
  for (const auto& rule : kHappyMondays) {
    const auto& monday = rule.day;
    if (in_force(rule) && day == LocalDay(date.year() / monday.month() / monday.weekday_indexed()))
      return rule.name;
  }
  return equinox_on(date);
}

/// Where a holiday falls on a Sunday, the next day that is none (第三条第二項). Until 2006 just the next day.
bool is_substitute(LocalDay day) {
  const bool only_next = year_month_day(day).year() < year(2007);
  for (LocalDay before = day - days(1); named(before); before -= days(1)) {
    if (weekday(before) == Sunday) return true;
    if (only_next) return false;
  }
  return false;
}

/// Between two holidays (第三条第三項).
bool is_between(LocalDay day) {
  return weekday(day) != Sunday && named(day - days(1)) && named(day + days(1));
}

}  // namespace

std::optional<std::string_view> public_holiday(LocalDay day) {
  if (const auto name = named(day)) return name;
  if (is_substitute(day)) return "振替休日"sv;
  if (is_between(day)) return "国民の休日"sv;
  return std::nullopt;
}

}  // namespace tasuki::care
