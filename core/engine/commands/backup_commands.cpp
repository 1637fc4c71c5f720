#include "core/engine/commands/backup_commands.hpp"

#include "core/audit/events.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

Result<> backup(Call& call, const proto::api::BackupRequest&) {
  Turn turn = turn_of(call);
  note(turn, audit::backup_made(actor_of(call.session)));
  call.effects.push_back(TakeBackup{call.client, call.number});
  return {};
}

Result<> backup_piece(Call& call, const proto::api::BackupPieceRequest&) {
  call.effects.push_back(TakeBackupPiece{call.client, call.number});
  return {};
}

}  // namespace tasuki::engine
