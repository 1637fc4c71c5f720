#pragma once

#include "core/care/form/sign.hpp"

namespace tasuki::care {

/// The same day of the month, `months` later; where that month is shorter, its last day: a month after
/// 31 January is the end of February.
DayNumber months_after(DayNumber day, int months);

}  // namespace tasuki::care
