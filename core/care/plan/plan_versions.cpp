#include "core/care/plan/plan_versions.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/vocabulary.hpp"

namespace tasuki::care {

namespace {

std::size_t place_of(const SharedSection& section) {
  const auto words = vocabulary::words(vocabulary::List::PlanSection);
  return static_cast<std::size_t>(std::ranges::find(words, section.section.code, &vocabulary::Word::code) -
                                  words.begin());
}

/// Of two that hold one section the later one counts: sources come in the order in which they were stated.
void add_section(PlanVersion& version, SharedSection added) {
  std::erase_if(version.sections,
                [&](const SharedSection& known) { return known.section.code == added.section.code; });
  version.sections.push_back(std::move(added));
}

void add_source(PlanVersion& version, PlanSource source) {
  version.stated_at = source.stated_at;
  version.review_day = source.part.review_day;
  version.messages.insert(source.message);
  for (auto& section : source.part.sections) {
    add_section(version, {std::move(section), source.message, source.shared_with, source.categories});
  }
}

}  // namespace

const SharedSection* PlanVersion::find(std::string_view code) const {
  const auto found = std::ranges::find_if(
      sections, [code](const SharedSection& shared) { return shared.section.code == code; });
  return found == sections.end() ? nullptr : &*found;
}

std::vector<PlanVersion> plan_versions(std::vector<PlanSource> sources) {
  std::ranges::sort(sources, [](const PlanSource& one, const PlanSource& other) {
    return std::tie(one.stated_at, one.message) < std::tie(other.stated_at, other.message);
  });
  std::map<std::pair<std::uint32_t, AgencyId>, PlanVersion> found;
  for (auto& source : sources) {
    auto& version = found[{source.part.version, source.author}];
    version.number = source.part.version;
    version.author = source.author;
    add_source(version, std::move(source));
  }
  std::vector<PlanVersion> versions;
  for (auto& [key, version] : found) {
    std::ranges::sort(version.sections, {}, place_of);
    versions.push_back(std::move(version));
  }
  std::ranges::sort(versions, [](const PlanVersion& one, const PlanVersion& other) {
    return std::tie(one.number, one.stated_at, one.author) >
           std::tie(other.number, other.stated_at, other.author);
  });
  return versions;
}

std::uint32_t next_version(const std::vector<PlanVersion>& versions) {
  if (versions.empty()) return 1;
  const auto newest = versions.front().number;
  return newest == std::numeric_limits<std::uint32_t>::max() ? 0 : newest + 1;
}

}  // namespace tasuki::care
