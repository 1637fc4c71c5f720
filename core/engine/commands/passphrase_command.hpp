#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class PassphraseOwnRequest;
}

namespace tasuki::engine {

/// Whoever is logged in puts their own keys under another passphrase. Answered when Argon2id is done twice.
/// The old one is needed, though they are logged in: they may have left their place. A wrong one counts as a
/// wrong login does: WrongPassphrase, TooManyAttempts. Their other sessions end; `token` is the one that
/// stays.
Result<> passphrase_own(Call& call, const proto::api::PassphraseOwnRequest& request, ByteView token);

}  // namespace tasuki::engine
