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
  if (!team_state(turn, record.record.team)->is_member(record.record.author)) return;
  store_received(turn, record, record.record.author);
  keep_label(turn, record.record.team, label->person, record.id);
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
