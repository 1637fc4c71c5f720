#pragma once

#include <string_view>

namespace tasuki::engine {

enum class EngineError {
  NoIdentity,
  IdentityExists,  ///< The store has an agency already.
  /// A root key that is another agency's.
  WrongRootKey,
  /// No administrator's passphrase, nor the recovery code, opens the root key.
  RootKeyLocked,
  NotLoggedIn,
  SessionExpired,
  WrongPassphrase,
  TooManyAttempts,
  NotAllowed,  ///< The role does not permit it.
  UnknownCommand,
  MalformedRequest,
  Internal,

  EmptyPassphrase,
  LastAdministrator,  ///< Without one nobody could add staff or contacts any more.

  UnknownStaff,
  UnknownAgency,
  UnknownTeam,
  UnknownMessage,
  UnknownConsent,
  Ambiguous,  ///< A prefix or name fits several.
  PrefixTooShort,

  NotAContact,          ///< Pair first.
  NotFaceToFace,        ///< Nobody introduces whom it has not met itself.
  NotTwoAgencies,       ///< One is not introduced to itself, nor to us.
  NoSharedTeam,         ///< Of the two and us.
  NotVerified,          ///< Not met face to face, or nobody has compared its safety number.
  SuccessionCodeWrong,  ///< No such code, mistyped, or not for this agency.
  NotAMember,
  NotCoordinator,
  AlreadyMember,
  TeamEnded,
  ConsentMissing,
  NotDecidable,  ///< The team's records need a newer program.
  NoRecipient,

  UnknownCategory,
  UnknownUrgency,
  UnknownCode,  ///< Another value of a fixed list: kind, basis, profession, role, outcome …
  BodyTooLong,
  NotUtf8,
  BadTime,
  TextTooLong,

  MessageHeld,        ///< Held or quarantined: it cannot be read yet.
  WrongTransition,    ///< A receipt state that may not follow.
  CallRecordMissing,  ///< A phone message cannot be closed without one.
  OwnMessage,         ///< Receipts are the recipients'.
  NoNumber,           ///< Nobody's number is known.
  NotAHandoff,
  ReadBackMissing,         ///< A handoff that is accepted with a note only: what was understood.
  NobodyCovers,            ///< No roster, or none of its windows is another agency's.
  HandoffCategoryMissing,  ///< Nothing is open that would say what the handoff is about.
  KindHasItsCommand,       ///< What a message of this kind says in fields, `send` cannot.
  DeadlinePassed,          ///< By when is a time to come.
  OwnerMissing,            ///< A question with a deadline to several: one of them has to owe the answer.

  ConsentNotConfirmable,
  ConsentAlreadyWithdrawn,
  OnlyAuthor,

  NothingAgreed,     ///< The team has no urgency agreement.
  UnknownSituation,  ///< Not one of the team's agreement.
  NotAsAgreed,       ///< The agreement says otherwise of that situation.
  UnknownSign,
  SignEnded,      ///< It is not watched for any more.
  NotToNotice,    ///< The person agreed that others notice this sign.
  ValueMissing,   ///< The sign is measured.
  ValueUnwanted,  ///< It is not.
  DayNotUsable,   ///< No day, in the future, or too long ago.
  NoPlan,         ///< No crisis plan, or not that version, is held here.
  HoursUnclear,   ///< Hours that nobody could read.

  WitnessUnknown,  ///< A given audit head is not authentic by the cards known here.
};
std::string_view error_name(EngineError error);

/// The command line's exit code for an error name of any module: 1 unless listed (cli.md's table).
int exit_code(std::string_view error_name);

}  // namespace tasuki::engine
