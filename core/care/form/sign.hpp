#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace tasuki::proto::record {
class Alert;
class Observation;
class SignDefinition;
}  // namespace tasuki::proto::record

namespace tasuki::care {

/// A day of the team's calendar: how many behind 1970-01-01 there.
using DayNumber = std::int32_t;

inline constexpr std::size_t kMaxSignText = 1'024;  ///< bytes
inline constexpr std::size_t kMaxUnit = 32;         ///< bytes
inline constexpr std::uint32_t kMaxSignDays = 31;
inline constexpr std::size_t kMaxObservations = 1'024;           ///< named by one alert
inline constexpr std::int64_t kMaxMeasured = 1'000'000'000'000;  ///< thousandths of a unit, either way

/// What of a sign has to be seen for how long, before the alert is raised.
struct Threshold {
  std::string unit{};             ///< Empty: it is seen or not.
  std::int64_t at_least = 0;      ///< Thousandths of the unit.
  std::uint32_t days = 1;         ///< On so many days …
  std::uint32_t within_days = 1;  ///< … out of so many in a row. The same number: days running.

  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// A warning sign as agreed with the person (docs/protocol.md section 11.9).
struct SignDefinition {
  std::optional<RecordId> sign{};  ///< Of a revision: the id of the message that defined it first.
  std::string what{};              ///< What can be seen.
  Threshold threshold{};
  std::set<AgencyId> noticed_by{};  ///< None: whoever is told of the sign.
  std::string view{};               ///< subjective, objective
  std::string stage{};              ///< blue, yellow, red
  bool phone = false;               ///< The alert's urgency.
  bool ended = false;               ///< It is not watched for any more.

  friend bool operator==(const SignDefinition&, const SignDefinition&) = default;
};

/// What one agency saw of a sign on one day.
struct Observation {
  RecordId sign;
  DayNumber day = 0;
  bool seen = false;       ///< Of a measured sign: there is a value.
  std::int64_t value = 0;  ///< Thousandths of the sign's unit.

  friend bool operator==(const Observation&, const Observation&) = default;
};

/// The threshold is reached, or somebody reports the sign itself.
struct Alert {
  RecordId sign;
  DayNumber first_day = 0;
  DayNumber last_day = 0;
  std::string stage{};
  std::vector<RecordId> observations{};  ///< Ascending. None: reported by somebody.

  friend bool operator==(const Alert&, const Alert&) = default;
};

Result<> check(const SignDefinition& sign);
Result<> check(const Observation& observation);
Result<> check(const Alert& alert);
void write(const SignDefinition& sign, proto::record::SignDefinition& out);
void write(const Observation& observation, proto::record::Observation& out);
void write(const Alert& alert, proto::record::Alert& out);
Result<SignDefinition> read(const proto::record::SignDefinition& in);
Result<Observation> read(const proto::record::Observation& in);
Result<Alert> read(const proto::record::Alert& in);

}  // namespace tasuki::care
