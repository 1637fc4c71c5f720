#pragma once

#include <string_view>

namespace tasuki::record {

enum class RecordError {
  /// Bytes that are no record, card or certificate of version 1, or break one of the limits of
  /// docs/protocol.md.
  Malformed,
  /// A payload above 80 KiB.
  TooLarge,
  /// The signature, countersignature or its path does not fit. Deliberately undifferentiated.
  NotAuthentic,
  /// A certificate of which an end came before itself.
  UnknownCertificate,
  /// The certificate is another agency's than the author.
  ForeignCertificate,
  /// The certificate's role may not state records.
  RoleMayNotState,
  /// A care record after the end of its certificate.
  CertificateEnded,
  /// Governance that names no staff member: a node states none by itself.
  StaffRequired,
  /// A care record of a later version or an unknown kind.
  UnknownVersion,
  /// A second card for one incarnation with other keys.
  IncarnationConflict,
  /// Whereabouts of an incarnation whose card is not known.
  UnknownIncarnation,
  /// A card of an agency of which no card may be kept any more: too many incarnations.
  TooManyIncarnations,
  /// Governance records that are asked for and not in the ledger.
  MissingGovernance,
  /// A parent that is a record, but not governance of the same team.
  ForeignParent,
  /// So many records wait for their parents that this one is not kept.
  TooManyWaiting,
  /// No founding with this id is known.
  UnknownTeam,
};
std::string_view error_name(RecordError error);

}  // namespace tasuki::record
