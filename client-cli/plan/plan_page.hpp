#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client-cli/language.hpp"
#include "client-cli/moment.hpp"

namespace tasuki::proto::api {
class PlanAnswer;
class PlanSection;
class PlanStep;
}  // namespace tasuki::proto::api

namespace tasuki::cli {

/// Which page of a crisis plan is wanted.
struct PlanPageKind {
  bool for_person = false;  ///< The person's own: their words first, nothing about versions.
  std::string stage = {};   ///< That stage alone, with whom to call and what the hospital agreed to.
  bool disaster = false;    ///< What counts in a disaster, with whom to call and who has a key.
};

/// What a page says. How it looks is decided by plan_as_….
struct PlanPage {
  struct Group {
    std::string label;
    std::vector<std::string> lines;
    bool numbered = false;  ///< each line begins with its number
  };
  struct Block {
    std::string title;
    std::string tone;  ///< blue, yellow, red; the title says it in words
    std::vector<Group> groups;
  };
  std::string title;
  std::vector<std::string> head;
  std::vector<Block> blocks;
};

PlanPage plan_page(const proto::api::PlanAnswer& plan, const PlanPageKind& kind, Language language,
                   Zone zone = Zone::tokyo());

/// For 80 columns, ready to print.
std::string plan_as_text(const PlanPage& page);
/// One file that needs nothing else, large, set for A4 paper, readable without colours.
std::string plan_as_html(const PlanPage& page, Language language);

/// One section, for the body of the message that carries it.
std::string plan_section_as_text(const proto::api::PlanSection& section, Language language);
/// `みどり訪問看護：毎日電話する`, `045-000-0000 兄`.
std::string plan_line(const proto::api::PlanStep& step, Language language);
/// `2026-02-13`
std::string show_plan_day(std::int32_t day);

}  // namespace tasuki::cli
