// Cards, whereabouts, certificates and their ends: what a peer says about itself.
#include "core/record/signed_bytes.hpp"

#include "core/record/card.hpp"
#include "core/record/certificate.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::test {
namespace {

/// Reads a changed statement with `open`; where that verifies, it is the agency's own. A payload of any bytes
/// goes through `read`.
template <class Open, class Read>
void check(const record::SignedBytes& valid, ByteView input, Open open, Read read) {
  static_cast<void>(read(raw_or_altered(valid.payload, input)));
  const auto parsed = record::parse_signed_bytes(raw_or_altered(record::serialize(valid), input));
  if (!parsed) return;
  require_same(record::parse_signed_bytes(record::serialize(*parsed)), *parsed);
  if (open(*parsed)) require(parsed->payload == valid.payload);
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static const test::TestAgency agency(1);
  static const auto kNodeKey = agency.node_key().public_key();
  if (size < 2) return 0;
  const ByteView input(data + 1, size - 1);
  const auto is_ours = [](const auto& opened) { return opened && opened->agency == agency.id(); };
  switch (data[0] % 4) {
    case 0:
      test::check(
          agency.signed_card(), input, [&](const auto& it) { return is_ours(record::open_card(it)); },
          record::read_card);
      break;
    case 1:
      test::check(
          agency.signed_whereabouts(), input,
          [&](const auto& it) { return is_ours(record::open_whereabouts(it, kNodeKey)); },
          record::read_whereabouts);
      break;
    case 2:
      test::check(
          agency.certificate(), input, [&](const auto& it) { return is_ours(record::open_certificate(it)); },
          record::read_certificate);
      break;
    default:
      test::check(
          agency.certificate_end({1, 7}), input,
          [&](const auto& it) { return is_ours(record::open_certificate_end(it)); },
          record::read_certificate_end);
  }
  return 0;
}
