#include "client-cli/plan/plan_view.hpp"

#include "client-cli/commands/message_view.hpp"
#include "client-cli/plan/plan_page.hpp"

namespace tasuki::cli {

namespace {

using Steps = google::protobuf::RepeatedPtrField<api::PlanStep>;

Json json_of_steps(const Steps& steps) {
  Json all = Json::array();
  for (const auto& step : steps) {
    all.push_back({{"who", step.who()},
                   {"agency_id", json_hex(step.agency_id())},
                   {"agency", json_text(step.agency())},
                   {"window", json_text(step.window())},
                   {"number", json_text(step.number())},
                   {"text", step.text()}});
  }
  return all;
}

Json json_of_section(const api::PlanSection& section) {
  return {{"section", section.code()},
          {"message_id", json_hex(section.message_id())},
          {"shared_with", json_hexes(section.shared_with())},
          {"categories", json_texts(section.category())},
          {"steps", json_of_steps(section.step())}};
}

Json json_of_holder(const api::PlanHolder& holder) {
  return {{"agency_id", json_hex(holder.agency_id())},
          {"name", holder.name()},
          {"version", holder.version()},
          {"state", json_text(holder.state())},
          {"opened", holder.opened()}};
}

/// The person's own steps are in the person's words: whoever reads an alert shall not take them for theirs.
std::string whose_step(const api::PlanStep& step, const View& view) {
  return step.who() == "person" ? view.say({"本人がすること", "what the person does"})
                                : view.word(List::PlanWho, step.who());
}

void show_steps(const Steps& steps, View& view, Style style) {
  for (const auto& step : steps) {
    view.row({{"  " + whose_step(step, view), Style::Faint},
              {plan_line(step, view.language()), step.who() == "avoid" ? Style::Warning : style}});
  }
}

void show_holder(const api::PlanHolder& holder, std::uint32_t newest, View& view) {
  const auto version = holder.version() == 0 ? view.say({"なし", "none"})
                                             : view.say({"第", "version "}) +
                                                   std::to_string(holder.version()) + view.say({"版", ""});
  const auto state = holder.state().empty()
                         ? view.say({"最新版は共有していません", "the newest is not for it"})
                         : view.word(List::MessageState, holder.state());
  view.row({{"  " + holder.name(), Style::Strong},
            {version, holder.version() == newest ? Style::Good : Style::Warning},
            {state, style_of_state(holder.state())},
            {holder.opened() ? view.say({"開封済み", "opened"}) : view.say({"未開封", "not opened"}),
             holder.opened() ? Style::Good : Style::Faint}});
}

}  // namespace

Json json_of_plan(const api::PlanAnswer& plan) {
  Json sections = Json::array();
  for (const auto& section : plan.section()) sections.push_back(json_of_section(section));
  Json holders = Json::array();
  for (const auto& holder : plan.holder()) holders.push_back(json_of_holder(holder));
  return {{"team_id", json_hex(plan.team_id())},
          {"person", json_text(plan.person())},
          {"version", plan.version()},
          {"newest", plan.newest()},
          {"from_agency", json_hex(plan.author())},
          {"from_agency_name", plan.author_name()},
          {"from_staff", json_text(plan.author_staff())},
          {"stated_at", json_time(plan.stated_at())},
          {"review", show_plan_day(plan.review_day())},
          {"overdue", plan.overdue()},
          {"sections", std::move(sections)},
          {"holders", std::move(holders)}};
}

Json json_of_plan_steps(const api::PlanStepsAnswer& steps) {
  return {{"version", steps.version()},
          {"stage", steps.stage()},
          {"from_agency", json_hex(steps.author())},
          {"from_agency_name", steps.author_name()},
          {"stated_at", json_time(steps.stated_at())},
          {"review", show_plan_day(steps.review_day())},
          {"overdue", steps.overdue()},
          {"own", json_of_steps(steps.own())},
          {"other", json_of_steps(steps.other())}};
}

void show_plan_steps(const api::PlanStepsAnswer& steps, View& view) {
  view.line(view.say({"クライシスプラン（第", "Crisis plan (version "}) + std::to_string(steps.version()) +
                view.say({"版、", ", by "}) + steps.author_name() + view.say({"、", ", "}) +
                view.freshness(steps.stated_at()) + view.say({"）  ", ")  "}) +
                view.word(List::Stage, steps.stage()),
            Style::Strong);
  if (steps.overdue()) {
    view.line(view.say({"見直しの日が過ぎています: ", "Its review is overdue: "}) +
                  show_plan_day(steps.review_day()),
              Style::Warning);
  }
  if (!steps.own().empty()) {
    view.line(view.say({"あなたの機関がすること", "What your agency does"}), Style::Strong);
    show_steps(steps.own(), view, Style::Strong);
  } else {
    view.line(view.say({"この段階であなたの機関がすることは決まっていません。",
                        "Nothing is agreed for your agency at this stage."}));
  }
  if (steps.other().empty()) return;
  view.line(view.say({"ほかの人・機関", "The others"}));
  show_steps(steps.other(), view, Style::Plain);
}

void show_plan_sharing(const api::PlanAnswer& plan, View& view) {
  view.line();
  view.line(view.say({"だれに見せているか", "Who may see what"}), Style::Strong);
  for (const auto& section : plan.section()) {
    std::string names;
    for (const auto& name : section.share()) names += (names.empty() ? "" : view.say({"、", ", "})) + name;
    view.row({{"  " + view.word(List::PlanSection, section.code())}, {names}});
  }
  view.line(view.say({"最新版（第", "Who has the newest (version "}) + std::to_string(plan.newest()) +
                view.say({"版）の受領状況", ")"}),
            Style::Strong);
  for (const auto& holder : plan.holder()) show_holder(holder, plan.newest(), view);
}

}  // namespace tasuki::cli
