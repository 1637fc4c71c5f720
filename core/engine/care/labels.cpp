#include "core/engine/care/labels.hpp"

#include "core/base/vocabulary.hpp"
#include "core/care/consent.hpp"
#include "core/care/note.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/shipping.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/successions.hpp"
#include "core/engine/record/team_rows.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/record_store.hpp"
#include "core/record/team_state.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// Names are typed where a team is meant: were anybody's to count, or a later one, a member could have
/// another team answer to this one's name, and what is told of one person would go to the other's.
bool may_name(Turn& turn, const AgencyId& author, const TeamId& team) {
  const auto founding = record::find_record(turn.transaction, founding_of_team(team));
  return founding && founding->record.record.author == author && person_of(turn.transaction, team).empty();
}

void keep_label(Turn& turn, const TeamId& team, const std::string& person, const RecordId& record) {
  auto row = load_team_row(turn.transaction, team);
  row.set_person(person);
  row.set_label_record(record.str());
  if (row.since() == 0) row.set_since(to_millis(turn.desk.clock.now()));
  save_team_row(turn.transaction, team, row);
}

}  // namespace

Result<> state_label(Turn& turn, const LoginSession& session, const TeamId& team, const std::string& person) {
  TRY(auto payload, care::serialize(care::Label{turn.desk.clock.now(), person}));
  const auto id = turn.desk.statements.by_staff(turn, session, record::Kind::Label, team, std::move(payload));
  keep_label(turn, team, person, id);
  return {};
}

void take_label(Turn& turn, const record::SignedRecord& record) {
  const auto label = care::parse_label(record.record.payload);
  if (!label || record::was_received(turn.transaction, record.id)) return;
  const auto& team = record.record.team;
  if (!team_state(turn, team)->is_member(record.record.author)) return;
  store_received(turn, record, record.record.author);
  if (may_name(turn, record.record.author, team)) keep_label(turn, team, label->person, record.id);
}

void take_back_label(Turn& turn, const record::SignedRecord& record) {
  const auto label = care::parse_label(record.record.payload);
  if (label && person_of(turn.transaction, record.record.team).empty())
    keep_label(turn, record.record.team, label->person, record.id);
}

bool may_have_label(Turn& turn, const AgencyId& peer, const TeamId& team) {
  const auto state = team_state(turn, team);
  const auto unverified = unverified_in(turn, *state);
  for (const auto& category : vocabulary::words(vocabulary::List::Category)) {
    const auto decisions = care::decide(*state, {turn.desk.agency(),
                                                 {peer},
                                                 {std::string(category.code)},
                                                 std::string(care::kPurposeCare),
                                                 turn.desk.clock.now(),
                                                 unverified});
    if (decisions.front().permitted) return true;
  }
  return false;
}

void ship_label(Turn& turn, const AgencyId& peer, const TeamId& team) {
  const auto row = load_team_row(turn.transaction, team);
  const auto id = RecordId::from(row.label_record());
  if (!id || is_held(turn.transaction, peer, id->bytes())) return;
  const auto stored = record::find_record(turn.transaction, *id);
  if (!stored || stored->record.record.author != turn.desk.agency() || !may_have_label(turn, peer, team))
    return;
  ship_record(turn, peer, stored->record, delivery::Lane::First);
}

std::string person_of(Transaction& transaction, const TeamId& team) {
  return load_team_row(transaction, team).person();
}

}  // namespace tasuki::engine
