// Hexadecimal and ids, as people type them.
#include "core/base/bytes.hpp"
#include "core/base/id.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  const ByteView input(data, size);
  const auto bytes = from_hex(as_text(input));
  if (!bytes) return 0;
  test::require(bytes->size() * 2 == size);
  test::require(from_hex(to_hex(*bytes)) == bytes);
  if (const auto id = RecordId::from(*bytes)) test::require(equal(id->bytes(), *bytes));
  return 0;
}
