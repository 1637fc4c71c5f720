#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/care/form/plan.hpp"

namespace tasuki::care {

inline constexpr std::string_view kPlanCategory = "crisis-plan";

/// A section and whom it may go to: everybody named, or those of them whom consent allows.
struct SectionToShare {
  PlanSection section;
  std::set<AgencyId> to;
  std::set<std::string> categories;
  std::string body;  ///< the section as text
};

/// What goes out as one message.
struct PartToSend {
  std::set<AgencyId> to;
  std::set<std::string> categories;
  std::string body;
  std::vector<PlanSection> sections;
};

/// One part for each set of agencies and categories: nobody gets a section that is not shared with it, and no
/// section waits for a consent that another one needs. Sections for nobody are left out.
std::vector<PartToSend> parts_of(std::vector<SectionToShare> sections);

}  // namespace tasuki::care
