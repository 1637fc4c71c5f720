#pragma once

#include <optional>
#include <string>

#include "core/care/calendar/time_zone.hpp"

namespace tasuki::node {

/// The time zone of that name, such as `America/New_York`, from 1970 on, as the system's zone database has it
/// (package tzdata, which knows the clocks' changes up to 2037). `Asia/Tokyo` needs no database. Nothing
/// where it has no such zone, or the system has none.
std::optional<care::TimeZone> find_time_zone(const std::string& name);

}  // namespace tasuki::node
