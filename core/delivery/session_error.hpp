#pragma once

#include <string_view>

namespace tasuki::delivery {

/// Why an envelope was not made or not opened.
enum class SessionError {
  /// It names another recipient.
  NotForUs,
  /// Its lifetime is over.
  Expired,
  /// No envelope of version 1, or its outside contradicts its inside.
  Malformed,
  /// Opened before: to be acknowledged again, and nothing else.
  Replay,
  /// Its sender is no contact, or its card is not known.
  UnknownSender,
  /// To be answered by a signed cannot-open; `detail` is the reason (see CannotOpenReason).
  CannotOpen,
  /// The peer is no contact, so there is no pair secret.
  NoContact,
  /// No prekey of the peer's present incarnation is known that it still holds.
  NoPrekey,
  /// A prekey that the peer's node did not sign, or of another incarnation.
  PrekeyRefused,
  /// A payload above kMaxPayload, or a lifetime above kLongestLifetime.
  TooLarge,
  /// A row of the store is not what it should be.
  StateDamaged,
};
std::string_view error_name(SessionError error);

/// Why an envelope cannot be opened, as it is told to its sender.
enum class CannotOpenReason {
  SealedBox,         ///< Sealed to another key: of an earlier incarnation, most likely.
  UnknownSession,    ///< And no initial message comes with it.
  UnknownPrekey,     ///< Of the initial message: deleted by now.
  OtherIncarnation,  ///< The sender's is another than the one we know.
  OtherMode,         ///< Introduced where we have met face to face, or the other way round.
  TooManySessions,   ///< The sender has begun too many.
  TooManySkipped,
  NotAuthentic,
  // What no session could mend.
  Expired,
  Malformed,
  OtherRecipient,
  UnknownSender,
};
std::string_view reason_code(CannotOpenReason reason);

}  // namespace tasuki::delivery
