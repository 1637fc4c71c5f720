#include "core/care/plan/plan_sharing.hpp"

#include <algorithm>
#include <utility>

namespace tasuki::care {

std::vector<PartToSend> parts_of(std::vector<SectionToShare> sections) {
  std::vector<PartToSend> parts;
  for (auto& each : sections) {
    if (each.to.empty()) continue;
    auto part = std::ranges::find_if(parts, [&](const PartToSend& known) {
      return known.to == each.to && known.categories == each.categories;
    });
    if (part == parts.end()) part = parts.insert(part, PartToSend{each.to, each.categories, {}, {}});
    if (!each.body.empty() && !part->body.empty()) part->body += "\n";
    part->body += each.body;
    part->sections.push_back(std::move(each.section));
  }
  return parts;
}

}  // namespace tasuki::care
