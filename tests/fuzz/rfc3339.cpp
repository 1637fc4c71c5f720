// Times, as people type them.
#include "core/base/bytes.hpp"
#include "core/base/clock.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  const auto time = from_rfc3339(as_text(ByteView(data, size)));
  if (!time) return 0;
  test::require(from_rfc3339(to_rfc3339(*time)) == time);
  return 0;
}
