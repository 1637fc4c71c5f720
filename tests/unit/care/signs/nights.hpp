#pragma once

#include "core/care/signs/threshold.hpp"

/// Nights of the demonstration: whoever looked, what they saw, and when they said so.
namespace tasuki::care::fixture {

template <class AnyId>
AnyId numbered_id(std::uint8_t number) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(number);
  return AnyId(bytes);
}

inline const auto kHelper = numbered_id<AgencyId>(0x0a);
inline const auto kNurses = numbered_id<AgencyId>(0x0b);
inline const auto kWard = numbered_id<AgencyId>(0x0c);
inline const auto kOffice = numbered_id<AgencyId>(0x0d);
inline const auto kSignId = numbered_id<RecordId>(0x51);

inline const Threshold kThreeRunning{"", 0, 3, 3};
inline const Threshold kTwoOfSeven{"", 0, 2, 7};
inline const Threshold kFourLitres{"L", 4'000, 1, 1};

/// The `number`th thing that was said at all: ids, numbers and times rise with it.
inline Observed saw(std::uint8_t number, const AgencyId& agency, DayNumber day, bool seen = true,
                    std::int64_t value = 0) {
  return {numbered_id<RecordId>(number),
          agency,
          {1, number},
          from_millis(1'771'000'000'000) + std::chrono::hours(number),
          day,
          seen,
          value};
}

inline RaisedAlert alert_on(std::uint8_t number, DayNumber first, DayNumber last, bool by_person = false) {
  return {numbered_id<RecordId>(number), {first, last}, by_person};
}

}  // namespace tasuki::care::fixture
