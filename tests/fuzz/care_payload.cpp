// The payloads of care records: whatever is taken can be written again and taken again.
#include "core/care/call_record.hpp"
#include "core/care/escalation_step.hpp"
#include "core/care/message.hpp"
#include "core/care/note.hpp"
#include "core/care/notice.hpp"
#include "core/care/receipt.hpp"
#include "tests/fuzz/require.hpp"

namespace tasuki::test {
namespace {

template <class Parse>
void check(ByteView input, Parse parse) {
  const auto payload = parse(input);
  if (!payload) return;
  // Codes of a later version are read and not written; everything else goes there and back.
  const auto bytes = care::serialize(*payload);
  if (!bytes) return;
  const auto again = parse(ByteView(*bytes));
  require(again.has_value());
  require(care::serialize(*again).value() == *bytes);
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  if (size == 0) return 0;
  const ByteView input(data + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      test::check(input, care::parse_message);
      break;
    case 1:
      test::check(input, care::parse_receipt);
      break;
    case 2:
      test::check(input, care::parse_call_record);
      break;
    case 3:
      test::check(input, care::parse_label);
      break;
    case 4:
      test::check(input, care::parse_consent_note);
      break;
    case 5:
      test::check(input, care::parse_override_notice);
      break;
    case 6:
      test::check(input, care::parse_escalation_step);
      break;
    default:
      test::check(input, care::parse_hold_notice);
  }
  return 0;
}
