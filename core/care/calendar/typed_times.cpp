#include "core/care/calendar/typed_times.hpp"

#include <cstdio>
#include <optional>

#include "core/base/utf8.hpp"

namespace tasuki::care::typed {

namespace {

constexpr TimeOfDay kWholeDay = std::chrono::hours(24);

/// Takes the first character of a text that is UTF-8.
std::string_view take_character(std::string_view& text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
  const auto character = text.substr(0, length);
  text.remove_prefix(length);
  return character;
}

/// Of U+FF01 to U+FF5E, the full-width forms of ASCII.
std::optional<char> half_width(std::string_view character) {
  if (character.size() != 3 || character[0] != '\xEF') return std::nullopt;
  const auto second = static_cast<unsigned char>(character[1]);
  const auto third = static_cast<unsigned char>(character[2]);
  const unsigned code = 0xF000U | (second & 0x3FU) << 6U | (third & 0x3FU);
  if (code < 0xFF01U || code > 0xFF5EU) return std::nullopt;
  return static_cast<char>(code - 0xFEE0U);
}

std::string plain(std::string_view character) {
  for (const std::string_view dash : {"~", "～", "〜", "–", "—", "−", "‐", "‑", "ー"}) {
    if (character == dash) return "-";
  }
  if (character == "、") return ",";
  if (character == "　" || character == "\t") return " ";
  if (const auto ascii = half_width(character)) return plain(std::string_view(&*ascii, 1));
  const char first = character.front();
  return first >= 'A' && first <= 'Z' ? std::string(1, static_cast<char>(first - 'A' + 'a'))
                                      : std::string(character);
}

/// Takes `H:MM` or `HH:MM` off the front: its hours and minutes, however large.
std::optional<std::pair<int, int>> take_clock(std::string_view& text) {
  const auto digits = [&text](std::size_t most) {
    std::size_t length = 0;
    while (length < most && length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
    const auto taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
  };
  const auto hours = digits(2);
  if (hours.empty() || text.empty() || text.front() != ':') return std::nullopt;
  text.remove_prefix(1);
  const auto minutes = digits(2);
  if (minutes.size() != 2) return std::nullopt;
  return std::pair(std::stoi(std::string(hours)), std::stoi(std::string(minutes)));
}

/// Where a time follows weekdays without a blank, as in 月-金9:00.
bool begins_times(std::string_view so_far, std::string_view next) {
  const auto is_of_time = [](char c) { return (c >= '0' && c <= '9') || c == ':' || c == '-'; };
  return next.front() >= '0' && next.front() <= '9' && !is_of_time(so_far.back());
}

std::string show_clock(TimeOfDay time) {
  char text[32];
  const auto minutes = static_cast<int>(time.count());
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
  return text;
}

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view text) {
  if (text.size() > kMaxHoursText) return CalendarError::HoursTooLong;
  if (!is_utf8(text)) return CalendarError::HoursUnreadable;
  std::vector<Token> tokens;
  bool going_on = false;    // the next character belongs to the last token
  bool after_dash = false;  // blanks do not end it
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string character = plain(take_character(text));
    if (character == " ") {
      going_on = going_on && after_dash;
    } else if (character == ",") {
      going_on = false;
    } else if (character == ";") {
      tokens.push_back({character, number});
      going_on = false;
    } else {
      const bool dash = character == "-";
      if (going_on && begins_times(tokens.back().text, character)) going_on = false;
      going_on = going_on || (dash && !tokens.empty() && tokens.back().text != ";");
      if (!going_on) tokens.push_back({"", number});
      tokens.back().text += character;
      going_on = true;
      after_dash = dash;
    }
  }
  return tokens;
}

Error at(CalendarError error, const Token& token) { return {error, std::to_string(token.character)}; }

Result<TimeSpan> read_span(const Token& token) {
  std::string_view text = token.text;
  const auto opens = take_clock(text);
  const bool dash = opens && text.starts_with('-');
  if (dash) text.remove_prefix(1);
  const auto closes = dash ? take_clock(text) : std::nullopt;
  if (!closes || !text.empty()) return at(CalendarError::HoursUnreadable, token);
  const auto time = [](std::pair<int, int> clock) {
    return std::chrono::hours(clock.first) + std::chrono::minutes(clock.second);
  };
  TimeSpan span{time(*opens), time(*closes)};
  if (opens->second > 59 || closes->second > 59 || span.opens >= kWholeDay || span.closes > kWholeDay)
    return at(CalendarError::NoSuchTime, token);
  if (span.opens == span.closes) return at(CalendarError::SpanEmpty, token);
  if (span.closes < span.opens) span.closes += kWholeDay;
  return span;
}

std::string show_span(const TimeSpan& span) {
  const bool beyond = span.closes > kWholeDay;
  return show_clock(span.opens) + "-" + show_clock(beyond ? span.closes - kWholeDay : span.closes);
}

}  // namespace tasuki::care::typed
