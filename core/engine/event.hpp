#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/keys.hpp"
#include "core/delivery/connection.hpp"

namespace tasuki::engine {

using delivery::ConnectionId;
using delivery::LinkMode;

/// A program's connection to the local API, numbered by the node; never used again.
enum class ClientId : std::uint64_t {};
/// A slow computation (Argon2id) that the node does beside the loop.
enum class JobId : std::uint64_t {};

/// Where the answer to a request goes that is not answered at once (a login waits for Argon2id, a pairing for
/// the network).
struct PendingAnswer {
  ClientId client;
  std::uint64_t number;
};

// ---- what happens to the rules
// -------------------------------------------------------------------------------------

/// A program asks. `request` is a proto.api.Request as it came; the engine parses it.
struct Command {
  ClientId client;
  std::uint32_t uid;
  Bytes request;
};
struct ClientGone {
  ClientId client;
};
/// A responder's handshake has read message 3's static key (contact), or message 1's invitation id (pairing),
/// and needs the pre-shared key. Answered by PskAnswer.
struct PskQuery {
  ConnectionId connection;
  std::variant<crypto::DhPublicKey, InvitationId> who;
};
/// A Noise handshake is complete.
struct LinkUp {
  ConnectionId connection;
  LinkMode mode;
  bool initiator;
  Bytes handshake_hash;
  crypto::DhPublicKey remote_static;
  std::optional<InvitationId> invitation;  ///< pairing only
  std::optional<AgencyId> agency;          ///< whom the initiator meant to reach
};
struct LinkDown {
  ConnectionId connection;
};
/// A dial did not come to LinkUp. `reason` is a code: `unreachable`, `timeout`, `refused` (nobody listens),
/// `closed` (somebody does, and ended the connection without having proved the key that was meant),
/// `handshake-failed` (the node that was meant did not take our key or psk).
struct DialFailed {
  AgencyId agency;
  std::string reason;
};
/// One frame of an established link: a proto.wire.Frame as it came.
struct FrameReceived {
  ConnectionId connection;
  Bytes frame;
};
/// Argon2id is done: the 32-byte key for a Derive effect, or none where it failed (memory).
struct Derived {
  JobId job;
  PendingAnswer waiting;  ///< Of the Derive: whom to tell where the rules cannot.
  std::optional<Secret<32>> key;
};
/// How much room the store's disk has; comes before anything else, and when it changes.
struct DiskRoom {
  bool full = false;
  bool low = false;

  friend bool operator==(const DiskRoom&, const DiskRoom&) = default;
};
/// Time has come. Sent at the time that the last `Wake` effect named, or earlier.
struct Tick {};

using Event = std::variant<Command, ClientGone, PskQuery, LinkUp, LinkDown, DialFailed, FrameReceived,
                           Derived, Tick, DiskRoom>;

// ---- what the rules want done, after the commit
// ---------------------------------------------------------------------

/// A proto.api.Response for a program.
struct Answer {
  ClientId client;
  Bytes response;
};
struct SendFrame {
  ConnectionId connection;
  Bytes frame;
};
struct Disconnect {
  ConnectionId connection;
  std::string reason;  ///< a code
};
/// No psk: the node goes on with a random one, so that the other side learns nothing from the failure.
struct PskAnswer {
  ConnectionId connection;
  std::optional<Secret<32>> psk;
};
/// Connect to an agency: the endpoints are tried in order; ends in LinkUp or DialFailed.
struct Dial {
  AgencyId agency;
  LinkMode mode;
  std::vector<std::string> endpoints;
  crypto::DhPublicKey remote_static;
  Secret<32> psk;
  std::optional<InvitationId> invitation;
};
/// Argon2id of `passphrase`, one at a time, beside the loop; ends in Derived.
struct Derive {
  JobId job;
  PendingAnswer waiting;
  SecretBytes passphrase;
  Bytes salt;
  std::uint64_t ops_limit;
  std::uint64_t mem_limit;
};
/// Copy the store beside the loop, as it is once this is carried out, and make a backup file of it. The node
/// answers this request itself, and those for the pieces that follow.
struct TakeBackup {
  ClientId client;
  std::uint64_t number;
};
struct TakeBackupPiece {
  ClientId client;
  std::uint64_t number;
};
/// Somebody here has to look, whatever the screens show: run what the configuration names for it. Ids and
/// codes only, never content.
struct Alert {
  std::string reason;  ///< message, escalation, exhausted, warning-sign
  TeamId team;
  RecordId message;
  std::string urgency;
  std::uint32_t step = 0;  ///< Of an escalation.
};
/// Call with Tick at this uptime at the latest; replaces the previous one.
struct Wake {
  Duration at_uptime;
};

using Effect = std::variant<Answer, SendFrame, Disconnect, PskAnswer, Dial, Derive, TakeBackup,
                            TakeBackupPiece, Alert, Wake>;
using Effects = std::vector<Effect>;

}  // namespace tasuki::engine
