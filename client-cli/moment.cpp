#include "client-cli/moment.hpp"

#include <charconv>
#include <cstdio>

namespace tasuki::cli {

namespace {

using namespace std::chrono;

std::string offset_suffix(Zone zone) {
  char text[8];
  const auto minutes = abs(zone.offset).count();
  std::snprintf(text, sizeof text, "%c%02d:%02d", zone.offset < 0min ? '-' : '+',
                static_cast<int>(minutes / 60) % 24, static_cast<int>(minutes % 60));
  return text;
}

/// A wall clock's `YYYY-MM-DDTHH:MM:SS` in the zone.
std::optional<Time> local(const std::string& text, Zone zone) {
  return from_rfc3339(text + offset_suffix(zone));
}

Time local_days(Time time, Zone zone) { return floor<days>(time + zone.offset); }

std::optional<Time> parse_date_and_time(std::string_view text, Zone zone) {
  if (text.size() < 16 || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  std::string whole(text);
  if (whole.size() == 16) whole += ":00";
  return local(whole, zone);
}

std::optional<Time> parse_time_of_day(std::string_view text, const Moment& moment, Tense tense) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto today = local(show_day(moment.now, moment.zone) + "T" + std::string(text) + ":00", moment.zone);
  if (!today) return std::nullopt;
  if (tense == Tense::Past && *today > moment.now) return *today - 24h;
  if (tense == Tense::Future && *today <= moment.now) return *today + 24h;
  return today;
}

}  // namespace

std::optional<Time> parse_day(std::string_view day, Zone zone) {
  if (day.size() != 10) return std::nullopt;
  return local(std::string(day) + "T00:00:00", zone);
}

Time beginning_of_day(Time time, Zone zone) { return local_days(time, zone) - zone.offset; }

Time end_of_day(Time time, Zone zone) { return beginning_of_day(time, zone) + 24h; }

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

std::string show_time(Time time, Zone zone) {
  std::string text = to_rfc3339(time + zone.offset).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string show_day(Time time, Zone zone) { return to_rfc3339(time + zone.offset).substr(0, 10); }

}  // namespace tasuki::cli
