#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/form/sign.hpp"

namespace tasuki::proto::record {
class PlanPart;
}

namespace tasuki::care {

inline constexpr std::size_t kMaxSections = 64;
inline constexpr std::size_t kMaxSteps = 256;       ///< of one section
inline constexpr std::size_t kMaxStepText = 4'096;  ///< bytes

/// One line of a plan: who does or says it, or who is called.
struct PlanStep {
  std::string who{};  ///< A code of the vocabulary: sign, person, family, agency, avoid, contact, …
  std::optional<AgencyId> agency{};  ///< Of `agency`, and of `contact` where it is one.
  std::string window{};              ///< Of `contact`; empty: always.
  std::string number{};              ///< Of `contact`.
  std::string text{};

  friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

struct PlanSection {
  std::string code{};  ///< stage-blue, stage-yellow, stage-red, contacts, hospital, keys, own-words, disaster
  std::vector<PlanStep> steps{};

  friend bool operator==(const PlanSection&, const PlanSection&) = default;
};

/// Those sections of one version of the crisis plan that are shared alike (docs/protocol.md section 11.10).
struct PlanPart {
  std::uint32_t version = 1;  ///< Of its author's. The newest stated is the team's.
  DayNumber review_day = 0;
  std::vector<PlanSection> sections{};

  friend bool operator==(const PlanPart&, const PlanPart&) = default;
};

Result<> check(const PlanPart& part);
void write(const PlanPart& part, proto::record::PlanPart& out);
Result<PlanPart> read(const proto::record::PlanPart& in);

}  // namespace tasuki::care
