#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"
#include "core/delivery/pairing_error.hpp"

namespace tasuki::delivery {

/// Every code begins so; the digit is the protocol's version.
inline constexpr std::string_view kInvitationPrefix = "TASUKI1-";
inline constexpr std::size_t kMaxInvitationCode = 4096;
inline constexpr std::size_t kMaxEndpoints = 8;
inline constexpr std::size_t kMaxEndpointLength = 255;
/// How long past its expiry a half-finished invitation can still be finished, by the node it is bound to.
inline constexpr Duration kInvitationGrace = std::chrono::hours(24);

/// What is handed over face to face (docs/protocol.md, section 3).
struct Invitation {
  AgencyId agency;
  crypto::DhPublicKey transport_key;
  std::vector<std::string> endpoints;  ///< HOST:PORT
  Time expires_at;
  InvitationId id;
  Secret<32> secret;
};

/// As a proto.wire.Invitation: what the code holds, and what an unfinished acceptance keeps. The caller wipes
/// it.
Bytes invitation_bytes(const Invitation& invitation);
/// InvitationMalformed for anything that `invitation_bytes` does not make.
Result<Invitation> parse_invitation(ByteView bytes);

/// The code's text: capitals, digits and a hyphen, so that it makes a small QR code.
std::string invitation_code(const Invitation& invitation);
/// What somebody pasted or typed; spaces and line ends do not matter. Malformed where it is no invitation,
/// Altered where it was one.
Result<Invitation> read_invitation_code(std::string_view typed);
/// Whether `self` may accept it now: Own, Expired or NoAddress where not.
Result<> check_acceptable(const Invitation& invitation, const AgencyId& self, Time now);

/// The pre-shared key of the pairing's handshake.
Secret<32> pairing_psk(const Secret<32>& invitation_secret);
/// What the two agencies share from now on. Both sides compute it from the pairing's own handshake.
Secret<32> pair_secret(const Secret<32>& invitation_secret, ByteView handshake_hash);

/// What the inviting node keeps. The secret is gone once it is spent.
struct IssuedInvitation {
  Secret<32> secret;
  Time expires_at;
  std::optional<crypto::DhPublicKey> bound_key;  ///< the static key that first proved the secret
  std::optional<AgencyId> agency;                ///< who finished it
  bool spent = false;
};

/// A new invitation, kept in the store.
Invitation issue_invitation(Transaction& transaction, Random& random, const AgencyId& agency,
                            const crypto::DhPublicKey& transport_key, std::vector<std::string> endpoints,
                            Time expires_at);
std::optional<IssuedInvitation> load_issued(Transaction& transaction, const InvitationId& id);
void save_issued(Transaction& transaction, const InvitationId& id, const IssuedInvitation& invitation);
/// Its agency has shown up as a contact: nobody can use it any more.
void spend_invitation(Transaction& transaction, const InvitationId& id);
/// Forgets those that nobody can finish any more.
void erase_old_invitations(Transaction& transaction, Time now);

/// The key for an invitation id that an unknown node names; nothing where it is unknown, spent or too old.
std::optional<Secret<32>> issued_psk(Transaction& transaction, const InvitationId& id, Time now);
/// A node has proved the secret: binds the invitation to its static key. InvitationRefused where it is bound
/// to another.
Result<> bind_invitation(Transaction& transaction, const InvitationId& id, const crypto::DhPublicKey& key,
                         Time now);

}  // namespace tasuki::delivery
