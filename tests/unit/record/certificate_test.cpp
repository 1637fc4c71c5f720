#include "core/record/certificate.hpp"

#include <gtest/gtest.h>

#include "tests/support/test_agency.hpp"

namespace tasuki::record {
namespace {

using test::TestAgency;

TEST(Certificate, IsReadBackAsItWasSigned) {
  const TestAgency office(1);
  const auto read = open_certificate(office.certificate());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->agency, office.id());
  EXPECT_EQ(staff_key(read->staff), office.staff_key().public_key());
  EXPECT_EQ(read->name, "田中");
}

TEST(Certificate, NoBitOfItCanBeChanged) {
  const auto bytes = TestAgency(1).certificate();
  for (std::size_t bit = 0; bit < bytes.payload.size() * 8; ++bit) {
    auto changed = bytes;
    changed.payload[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    EXPECT_FALSE(open_certificate(changed)) << "bit " << bit;
    EXPECT_NE(hash_of(changed), hash_of(bytes));
  }
}

TEST(Certificate, ByAnotherAgencysRootKeyIsWorthNothing) {
  const TestAgency office(1);
  const TestAgency thief(2);
  const auto certificate = *open_certificate(office.certificate());
  EXPECT_TRUE(open_certificate(*sign_certificate(certificate, thief.root_key()))
                  .error()
                  .is(RecordError::NotAuthentic));
}

TEST(Certificate, OnlyStaffAndAdministratorsState) {
  EXPECT_TRUE(StaffCertificate{.role = "staff"}.may_state());
  EXPECT_TRUE(StaffCertificate{.role = "admin"}.may_state());
  EXPECT_FALSE(StaffCertificate{.role = "auditor"}.may_state());
  EXPECT_FALSE(StaffCertificate{.role = "janitor"}.may_state());
}

TEST(CertificateEnd, CountsByNumbersNotByClocks) {
  const StaffCertificateEnd end{.last = {2, 10}};
  EXPECT_FALSE(end.ends({1, 99}));
  EXPECT_FALSE(end.ends({2, 10}));
  EXPECT_TRUE(end.ends({2, 11}));
  EXPECT_TRUE(end.ends({3, 1}));
}

TEST(CertificateEnd, IsTheRootKeysWord) {
  const TestAgency office(1);
  const TestAgency thief(2);
  const auto end = open_certificate_end(office.certificate_end({1, 5}));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->last, (RecordNumber{1, 5}));
  EXPECT_EQ(end->certificate, office.certificate_hash());
  EXPECT_FALSE(open_certificate_end(sign_certificate_end(*end, thief.root_key())));
  EXPECT_FALSE(open_certificate_end(sign_certificate_end(*end, office.node_key())));
}

}  // namespace
}  // namespace tasuki::record
