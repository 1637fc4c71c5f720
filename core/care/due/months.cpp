#include "core/care/due/months.hpp"

#include <chrono>

namespace tasuki::care {

DayNumber months_after(DayNumber day, int months) {
  using namespace std::chrono;
  const year_month_day date{local_days{days{day}}};
  const auto month = year_month{date.year(), date.month()} + std::chrono::months{months};
  const year_month_day same = month / date.day();
  const local_days there = same.ok() ? local_days{same} : local_days{month / last};
  return static_cast<DayNumber>(there.time_since_epoch().count());
}

}  // namespace tasuki::care
