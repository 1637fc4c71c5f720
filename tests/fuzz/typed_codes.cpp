// Codes that people copy and type: base 32, recovery codes; and the padding of what is decrypted.
#include "core/crypto/base32.hpp"
#include "core/crypto/padme.hpp"
#include "core/crypto/recovery_code.hpp"
#include "tests/fuzz/require.hpp"

namespace tasuki::test {
namespace {

void base32(std::string_view typed) {
  const auto digits = crypto::fold_typed(typed);
  if (!digits) return;
  if (const auto bytes = crypto::base32_decode(*digits)) require(crypto::base32_encode(*bytes) == *digits);
}

void code(std::string_view typed) {
  constexpr std::string_view kDomain = "tasuki/1/fuzz";
  const auto bytes = crypto::code_decode(kDomain, typed);
  if (bytes) require_same(crypto::code_decode(kDomain, crypto::code_encode(kDomain, *bytes)), *bytes);
}

void recovery(std::string_view typed) {
  const auto code = crypto::RecoveryCode::parse(typed);
  if (!code) return;
  const auto text = code->reveal_text();
  require(crypto::RecoveryCode::parse(as_text(text.reveal())).has_value());
}

void padding(ByteView bytes) {
  const auto text = crypto::unpad(bytes);
  if (text) require(equal(crypto::pad(*text), bytes));
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  if (size == 0) return 0;
  const ByteView input(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      test::base32(as_text(input));
      break;
    case 1:
      test::code(as_text(input));
      break;
    case 2:
      test::recovery(as_text(input));
      break;
    default:
      test::padding(input);
  }
  return 0;
}
