#include "core/record/check.hpp"

#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"

namespace tasuki::record {

namespace {

bool is_known_care_kind(Kind kind) { return kind >= Kind::Message && kind <= Kind::EscalationStep; }

/// Care that this program could misread is refused; governance is kept, and stops the fold from deciding.
Result<> check_form(const Record& record) {
  if (is_governance(record.kind)) {
    if (record.by_node()) return RecordError::StaffRequired;
    return {};
  }
  if (record.version != kRecordVersion || !is_known_care_kind(record.kind)) {
    return RecordError::UnknownVersion;
  }
  return {};
}

Result<Standing> check_by_node(Transaction& transaction, const SignedRecord& record, SignatureMemo* memo) {
  const auto author = find_known_agency(transaction, record.record.author);
  if (!author) return Standing::WaitingForCard;
  TRY_VOID(verify_author(record, author->card.incarnation.node_key, memo));
  return Standing::Accepted;
}

Result<> check_certificate(Transaction& transaction, const SignedRecord& record,
                           const StaffCertificate& certificate) {
  if (certificate.agency != record.record.author) return RecordError::ForeignCertificate;
  if (!certificate.may_state()) return RecordError::RoleMayNotState;
  if (is_governance(record.record.kind)) return {};
  const auto end = find_certificate_end(transaction, record.record.staff_certificate);
  if (end && end->ends(record.countersignature->number)) return RecordError::CertificateEnded;
  return {};
}

}  // namespace

Result<Standing> check_record(Transaction& transaction, const SignedRecord& record, SignatureMemo* memo) {
  if (!record.is_complete()) return RecordError::Malformed;
  TRY_VOID(check_form(record.record));
  if (record.record.by_node()) return check_by_node(transaction, record, memo);

  const auto certificate = find_certificate(transaction, record.record.staff_certificate);
  if (!certificate) return Standing::WaitingForCertificate;
  TRY_VOID(check_certificate(transaction, record, *certificate));
  TRY_VOID(verify_author(record, staff_key(certificate->staff), memo));
  const auto incarnation = record.countersignature->number.incarnation;
  const auto node_key = find_node_key(transaction, record.record.author, incarnation);
  if (!node_key) return Standing::WaitingForCard;
  TRY_VOID(verify_countersignature(record, *node_key, memo));
  return Standing::Accepted;
}

}  // namespace tasuki::record
