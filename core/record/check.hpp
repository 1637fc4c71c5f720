#pragma once

#include "core/base/store.hpp"
#include "core/record/record.hpp"

namespace tasuki::record {

/// Whether a record from outside is what its author stated.
enum class Standing {
  Accepted,
  /// Its staff certificate is not known yet.
  WaitingForCertificate,
  /// The card of its author, in the incarnation that countersigned it, is not known yet.
  WaitingForCard,
};

/// The author's signature under the certificate, which the author's root key signed; the countersignature
/// under the node key of its incarnation; for a record of the node itself, its signature under the node key
/// of the newest incarnation known, since an earlier node key may be a thief's. Governance must be staff's.
/// That a certificate has ended is a refusal for care records; for governance the fold decides it, so that
/// all members hold the same records.
///
/// Errors are refusals: NotAuthentic, ForeignCertificate, RoleMayNotState, CertificateEnded, StaffRequired,
/// UnknownVersion. Costs up to three rows and two signatures; `memo` may be null.
Result<Standing> check_record(Transaction& transaction, const SignedRecord& record, SignatureMemo* memo);

}  // namespace tasuki::record
