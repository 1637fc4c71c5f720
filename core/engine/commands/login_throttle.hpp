#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "core/crypto/hash.hpp"
#include "core/engine/error.hpp"

namespace tasuki::engine {

/// Slows down whoever guesses passphrases: after three wrong ones in a row the next must wait, a second at
/// first, then twice as long each time, up to a minute. Counted per account and operating-system user, so
/// that nobody can lock somebody else out from another user's account. Times are uptimes.
class LoginThrottle {
 public:
  /// What was typed for an account that exists counts for the account, otherwise for itself: so an unknown
  /// name waits as a known one does.
  static crypto::Digest key_of(std::uint32_t uid, ByteView account_or_typed);

  /// An attempt begins; it counts as failed until `succeeded`, so that many at once gain nothing.
  /// TooManyAttempts, with the seconds to wait in its detail, leaves the count as it was.
  Result<> begin(const crypto::Digest& key, Duration now);
  void succeeded(const crypto::Digest& key) { tries_.erase(key); }

 private:
  struct Tries {
    unsigned failed = 0;
    Duration last;
  };
  static Duration wait_after(unsigned failed);
  void make_room(Duration now);

  std::map<crypto::Digest, Tries> tries_;
};

}  // namespace tasuki::engine
