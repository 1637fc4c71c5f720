#include "core/engine/record/team_rows.hpp"

#include "core/base/protobuf.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

proto::state::TeamState load_team_row(Transaction& transaction, const TeamId& team) {
  const auto bytes = transaction.get(Table::Team, team.bytes());
  if (!bytes) return {};
  return parse_message<proto::state::TeamState>(*bytes).value_or(proto::state::TeamState{});
}

void save_team_row(Transaction& transaction, const TeamId& team, const proto::state::TeamState& row) {
  transaction.put(Table::Team, team.bytes(), serialize_message(row));
}

void keep_team_row(Turn& turn, const TeamId& team) {
  if (turn.transaction.contains(Table::Team, team.bytes())) return;
  proto::state::TeamState row;
  row.set_since(to_millis(turn.desk.clock.now()));
  save_team_row(turn.transaction, team, row);
}

}  // namespace tasuki::engine
