#include "core/record/certificate.hpp"

#include "core/base/protobuf.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

bool is_valid(const StaffCertificate& certificate) {
  return !certificate.name.empty() && is_line(certificate.name, kNameLimit) &&
         is_code(certificate.profession) && is_code(certificate.role);
}

Bytes write_certificate(const StaffCertificate& certificate) {
  proto::record::StaffCertificate message;
  message.set_agency_id(certificate.agency.str());
  message.set_staff_key(certificate.staff.str());
  message.set_name(certificate.name);
  message.set_profession(certificate.profession);
  message.set_role(certificate.role);
  message.set_issued_at(to_millis(certificate.issued_at));
  return serialize_message(message);
}

}  // namespace

CertificateHash hash_of(const SignedBytes& certificate) {
  return CertificateHash(crypto::hash(kStaffCertificateHashDomain, {ByteView(certificate.payload)}));
}

Result<SignedBytes> sign_certificate(const StaffCertificate& certificate,
                                     const crypto::SigningKey& root_key) {
  if (!is_valid(certificate)) return RecordError::Malformed;
  return sign_bytes(write_certificate(certificate), root_key, kStaffCertificateDomain);
}

Result<StaffCertificate> open_certificate(const SignedBytes& bytes) {
  TRY(auto certificate, read_certificate(bytes.payload));
  TRY_VOID(verify_bytes(bytes, root_key(certificate.agency), kStaffCertificateDomain));
  return certificate;
}

Result<StaffCertificate> read_certificate(ByteView payload) {
  const auto message = parse_message<proto::record::StaffCertificate>(payload);
  if (!message) return RecordError::Malformed;
  StaffCertificate certificate{.name = message->name(),
                               .profession = message->profession(),
                               .role = message->role(),
                               .issued_at = from_millis(message->issued_at())};
  TRY(certificate.agency, read_id<AgencyId>(message->agency_id()));
  TRY(certificate.staff, read_id<StaffId>(message->staff_key()));
  if (!is_valid(certificate)) return RecordError::Malformed;
  return certificate;
}

SignedBytes sign_certificate_end(const StaffCertificateEnd& end, const crypto::SigningKey& root_key) {
  proto::record::StaffCertificateEnd message;
  message.set_agency_id(end.agency.str());
  message.set_certificate(end.certificate.str());
  message.set_incarnation(end.last.incarnation);
  message.set_number(end.last.number);
  return sign_bytes(serialize_message(message), root_key, kStaffCertificateEndDomain);
}

Result<StaffCertificateEnd> open_certificate_end(const SignedBytes& bytes) {
  TRY(auto end, read_certificate_end(bytes.payload));
  TRY_VOID(verify_bytes(bytes, root_key(end.agency), kStaffCertificateEndDomain));
  return end;
}

Result<StaffCertificateEnd> read_certificate_end(ByteView payload) {
  const auto message = parse_message<proto::record::StaffCertificateEnd>(payload);
  if (!message) return RecordError::Malformed;
  StaffCertificateEnd end{.last = {message->incarnation(), message->number()}};
  TRY(end.agency, read_id<AgencyId>(message->agency_id()));
  TRY(end.certificate, read_id<CertificateHash>(message->certificate()));
  return end;
}

}  // namespace tasuki::record
