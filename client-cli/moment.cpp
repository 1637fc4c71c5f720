#include "client-cli/moment.hpp"

#include <charconv>

namespace tasuki::cli {

namespace {

using namespace std::chrono;

/// What the clocks show, written as if it were UTC: the library has no format for it.
std::string show_local(Time time, const Zone& zone) {
  return to_rfc3339(Time(zone.to_local(time).time_since_epoch()));
}

/// A wall clock's `YYYY-MM-DDTHH:MM:SS` in the zone.
std::optional<Time> local(const std::string& text, const Zone& zone) {
  const auto as_utc = from_rfc3339(text + "Z");
  if (!as_utc) return std::nullopt;
  return zone.to_utc(care::LocalTime(as_utc->time_since_epoch()));
}

std::optional<Time> parse_date_and_time(std::string_view text, const Zone& zone) {
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  std::string whole(text);
  if (whole.size() == 16) whole += ":00";
  return local(whole, zone);
}

std::optional<Time> parse_time_of_day(std::string_view text, const Moment& moment, Tense tense) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto today = local(show_day(moment.now, moment.zone) + "T" + std::string(text) + ":00", moment.zone);
  if (!today) return std::nullopt;
  const auto days_later = [&](int count) {
    return moment.zone.to_utc(moment.zone.to_local(*today) + days(count));
  };
  if (tense == Tense::Past && *today > moment.now) return days_later(-1);
  if (tense == Tense::Future && *today <= moment.now) return days_later(1);
  return today;
}

}  // namespace

std::optional<Time> parse_day(std::string_view day, const Zone& zone) {
  if (day.size() != 10) return std::nullopt;
  return local(std::string(day) + "T00:00:00", zone);
}

Time beginning_of_day(Time time, const Zone& zone) { return zone.to_utc(floor<days>(zone.to_local(time))); }

Time end_of_day(Time time, const Zone& zone) {
  return zone.to_utc(floor<days>(zone.to_local(time)) + days(1));
}

std::optional<Time> parse_time(std::string_view text, const Moment& moment, Tense tense) {
  if (const auto time = from_rfc3339(text)) return time;
  if (const auto time = parse_date_and_time(text, moment.zone)) return time;
  if (const auto day = parse_day(text, moment.zone)) return day;
  if (const auto time = parse_time_of_day(text, moment, tense)) return time;
  const auto length = parse_duration(text);
  if (!length) return std::nullopt;
  return tense == Tense::Past ? moment.now - *length : moment.now + *length;
}

std::optional<Duration> parse_duration(std::string_view text) {
  constexpr Duration kLongest = days(3653);
  if (text.size() < 2) return std::nullopt;
  std::int64_t number = 0;
  const char* unit = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data(), unit, number);
  if (read.ec != std::errc() || read.ptr != unit || number <= 0 || number > kLongest.count())
    return std::nullopt;
  Duration one{};
  switch (*unit) {
    case 's':
      one = 1s;
      break;
    case 'm':
      one = 1min;
      break;
    case 'h':
      one = 1h;
      break;
    case 'd':
      one = 24h;
      break;
    default:
      return std::nullopt;
  }
  if (number > kLongest / one) return std::nullopt;
  return number * one;
}

std::string show_time(Time time, const Zone& zone) {
  std::string text = show_local(time, zone).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string show_day(Time time, const Zone& zone) { return show_local(time, zone).substr(0, 10); }

std::int32_t day_number(Time time, const Zone& zone) {
  const auto day = std::chrono::floor<days>(zone.to_local(time));
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

std::string show_day(std::int32_t number) { return to_rfc3339(Time(days(number))).substr(0, 10); }

}  // namespace tasuki::cli
