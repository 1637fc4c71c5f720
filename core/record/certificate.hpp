#pragma once

#include <string>

#include "core/base/clock.hpp"
#include "core/record/card.hpp"
#include "core/record/record.hpp"

namespace tasuki::record {

inline constexpr std::string_view kStaffCertificateDomain = "tasuki/1/staff-certificate";
inline constexpr std::string_view kStaffCertificateHashDomain = "tasuki/1/staff-certificate-hash";
inline constexpr std::string_view kStaffCertificateEndDomain = "tasuki/1/staff-certificate-end";

/// An agency's word, by its root key, that a staff key is one of its people's. Design §4.
struct StaffCertificate {
  AgencyId agency{};
  StaffId staff{};
  std::string name{};
  std::string profession{};
  std::string role{};  ///< staff, admin or auditor
  Time issued_at{};

  /// Auditors read; they state nothing.
  bool may_state() const { return role == "staff" || role == "admin"; }
  friend bool operator==(const StaffCertificate&, const StaffCertificate&) = default;
};

/// From the root key: what is countersigned above `last` does not count. A departed key cannot be backdated,
/// since the node's numbers rise.
struct StaffCertificateEnd {
  AgencyId agency{};
  CertificateHash certificate{};
  RecordNumber last{};

  bool ends(const RecordNumber& number) const { return number > last; }
  friend bool operator==(const StaffCertificateEnd&, const StaffCertificateEnd&) = default;
};

/// The name of a certificate in records: the hash of its payload.
CertificateHash hash_of(const SignedBytes& certificate);

Result<SignedBytes> sign_certificate(const StaffCertificate& certificate, const crypto::SigningKey& root_key);
/// Verified under the root key of the agency it names. RecordError::Malformed, NotAuthentic.
Result<StaffCertificate> open_certificate(const SignedBytes& bytes);
Result<StaffCertificate> read_certificate(ByteView payload);

SignedBytes sign_certificate_end(const StaffCertificateEnd& end, const crypto::SigningKey& root_key);
Result<StaffCertificateEnd> open_certificate_end(const SignedBytes& bytes);
Result<StaffCertificateEnd> read_certificate_end(ByteView payload);

}  // namespace tasuki::record
