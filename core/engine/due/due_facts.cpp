#include "core/engine/due/due_facts.hpp"

#include <tuple>

#include "core/engine/care/forms.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/followed.hpp"
#include "core/engine/record/team_rows.hpp"
#include "core/record/card_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

care::DayNumber day_number(const Turn& turn, Time time) {
  return static_cast<care::DayNumber>(turn.desk.settings.calendar.day_of(time).time_since_epoch().count());
}

void add_members(Turn& turn, const record::TeamState& state, care::DueFacts& facts) {
  for (const auto& member : state.members) {
    const auto known = record::find_known_agency(turn.transaction, member);
    facts.kinds[member] = known ? known->card.kind : std::string();
  }
  facts.coordinator = state.coordinator;
}

void add_said(Turn& turn, const TeamId& team, care::DueFacts& facts) {
  for (auto& milestone : all_of<care::Milestone>(turn.transaction, team))
    facts.milestones.push_back(std::move(milestone.what));
  for (const auto& id : reports_of(turn.transaction, team)) {
    const auto message = load_message(turn.transaction, id);
    if (!message) continue;
    care::Report report{
        message->content.kind, message->author, {}, day_number(turn, message->content.stated_at)};
    for (const auto& recipient : message->content.recipients) report.recipients.insert(recipient.agency);
    facts.reports.push_back(std::move(report));
  }
}

/// The newest stated is the team's; of one author's the highest version.
void add_plan(Turn& turn, const TeamId& team, care::DueFacts& facts) {
  std::optional<std::tuple<Time, std::uint32_t>> newest;
  for (const auto& part : all_of<care::PlanPart>(turn.transaction, team)) {
    const std::tuple place{part.message.content.stated_at, part.what.version};
    if (newest && *newest >= place) continue;
    newest = place;
    facts.plan = care::PlanFact{day_number(turn, std::get<0>(place)), part.what.review_day};
  }
}

void add_consents(Turn& turn, const record::TeamState& state, care::DueFacts& facts) {
  for (const auto& [id, consent] : state.consents) {
    if (!consent.until || consent.withdrawn_by) continue;
    facts.consent_ends.push_back({id, day_number(turn, *consent.until - Duration(1))});
  }
}

}  // namespace

care::DueFacts due_facts(Turn& turn, const record::TeamState& state) {
  care::DueFacts facts;
  facts.today = day_number(turn, turn.desk.clock.now());
  const auto since = load_team_row(turn.transaction, state.team).since();
  facts.known_since = since == 0 ? facts.today : day_number(turn, from_millis(since));
  add_members(turn, state, facts);
  add_said(turn, state.team, facts);
  add_plan(turn, state.team, facts);
  add_consents(turn, state, facts);
  return facts;
}

}  // namespace tasuki::engine
