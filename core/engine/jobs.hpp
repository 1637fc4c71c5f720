#pragma once

#include <functional>
#include <map>
#include <optional>

#include "core/base/clock.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/password.hpp"
#include "core/engine/error.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// Passphrases being turned into keys beside the loop: a Derive effect goes out, and when its Derived comes
/// back the rest of the work is done in a turn of its own. Lives in memory only: a restart forgets whoever
/// was waiting.
class Jobs {
 public:
  /// No key: the derivation failed for want of memory.
  using Then = std::function<void(Turn& turn, const std::optional<Secret<32>>& key)>;

  /// EngineError::TooManyAttempts where too many wait already. `waiting` is told where `then` cannot be
  /// called or what it did is undone.
  Result<> derive(Turn& turn, PendingAnswer waiting, SecretBytes passphrase, ByteView salt,
                  const crypto::Argon2Cost& cost, Then then);
  /// An unknown job (of before a restart) does nothing.
  void derived(Turn& turn, const Derived& result);

 private:
  struct Waiting {
    Then then;
    Duration since;
  };
  std::map<JobId, Waiting> waiting_;
  std::uint64_t next_ = 1;
};

}  // namespace tasuki::engine
