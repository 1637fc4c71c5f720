// Office hours and day plans, as people type them.
#include "core/care/calendar/office_hours.hpp"

#include "core/base/bytes.hpp"
#include "core/care/calendar/window.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  const auto text = as_text(ByteView(data, size));
  if (const auto plan = care::parse_day_plan(text)) {
    test::require(care::is_acceptable(*plan));
    test::require(care::parse_day_plan(care::to_text(*plan)).value() == *plan);
  }
  const auto hours = care::OfficeHours::parse(text);
  if (!hours) return 0;
  for (const auto language : {vocabulary::Language::English, vocabulary::Language::Japanese})
    test::require(care::OfficeHours::parse(hours->to_text(language)).value() == *hours);
  const care::Calendar calendar;
  const Time time = from_millis(1'770'000'000'000);
  const auto opening = hours->next_opening(calendar, time);
  test::require(!opening || (*opening > time && hours->is_open(calendar, *opening)));
  return 0;
}
