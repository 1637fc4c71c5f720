#include "core/record/certificate_store.hpp"

#include "core/record/fingerprint.hpp"
#include "core/record/stored.hpp"

namespace tasuki::record {

namespace {

std::optional<SignedBytes> load(Transaction& transaction, Table table, const CertificateHash& hash) {
  const auto row = transaction.get(table, hash.bytes());
  if (!row) return std::nullopt;
  return stored(parse_signed_bytes(*row));
}

}  // namespace

Result<CertificateHash> keep_certificate(Transaction& transaction, const SignedBytes& bytes) {
  TRY_VOID(open_certificate(bytes));
  const auto hash = hash_of(bytes);
  transaction.put(Table::Certificate, hash.bytes(), serialize(bytes));
  return hash;
}

std::optional<StaffCertificate> find_certificate(Transaction& transaction, const CertificateHash& hash) {
  const auto bytes = signed_certificate(transaction, hash);
  if (!bytes) return std::nullopt;
  return stored(read_certificate(bytes->payload));
}

std::optional<SignedBytes> signed_certificate(Transaction& transaction, const CertificateHash& hash) {
  return load(transaction, Table::Certificate, hash);
}

Result<bool> keep_certificate_end(Transaction& transaction, const SignedBytes& bytes) {
  TRY(const auto end, open_certificate_end(bytes));
  const auto certificate = find_certificate(transaction, end.certificate);
  if (!certificate) return RecordError::UnknownCertificate;
  if (certificate->agency != end.agency) return RecordError::ForeignCertificate;
  if (const auto known = signed_certificate_end(transaction, end.certificate)) {
    if (stored(read_certificate_end(known->payload)).last <= end.last) return false;
    toggle_fingerprint(transaction, Table::CertificateEnd, known->payload);
  }
  transaction.put(Table::CertificateEnd, end.certificate.bytes(), serialize(bytes));
  toggle_fingerprint(transaction, Table::CertificateEnd, bytes.payload);
  return true;
}

std::optional<StaffCertificateEnd> find_certificate_end(Transaction& transaction,
                                                        const CertificateHash& hash) {
  const auto bytes = signed_certificate_end(transaction, hash);
  if (!bytes) return std::nullopt;
  return stored(read_certificate_end(bytes->payload));
}

std::vector<StaffCertificateEnd> certificate_ends(Transaction& transaction) {
  std::vector<StaffCertificateEnd> ends;
  transaction.scan(
      Table::CertificateEnd, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
        if (CertificateHash::from(key))  // not the fingerprint's row
          ends.push_back(stored(read_certificate_end(stored(parse_signed_bytes(value)).payload)));
        return true;
      });
  return ends;
}

std::optional<SignedBytes> signed_certificate_end(Transaction& transaction, const CertificateHash& hash) {
  return load(transaction, Table::CertificateEnd, hash);
}

}  // namespace tasuki::record
