#include "client-cli/plan/plan_page.hpp"

#include <algorithm>
#include <chrono>

#include "core/base/clock.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

namespace api = proto::api;

std::string plan_word(List list, std::string_view code, Language language) {
  return std::string(vocabulary::say(list, code, language));
}

std::string plan_text(Text text, Language language) { return std::string(text.in(language)); }

/// Under which heading a line stands: contacts by when they answer.
std::string label_of(const api::PlanStep& step, Language language) {
  if (step.who() != "contact") return plan_word(List::PlanWho, step.who(), language);
  if (step.window().empty()) return plan_text({"いつでも", "at any time"}, language);
  return plan_word(List::CoverageWindow, step.window(), language);
}

/// Labels in the order in which they first stand; lines of a contact numbered, since their order counts.
std::vector<PlanPage::Group> groups_of(const api::PlanSection& section, Language language) {
  std::vector<PlanPage::Group> groups;
  for (const auto& step : section.step()) {
    const auto label = label_of(step, language);
    auto group = std::ranges::find(groups, label, &PlanPage::Group::label);
    if (group == groups.end()) group = groups.insert(group, {label, {}, step.who() == "contact"});
    const auto number = group->numbered ? std::to_string(group->lines.size() + 1) + ". " : std::string();
    group->lines.push_back(number + plan_line(step, language));
  }
  // The section's title says who has the key, and whose words they are.
  if (groups.size() == 1 && (section.code() == "keys" || section.code() == "own-words"))
    groups.front().label.clear();
  return groups;
}

std::string tone_of(std::string_view code) {
  constexpr std::string_view kStage = "stage-";
  return code.starts_with(kStage) ? std::string(code.substr(kStage.size())) : std::string();
}

std::vector<std::string> wanted_sections(const PlanPageKind& kind) {
  if (kind.disaster) return {"disaster", "contacts", "keys"};
  if (!kind.stage.empty()) return {"stage-" + kind.stage, "contacts", "hospital", "keys"};
  if (kind.for_person)
    return {"own-words", "stage-blue", "stage-yellow", "stage-red",
            "contacts",  "hospital",   "keys",         "disaster"};
  return {"stage-blue", "stage-yellow", "stage-red", "contacts", "hospital", "keys", "own-words", "disaster"};
}

std::vector<std::string> head_of(const api::PlanAnswer& plan, const PlanPageKind& kind, Language language,
                                 Zone zone) {
  const auto day = show_plan_day(plan.review_day());
  std::string review = plan_text({"次に見直す日: ", "To be looked at again: "}, language) + day;
  if (plan.overdue()) review += plan_text({"（過ぎています。見直しましょう）", " (overdue)"}, language);
  if (kind.for_person) return {std::move(review)};
  std::string made = plan_text({"第", "version "}, language) + std::to_string(plan.version()) +
                     plan_text({"版　", ", by "}, language) + plan.author_name();
  if (!plan.author_staff().empty()) made += " " + plan.author_staff();
  if (plan.stated_at() != 0)
    made += plan_text({"　", ", "}, language) + show_day(from_millis(plan.stated_at()), zone);
  if (plan.version() < plan.newest())
    made += plan_text({"（古い版です。最新は第", " (not the newest, which is version "}, language) +
            std::to_string(plan.newest()) + plan_text({"版）", ")"}, language);
  return {std::move(made), std::move(review)};
}

std::string title_of(const api::PlanAnswer& plan, const PlanPageKind& kind, Language language) {
  std::string title = kind.disaster     ? plan_text({"災害のときのプラン", "Plan for a disaster"}, language)
                      : kind.for_person ? plan_text({"わたしのクライシスプラン", "My crisis plan"}, language)
                                        : plan_text({"クライシスプラン", "Crisis plan"}, language);
  if (plan.person().empty()) return title;
  return title + plan_text({"（", " ("}, language) + plan.person() + plan_text({"）", ")"}, language);
}

}  // namespace

std::string show_plan_day(std::int32_t day) { return to_rfc3339(Time(std::chrono::days(day))).substr(0, 10); }

std::string plan_line(const api::PlanStep& step, Language language) {
  const auto between = plan_text({"：", ": "}, language);
  if (step.who() == "agency") return step.agency() + between + step.text();
  if (step.who() != "contact") return step.text();
  if (step.agency().empty()) return step.text() + "  " + step.number();
  return step.agency() + "  " + step.number() + (step.text().empty() ? "" : "  " + step.text());
}

std::string plan_section_as_text(const api::PlanSection& section, Language language) {
  std::string text = plan_text({"【", "["}, language) +
                     plan_word(List::PlanSection, section.code(), language) +
                     plan_text({"】", "]"}, language) + "\n";
  for (const auto& group : groups_of(section, language)) {
    if (!group.label.empty()) text += group.label + "\n";
    for (const auto& line : group.lines) text += plan_text({"・", "- "}, language) + line + "\n";
  }
  return text;
}

PlanPage plan_page(const api::PlanAnswer& plan, const PlanPageKind& kind, Language language, Zone zone) {
  PlanPage page{title_of(plan, kind, language), head_of(plan, kind, language, zone), {}};
  for (const auto& code : wanted_sections(kind)) {
    for (const auto& section : plan.section()) {
      if (section.code() == code)
        page.blocks.push_back(
            {plan_word(List::PlanSection, code, language), tone_of(code), groups_of(section, language)});
    }
  }
  if (page.blocks.empty())
    page.head.push_back(plan_text(
        {"この内容は、この機関には共有されていません。", "This part is not shared with this agency."},
        language));
  return page;
}

}  // namespace tasuki::cli
