#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class BackupPieceRequest;
class BackupRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// Begins a backup, whose copy of the store is taken behind this commit: the entry that it was made is in it.
/// The node answers, first with how far it is, and when it is ready for `backup_piece`.
Result<> backup(Call& call, const proto::api::BackupRequest& request);
/// The next piece of the caller's backup.
Result<> backup_piece(Call& call, const proto::api::BackupPieceRequest& request);

}  // namespace tasuki::engine
