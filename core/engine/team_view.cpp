#include "core/engine/team_view.hpp"

#include "core/delivery/contact.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/labels.hpp"
#include "core/engine/teams.hpp"
#include "core/record/card_store.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

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
  }
  return out;
}

}  // namespace tasuki::engine
