#include <algorithm>
#include <bitset>

#include "core/care/calendar/office_hours.hpp"

namespace tasuki::care {

using vocabulary::Language;

namespace {

struct DayName {
  std::string_view english;
  std::string_view japanese;
};
constexpr std::array<DayName, 7> kDayNames{{{"mon", "月"},
                                            {"tue", "火"},
                                            {"wed", "水"},
                                            {"thu", "木"},
                                            {"fri", "金"},
                                            {"sat", "土"},
                                            {"sun", "日"}}};
using Weekdays = std::bitset<7>;

/// Takes one weekday off the front: `mon`, `月`, `月曜`, `月曜日`.
std::optional<std::size_t> take_weekday(std::string_view& text) {
  const auto take = [&text](std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
  };
  for (std::size_t day = 0; day < kDayNames.size(); ++day) {
    if (take(kDayNames[day].english)) return day;
    if (!take(kDayNames[day].japanese)) continue;
    if (take("曜")) take("日");
    return day;
  }
  return std::nullopt;
}

/// `mon`, `mon-fri`, `土日`, `金-月`.
std::optional<Weekdays> read_weekdays(std::string_view text) {
  Weekdays days;
  std::optional<std::size_t> last;
  while (!text.empty()) {
    const bool to = last && text.starts_with('-');
    if (to) text.remove_prefix(1);
    const auto day = take_weekday(text);
    if (!day) return std::nullopt;
    for (std::size_t between = to ? *last : *day; between != *day; between = (between + 1) % 7)
      days.set(between);
    days.set(*day);
    last = to ? std::nullopt : day;
  }
  return days;
}

bool is_either(std::string_view text, std::string_view english, std::string_view japanese) {
  return text == english || text == japanese;
}

bool is_open_word(std::string_view text) { return is_either(text, "open", "開"); }
bool is_closed_word(std::string_view text) { return text == "closed" || is_either(text, "休", "休み"); }

bool begins_like_a_time(std::string_view text) { return text.front() >= '0' && text.front() <= '9'; }

std::string weekdays_to_text(const Weekdays& days, Language language) {
  const auto name = [language](std::size_t day) {
    return std::string(language == Language::English ? kDayNames[day].english : kDayNames[day].japanese);
  };
  std::string text;
  for (std::size_t first = 0; first < 7; ++first) {
    if (!days[first]) continue;
    std::size_t last = first;
    while (last + 1 < 7 && days[last + 1]) ++last;
    text += (text.empty() ? "" : ",") + name(first) + (last > first ? "-" + name(last) : "");
    first = last;
  }
  return text;
}

}  // namespace

/// Takes tokens one after the other.
class HoursReader {
 public:
  Result<> take(const typed::Token& token) {
    if (token.text == ";") return finish_part();
    if (after_holidays_) return take_holidays(token, is_open_word(token.text), is_closed_word(token.text));
    if (token.text == "holidays" || token.text == "祝") {
      TRY_VOID(finish_part());
      after_holidays_ = token;
      return {};
    }
    if (token.text == "祝開" || token.text == "祝休")
      return take_holidays(token, token.text == "祝開", token.text == "祝休");
    if (is_closed_word(token.text)) return take_closed(token);
    return begins_like_a_time(token.text) ? take_span(token) : take_weekdays(token);
  }

  Result<OfficeHours> finish() {
    TRY_VOID(finish_part());
    for (auto& spans : hours_.week_) put_in_order(spans);
    const bool ever = std::ranges::any_of(hours_.week_, [](const auto& spans) { return !spans.empty(); });
    hours_.open_on_holidays_ = ever && holidays_.value_or(false);
    if (named_.none()) return CalendarError::TimesMissing;
    return hours_;
  }

 private:
  Result<> take_holidays(const typed::Token& token, bool open, bool closed) {
    if (!open && !closed) return typed::at(CalendarError::HoursUnreadable, token);
    if (holidays_) return typed::at(CalendarError::WeekdayTwice, token);
    holidays_ = open;
    after_holidays_.reset();
    return {};
  }

  Result<> take_closed(const typed::Token& token) {
    if (days_.none()) return typed::at(CalendarError::WeekdayMissing, token);
    if (!spans_.empty()) return typed::at(CalendarError::HoursUnreadable, token);
    closed_ = true;
    return {};
  }

  Result<> take_weekdays(const typed::Token& token) {
    const auto days = read_weekdays(token.text);
    if (!days) return typed::at(CalendarError::UnknownWeekday, token);
    if (!spans_.empty() || closed_) TRY_VOID(finish_part());
    if (((named_ | days_) & *days).any()) return typed::at(CalendarError::WeekdayTwice, token);
    if (days_.none()) part_ = token;
    days_ |= *days;
    return {};
  }

  Result<> take_span(const typed::Token& token) {
    TRY(const auto span, typed::read_span(token));
    if (days_.none()) return typed::at(CalendarError::WeekdayMissing, token);
    if (closed_) return typed::at(CalendarError::HoursUnreadable, token);
    if (spans_.size() == kMaxSpansPerDay) return typed::at(CalendarError::HoursTooLong, token);
    spans_.push_back(span);
    const auto overlaps = [&](const typed::TimeSpan& other) {
      return span.opens < other.closes && other.opens < span.closes;
    };
    if (std::any_of(spans_.begin(), std::prev(spans_.end()), overlaps))
      return typed::at(CalendarError::SpansOverlap, token);
    return {};
  }

  Result<> finish_part() {
    if (after_holidays_) return typed::at(CalendarError::HoursUnreadable, *after_holidays_);
    if (days_.any() && spans_.empty() && !closed_) return typed::at(CalendarError::TimesMissing, part_);
    for (std::size_t day = 0; day < 7; ++day) {
      if (days_[day]) hours_.week_[day] = spans_;
    }
    named_ |= days_;
    days_.reset();
    spans_.clear();
    closed_ = false;
    return {};
  }

  /// Sorted, and what follows at once made one; not where that would be no time span of a day.
  static void put_in_order(OfficeHours::Spans& spans) {
    constexpr TimeOfDay kDay = std::chrono::hours(24);
    std::ranges::sort(spans);
    OfficeHours::Spans whole;
    for (const auto& span : spans) {
      const bool follows = !whole.empty() && whole.back().closes == span.opens;
      const auto length = follows ? span.closes - whole.back().opens : kDay;
      if (follows && (length < kDay || span.closes == kDay)) {
        whole.back().closes = span.closes;
      } else {
        whole.push_back(span);
      }
    }
    spans = std::move(whole);
  }

  OfficeHours hours_;
  Weekdays named_;  ///< in earlier parts
  Weekdays days_;   ///< in this one
  OfficeHours::Spans spans_;
  bool closed_ = false;
  typed::Token part_;  ///< its first word
  std::optional<bool> holidays_;
  std::optional<typed::Token> after_holidays_;
};

Result<OfficeHours> OfficeHours::parse(std::string_view text) {
  TRY(const auto tokens, typed::tokens_of(text));
  if (tokens.empty()) return CalendarError::HoursEmpty;
  if (tokens.size() == 1 && is_either(tokens.front().text, "always", "常時")) return always();
  if (tokens.size() == 1 && is_closed_word(tokens.front().text)) return OfficeHours();
  HoursReader reader;
  for (const auto& token : tokens) TRY_VOID(reader.take(token));
  return reader.finish();
}

std::string OfficeHours::to_text(Language language) const {
  const bool english = language == Language::English;
  if (*this == always()) return english ? "always" : "常時";
  std::string text = days_to_text(language);
  if (text.empty()) return english ? "closed" : "休み";
  if (open_on_holidays_) text += english ? "; holidays open" : "; 祝開";
  return text;
}

std::string OfficeHours::days_to_text(Language language) const {
  std::string text;
  Weekdays told;
  for (std::size_t first = 0; first < 7; ++first) {
    if (told[first] || week_[first].empty()) continue;
    Weekdays alike;
    for (std::size_t day = first; day < 7; ++day) alike[day] = week_[day] == week_[first];
    told |= alike;
    text += (text.empty() ? "" : "; ") + weekdays_to_text(alike, language);
    for (const auto& span : week_[first])
      text += (span == week_[first].front() ? " " : ", ") + typed::show_span(span);
  }
  return text;
}

}  // namespace tasuki::care
