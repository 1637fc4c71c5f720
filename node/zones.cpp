#include "node/zones.hpp"

#include <date/tz.h>

#include <exception>

namespace tasuki::node {

namespace {

using Transition = care::TimeZone::Transition;

constexpr date::sys_seconds kFrom{std::chrono::seconds(0)};
constexpr date::sys_seconds kUntil = date::sys_days(date::year(2200) / 1 / 1);

std::optional<care::TimeZone> read(const std::string& name) {
  const auto* zone = date::locate_zone(name);
  auto part = zone->get_info(kFrom);
  const auto before = part.offset;
  std::vector<Transition> transitions;
  while (part.end < kUntil && transitions.size() < care::kMaxTransitions) {
    const auto at = part.end;
    const auto offset = part.offset;
    part = zone->get_info(at);
    // Where only the name changes, or who is said to be early, clocks do not.
    if (part.offset != offset) transitions.push_back({Time(at), part.offset});
  }
  auto made = care::TimeZone::create(name, before, std::move(transitions));
  if (!made) return std::nullopt;
  return std::move(*made);
}

}  // namespace

std::optional<care::TimeZone> find_time_zone(const std::string& name) {
  auto tokyo = care::TimeZone::tokyo();
  if (name == tokyo.name()) return tokyo;
  try {
    return read(name);
  } catch (const std::exception&) {  // how the library says that there is none
    return std::nullopt;
  }
}

}  // namespace tasuki::node
