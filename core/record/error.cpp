#include "core/record/error.hpp"

namespace tasuki::record {

std::string_view error_name(RecordError error) {
  switch (error) {
    case RecordError::Malformed:
      return "malformed-record";
    case RecordError::TooLarge:
      return "record-too-large";
    case RecordError::NotAuthentic:
      return "record-not-authentic";
    case RecordError::UnknownCertificate:
      return "unknown-certificate";
    case RecordError::ForeignCertificate:
      return "foreign-certificate";
    case RecordError::RoleMayNotState:
      return "role-may-not-state";
    case RecordError::CertificateEnded:
      return "certificate-ended";
    case RecordError::StaffRequired:
      return "staff-required";
    case RecordError::UnknownVersion:
      return "unknown-record-version";
    case RecordError::IncarnationConflict:
      return "incarnation-conflict";
    case RecordError::UnknownIncarnation:
      return "unknown-incarnation";
    case RecordError::TooManyIncarnations:
      return "too-many-incarnations";
    case RecordError::MissingGovernance:
      return "missing-governance";
    case RecordError::ForeignParent:
      return "foreign-parent";
    case RecordError::TooManyWaiting:
      return "too-many-waiting";
    case RecordError::UnknownTeam:
      return "unknown-ledger";
  }
  return "unknown-record-error";
}

}  // namespace tasuki::record
