#pragma once

#include <string_view>

namespace tasuki::delivery {

/// Why two agencies did not meet, or do not talk.
enum class PairingError {
  // What the program can say about a code before anything is sent.
  InvitationMalformed,  ///< No invitation code at all, or of another version.
  InvitationAltered,    ///< It was one, but characters changed or are missing.
  InvitationExpired,
  InvitationOwn,        ///< This agency gave it out itself.
  InvitationNoAddress,  ///< It names no address to reach its agency at.

  // What the network says.
  InvitationRefused,   ///< The other side does not take it: used up, expired there, or bound to another node.
  InviterUnreachable,  ///< Nobody answers at its addresses; tried again until it expires.
  PairingInterrupted,  ///< A later `contact accept` for the same agency took its place.

  // What a hello is refused for. Undifferentiated where it could help somebody to forge one.
  UntrustedHello,  ///< Card, whereabouts or proof are not authentic, or not of the agency expected.
  OutdatedCard,    ///< Another life of that agency is known, later or under the same number: an old copy is
                   ///< running.
  UnexpectedFrame,

  UnknownContact,
  SafetyNumberDiffers,
};
std::string_view error_name(PairingError error);

}  // namespace tasuki::delivery
