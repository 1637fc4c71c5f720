#include "node/holidays_file.hpp"

#include <toml++/toml.h>

#include <fstream>
#include <iterator>

namespace tasuki::node {

namespace {

using care::HolidayChange;
using Changes = std::vector<HolidayChange>;

std::string show(care::LocalDay day) { return to_rfc3339(Time(day.time_since_epoch())).substr(0, 10); }

std::string in_line(const toml::node& node) {
  return " (line " + std::to_string(node.source().begin.line) + ")";
}

std::optional<care::LocalDay> day_of(const toml::node* node) {
  const auto date = node == nullptr ? std::nullopt : node->value_exact<toml::date>();
  if (!date) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(date->year), std::chrono::month(date->month),
                                        std::chrono::day(date->day)};
  return day.ok() ? std::optional(care::LocalDay(day)) : std::nullopt;
}

/// One entry. Empty: fine.
std::string take_entry(Changes& changes, HolidayChange::Kind kind, const toml::table& entry) {
  for (const auto& [key, value] : entry) {
    if (key.str() != "day" && key.str() != "until" && key.str() != "name")
      return "has an entry with something named " + std::string(key.str()) + in_line(value);
  }
  const auto day = day_of(entry.get("day"));
  if (!day) return "has an entry without a day such as 2026-12-29" + in_line(entry);
  const auto until = entry.contains("until") ? day_of(entry.get("until")) : day;
  if (!until || *until < *day || *until - *day >= std::chrono::days(kMaxHolidayDays))
    return "has an entry whose until is no day from its day to " + std::to_string(kMaxHolidayDays - 1) +
           " days later" + in_line(entry);
  const auto name = entry["name"].value_exact<std::string>();
  if (!name) return "has an entry without a name" + in_line(entry);
  for (care::LocalDay each = *day; each <= *until; each += std::chrono::days(1))
    changes.push_back({kind, each, *name});
  return {};
}

std::string take_list(Changes& changes, HolidayChange::Kind kind, std::string_view key,
                      const toml::node& list) {
  if (!list.is_array_of_tables())
    return "needs [[" + std::string(key) + "]] before each entry" + in_line(list);
  for (const auto& entry : *list.as_array()) {
    auto problem = take_entry(changes, kind, *entry.as_table());
    if (!problem.empty()) return problem;
  }
  return {};
}

std::string take_file(Changes& changes, const toml::table& table) {
  for (const auto& [key, value] : table) {
    const bool added = key.str() == "added";
    if (!added && key.str() != "removed")
      return "has something named " + std::string(key.str()) + in_line(value);
    const auto kind = added ? HolidayChange::Kind::Added : HolidayChange::Kind::Removed;
    auto problem = take_list(changes, kind, key.str(), value);
    if (!problem.empty()) return problem;
  }
  return {};
}

/// What core/care refuses in words.
std::string problem_of(const Error& error, const Changes& changes) {
  if (error.is(care::CalendarError::TooManyHolidays))
    return "has more than " + std::to_string(care::kMaxHolidayChanges) + " days";
  const auto day = show(changes.at(std::stoul(error.detail()) - 1).day);
  if (error.is(care::CalendarError::HolidayTwice)) return "names " + day + " twice";
  return "gives " + day + " a name that is empty, longer than " + std::to_string(care::kMaxHolidayName) +
         " bytes or not one line";
}

}  // namespace

ReadHolidays parse_holidays(std::string_view text) {
  ReadHolidays read;
  if (text.size() > kMaxHolidaysFile) {
    read.problem = "is longer than " + std::to_string(kMaxHolidaysFile / 1024) + " KiB";
    return read;
  }
  try {
    Changes changes;
    read.problem = take_file(changes, toml::parse(text));
    if (!read.problem.empty()) return read;
    auto made = care::Holidays::create(changes);
    if (!made) read.problem = problem_of(made.error(), changes);
    if (made) read.holidays = std::move(*made);
  } catch (const toml::parse_error& error) {
    read.problem = "is not TOML (line " + std::to_string(error.source().begin.line) + ")";
  }
  return read;
}

ReadHolidays read_holidays_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string text(kMaxHolidaysFile + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  const bool whole = stream.eof() || text.size() > kMaxHolidaysFile;
  auto read = whole ? parse_holidays(text) : ReadHolidays{{}, "cannot be read"};
  if (!read.problem.empty())
    read.problem = "The file of holidays " + file.string() + " " + read.problem + ".";
  return read;
}

}  // namespace tasuki::node
