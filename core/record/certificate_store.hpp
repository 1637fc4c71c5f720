#pragma once

#include <optional>
#include <vector>

#include "core/base/store.hpp"
#include "core/record/certificate.hpp"

namespace tasuki::record {

/// Verifies a certificate under the root key it names and keeps it. Its hash; keeping it twice changes
/// nothing.
Result<CertificateHash> keep_certificate(Transaction& transaction, const SignedBytes& bytes);
std::optional<StaffCertificate> find_certificate(Transaction& transaction, const CertificateHash& hash);
std::optional<SignedBytes> signed_certificate(Transaction& transaction, const CertificateHash& hash);

/// Verifies an end and keeps it. Of several ends of one certificate the earliest counts. True: something
/// changed. UnknownCertificate where the certificate itself is not known yet, ForeignCertificate where it is
/// another agency's.
Result<bool> keep_certificate_end(Transaction& transaction, const SignedBytes& bytes);
std::optional<StaffCertificateEnd> find_certificate_end(Transaction& transaction,
                                                        const CertificateHash& hash);
/// Of everybody known to have left, theirs and ours. Costs a scan over all ends.
std::vector<StaffCertificateEnd> certificate_ends(Transaction& transaction);
std::optional<SignedBytes> signed_certificate_end(Transaction& transaction, const CertificateHash& hash);

}  // namespace tasuki::record
