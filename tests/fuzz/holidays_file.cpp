// The file of a place's holidays.
#include "node/holidays_file.hpp"

#include "core/base/bytes.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  const auto read = node::parse_holidays(as_text(ByteView(data, size)));
  test::require(read.problem.empty() || read.holidays == care::Holidays());
  return 0;
}
