#include "client-cli/view.hpp"

#include <algorithm>

#include "client-cli/shown_text.hpp"
#include "client-cli/wrapped.hpp"
#include "core/base/bytes.hpp"

namespace tasuki::cli {

namespace {

/// So that the fields of one answer and the next stand under each other.
constexpr std::size_t kLabelWidth = 12;

using namespace std::chrono;

}  // namespace

std::string length_of(Duration length, Language language) {
  struct Unit {
    Duration one;
    Text word;
    std::string_view plural;
  };
  static constexpr Unit kUnits[] = {{days(1), {"日", " day"}, "s"},
                                    {hours(1), {"時間", " hour"}, "s"},
                                    {minutes(1), {"分", " minute"}, "s"}};
  for (const auto& unit : kUnits) {
    const auto count = length / unit.one;
    if (count == 0) continue;
    const bool plural = language == Language::English && count > 1;
    return std::to_string(count) + std::string(unit.word.in(language)) + (plural ? "s" : "");
  }
  return {};
}

std::string View::word(List list, std::string_view code) const {
  return std::string(vocabulary::say(list, code, setting_.language));
}

std::string View::id(std::string_view bytes) const { return to_hex(as_bytes(bytes.substr(0, 4))); }

std::string View::agency(const std::string& bytes) const {
  const auto known = setting_.agency_names.find(bytes);
  return known == setting_.agency_names.end() ? id(bytes) : known->second;
}

std::string View::time(std::int64_t millis) const {
  return millis == 0 ? "—" : show_time(from_millis(millis), setting_.moment.zone);
}

std::string View::day(std::int64_t millis) const {
  return millis == 0 ? "—" : show_day(from_millis(millis), setting_.moment.zone);
}

std::string View::freshness(std::int64_t millis) const {
  if (millis == 0) return {};
  const auto age = setting_.moment.now - from_millis(millis);
  // A minute ahead is two clocks, not the future.
  if (age < -minutes(1))
    return say({"未来の時刻の情報（時計を確かめてください）", "from the future (check the clocks)"});
  const auto length = length_of(std::max(age, Duration(0)), setting_.language);
  if (length.empty()) return say({"いまの情報", "from just now"});
  return say({"", "from "}) + length + say({"前の情報", " ago"});
}

void View::line(const std::string& text, Style style) {
  flush();
  out_ << painted(printable_line(text), style, setting_.colour) << '\n';
}

void View::field(Text label, const std::string& value, Style style) {
  row({{padded("  " + say(label), kLabelWidth), Style::Faint}, {value, style}});
}

void View::body(const std::string& text) {
  flush();
  const std::string text_shown = printable(text);
  for (std::string_view rest = text_shown; !rest.empty();) {
    const auto end = rest.find('\n');
    constexpr std::size_t kMark = 4;
    auto lines = wrapped(rest.substr(0, end), kPageColumns - kMark);
    if (lines.empty()) lines.emplace_back();
    for (const auto& line : lines) out_ << "  │ " << line << '\n';
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

void View::heading(std::vector<Text> titles) {
  std::vector<Cell> cells;
  for (const auto& title : titles) cells.push_back({say(title), Style::Faint});
  row(std::move(cells));
}

void View::next(Text what, const std::string& command) {
  line(say({"次にすること: ", "Next: "}) + say(what) + "  " + command, Style::Faint);
}

void View::flush() {
  table_.print(out_, setting_.colour);
  out_.flush();
}

void View::raw(const std::string& text) {
  flush();
  out_ << text;
}

}  // namespace tasuki::cli
