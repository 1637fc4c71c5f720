#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/vocabulary.hpp"
#include "core/care/calendar/calendar.hpp"
#include "core/care/calendar/typed_times.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxSpansPerDay = 8;

/// When somebody is there at an agency, week by week. A value; the calendar says when that is.
///
/// On holidays it is closed unless it says otherwise; then a holiday is like any day of its weekday. What
/// begins before midnight goes on after it, also into a holiday: it belongs to the day on which it begins.
class OfficeHours {
 public:
  /// Never open.
  OfficeHours() = default;
  /// Day and night, holidays too: a hospital's ward.
  static OfficeHours always();

  /// Parts with a semicolon between them, each weekdays and then times:
  ///
  ///   mon-fri 09:00-12:00, 13:00-17:30; sat 09:00-12:00; holidays open
  ///   月-金 9:00-17:30; 土 9:00-12:00; 祝開
  ///   always, or 常時        closed, or 休み: never
  ///
  /// A weekday that is not named, or said to be `closed`, has no hours. 22:00-06:00 is until the next
  /// morning. See CalendarError for what can be wrong.
  static Result<OfficeHours> parse(std::string_view text);
  /// The one text of these hours, for which parse() gives them back: weekdays with equal hours together, in
  /// order.
  std::string to_text(vocabulary::Language language = vocabulary::Language::English) const;

  bool is_open(const Calendar& calendar, Time time) const;
  /// The first moment after `time` at which it opens, having been closed; nothing where it does not within a
  /// year.
  std::optional<Time> next_opening(const Calendar& calendar, Time time) const;
  /// The first moment after `time` at which it closes, having been open; likewise.
  std::optional<Time> next_closing(const Calendar& calendar, Time time) const;

  friend bool operator==(const OfficeHours&, const OfficeHours&) = default;

 private:
  friend class HoursReader;
  /// Open from `begin` until just before `end`.
  struct Run {
    Time begin;
    Time end;
  };
  /// Ascending, apart, on one day.
  using Spans = std::vector<typed::TimeSpan>;

  const Spans& spans_on(const Calendar& calendar, LocalDay day) const;
  std::optional<Run> run_after(const Calendar& calendar, Time time) const;
  std::string days_to_text(vocabulary::Language language) const;

  std::array<Spans, 7> week_;  ///< from Monday
  bool open_on_holidays_ = false;
};

}  // namespace tasuki::care
