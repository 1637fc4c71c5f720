// Signed records as they arrive: whatever parses and verifies is what its author signed.
#include "core/record/record.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::test {
namespace {

void check(const record::SignedRecord& valid, const TestAgency& author, ByteView input) {
  const auto parsed = record::parse_record(raw_or_altered(record::serialize(valid), input));
  if (!parsed) return;
  require(parsed->is_complete());
  require(record::id_of(parsed->record) == parsed->id);
  require_same(record::parse_record(record::serialize(*parsed)), *parsed);
  const auto& key = parsed->record.by_node() ? author.node_key() : author.staff_key();
  if (!record::verify_author(*parsed, key.public_key())) return;
  require(parsed->id == valid.id);
  require(parsed->record == valid.record);
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static test::TestAgency agency(1);
  static const auto kByStaff = agency.state(record::Kind::TeamFounding, TeamId(), copy(as_bytes("payload")));
  static const auto kByNode =
      agency.state_by_node(record::Kind::Receipt, TeamId(), copy(as_bytes("another payload")));
  if (size < 2) return 0;
  test::check(data[0] % 2 == 0 ? kByStaff : kByNode, agency, ByteView(data + 1, size - 1));
  return 0;
}
