#include "core/base/clock.hpp"

#include <charconv>
#include <cstdio>

namespace tasuki {

namespace {

using namespace std::chrono;

constexpr sys_days kFirstDay = year(0) / January / 1;
constexpr sys_days kLastDay = year(9999) / December / 31;

/// Reads exactly `digits` decimal digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto y = take_number(text, 4);
  if (!y || !take(text, "-")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take(text, "-")) return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

/// `HH:MM:SS` with an optional fraction, of which three digits count.
std::optional<milliseconds> take_time_of_day(std::string_view& text) {
  const auto h = take_number(text, 2);
  if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *m > 59 || !take(text, ":")) return std::nullopt;
  const auto s = take_number(text, 2);
  if (!s || *s > 59) return std::nullopt;
  int millis = 0;
  if (take(text, ".")) {
    int weight = 100;
    bool any = false;
    for (auto digit = take_number(text, 1); digit; digit = take_number(text, 1)) {
      millis += *digit * weight;
      weight /= 10;
      any = true;
    }
    if (!any) return std::nullopt;
  }
  return hours(*h) + minutes(*m) + seconds(*s) + milliseconds(millis);
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return minutes(0);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '+' ? 1 : -1;
  text.remove_prefix(1);
  const auto h = take_number(text, 2);
  if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *m > 59) return std::nullopt;
  return sign * (hours(*h) + minutes(*m));
}

}  // namespace

std::string to_rfc3339(Time time) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::optional<Time> from_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, "Tt ")) return std::nullopt;
  const auto clock = take_time_of_day(text);
  if (!clock) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Time time = Time(*date) + *clock - *offset;
  // An offset may lead out of the four-digit years, which RFC 3339 cannot write.
  if (time < Time(kFirstDay) || time >= Time(kLastDay) + days(1)) return std::nullopt;
  return time;
}

}  // namespace tasuki
