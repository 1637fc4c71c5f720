#include "core/care/calendar/window.hpp"

#include <algorithm>
#include <array>

#include "core/care/calendar/typed_times.hpp"

namespace tasuki::care {

namespace {

using namespace std::chrono;

struct Named {
  Window window;
  std::string_view code;
};
constexpr std::array kWindows{
    Named{Window::Business, "business"}, Named{Window::Early, "early"},     Named{Window::Late, "late"},
    Named{Window::Night, "night"},       Named{Window::Weekend, "weekend"},
};

/// The windows that follow each other, a day from 6:00 to 6:00 at a time.
class Windows {
 public:
  Windows(const Calendar& calendar, const DayPlan& plan, Time from)
      : calendar_(calendar),
        opens_(std::clamp(plan.opens, kNightEnds, kNightBegins)),
        closes_(std::clamp(plan.closes, opens_, kNightBegins)),
        day_(calendar.day_of(from) - days(1)) {
    do {
      take();
    } while (span_.end <= from);
  }

  const Span& now() const { return span_; }
  void advance() { take(); }

 private:
  void take() {
    do {
      if (waiting_.empty()) plan_day();
      span_ = waiting_.back();
      waiting_.pop_back();
    } while (span_.begin == span_.end);
  }

  void plan_day() {
    Time end = calendar_.at(day_, kNightEnds + hours(24));
    const auto before = [&](Window window, TimeOfDay begins) {
      const Time begin = calendar_.at(day_, begins);
      waiting_.push_back({window, begin, end});
      end = begin;
    };
    before(Window::Night, kNightBegins);
    if (calendar_.is_day_off(day_)) {
      before(Window::Weekend, kNightEnds);
    } else {
      before(Window::Late, closes_);
      before(Window::Business, opens_);
      before(Window::Early, kNightEnds);
    }
    day_ += days(1);
  }

  const Calendar& calendar_;
  const TimeOfDay opens_;
  const TimeOfDay closes_;
  LocalDay day_;               ///< the next to plan
  std::vector<Span> waiting_;  ///< of the day before it, the next one last
  Span span_{};
};

}  // namespace

std::string_view code_of(Window window) { return std::ranges::find(kWindows, window, &Named::window)->code; }

std::optional<Window> window_of(std::string_view code) {
  const auto* found = std::ranges::find(kWindows, code, &Named::code);
  return found == kWindows.end() ? std::nullopt : std::optional(found->window);
}

bool is_acceptable(const DayPlan& plan) {
  return kNightEnds <= plan.opens && plan.opens < plan.closes && plan.closes <= kNightBegins;
}

std::string to_text(const DayPlan& plan) { return typed::show_span({plan.opens, plan.closes}); }

Result<DayPlan> parse_day_plan(std::string_view text) {
  TRY(const auto tokens, typed::tokens_of(text));
  if (tokens.empty()) return CalendarError::HoursEmpty;
  TRY(const auto span, typed::read_span(tokens.front()));
  if (tokens.size() > 1) return typed::at(CalendarError::HoursUnreadable, tokens[1]);
  const DayPlan plan{span.opens, span.closes};
  if (!is_acceptable(plan)) return typed::at(CalendarError::PlanOutOfBounds, tokens.front());
  return plan;
}

Span window_at(const Calendar& calendar, const DayPlan& plan, Time time) {
  return Windows(calendar, plan, time).now();
}

std::vector<Span> next_windows(const Calendar& calendar, const DayPlan& plan, Time time, std::size_t count) {
  std::vector<Span> spans;
  for (Windows windows(calendar, plan, time); spans.size() < count; windows.advance())
    spans.push_back(windows.now());
  return spans;
}

std::vector<Span> week_of(const Calendar& calendar, const DayPlan& plan, Time time) {
  const Time until = calendar.zone.to_utc(calendar.zone.to_local(time) + weeks(1));
  std::vector<Span> spans;
  for (Windows windows(calendar, plan, time); windows.now().begin < until; windows.advance())
    spans.push_back(windows.now());
  return spans;
}

}  // namespace tasuki::care
