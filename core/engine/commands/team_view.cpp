#include "core/engine/commands/team_view.hpp"

#include "core/delivery/contact.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

void describe_ignored(Turn& turn, const record::TeamState& state, proto::api::TeamAnswer& out) {
  for (const auto& record : state.ignored) {
    auto& ignored = *out.add_ignored();
    ignored.set_record_id(record.id.str());
    ignored.set_reason(record.reason);
    if (const auto stored = record::find_record(turn.transaction, record.id)) {
      ignored.set_agency_id(stored->record.record.author.str());
    }
  }
}

}  // namespace

proto::api::TeamAnswer describe_team(Turn& turn, const TeamId& team) {
  const auto state = team_state(turn, team);
  proto::api::TeamAnswer out;
  out.set_team_id(team.str());
  out.set_person(person_of(turn.transaction, team));
  out.set_coordinator(state->coordinator.str());
  out.set_active(state->is_member(turn.desk.agency()));
  for (const auto& agency : state->members) {
    auto& member = *out.add_member();
    member.set_agency_id(agency.str());
    member.set_contact(delivery::is_contact(turn.transaction, agency));
    if (const auto known = record::find_known_agency(turn.transaction, agency)) {
      member.set_name(known->card.name);
      member.set_kind(known->card.kind);
    }
    if (const auto* succession = state->succession_of(agency))
      member.set_continues(succession->old_agency.str());
  }
  out.set_undecidable(!state->decidable);
  describe_ignored(turn, *state, out);
  return out;
}

}  // namespace tasuki::engine
