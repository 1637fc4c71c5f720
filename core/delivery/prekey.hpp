#pragma once

#include <cstdint>
#include <optional>

#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/store.hpp"
#include "core/delivery/session_error.hpp"
#include "core/delivery/session_keys.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::delivery {

/// Signed prekeys (X3DH, section 3.2; docs/protocol.md, section 6.4). None is one-time: nobody hands them
/// out.

inline constexpr std::string_view kPrekeyDomain = "tasuki/1/signed-prekey";

inline constexpr Duration kPrekeyRotation = std::chrono::hours(24 * 7);
inline constexpr Duration kLongestLifetime = std::chrono::hours(24 * 35);
inline constexpr Duration kClockSkew = std::chrono::hours(24 * 2);
/// How long after it was made a prekey's secret is kept: the last envelope that was sealed to it has expired
/// by then.
inline constexpr Duration kPrekeyLife = kPrekeyRotation + kLongestLifetime + kClockSkew;

/// The prekey to hand out, signed; makes one where there is none, or where the newest is older than
/// kPrekeyRotation.
record::SignedBytes current_prekey(Transaction& transaction, Random& random, const OwnKeys& own, Time now);
/// This node's key with that id, as long as it is kept.
std::optional<crypto::EphemeralDhKey> find_prekey(Transaction& transaction, std::uint32_t id);
bool has_prekey(Transaction& transaction, std::uint32_t id);
/// Deletes those older than kPrekeyLife, never the newest.
void delete_old_prekeys(Transaction& transaction, Time now);

/// What a peer hands out.
struct PeerPrekey {
  std::uint32_t incarnation;
  std::uint32_t id;
  crypto::DhPublicKey key;
  Time made_at;
};

/// SessionError::PrekeyRefused unless the peer's present node key signed it for its present incarnation.
Result<PeerPrekey> verify_prekey(const PeerKeys& peer, const record::SignedBytes& prekey);
/// Verifies and keeps it: true. One that is not newer than what is kept is left alone, without an error:
/// false.
Result<bool> accept_prekey(Transaction& transaction, const PeerKeys& peer, const record::SignedBytes& prekey);
/// The newest that is known of a peer, to be handed on: it says itself whose it is.
std::optional<record::SignedBytes> kept_prekey(Transaction& transaction, const AgencyId& peer);

}  // namespace tasuki::delivery
