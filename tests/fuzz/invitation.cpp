// Invitation codes, typed or pasted, and the bytes inside them.
#include "core/delivery/invitation.hpp"

#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"

namespace tasuki::test {
namespace {

delivery::Invitation example() {
  return {AgencyId(std::array<std::uint8_t, 32>{1}),     crypto::DhPublicKey(std::array<std::uint8_t, 32>{2}),
          {"office.example:7411", "127.0.0.1:7411"},     from_millis(1'771'000'000'000),
          InvitationId(std::array<std::uint8_t, 16>{3}), Secret<32>()};
}

void typed(ByteView input) {
  static const std::string kCode = delivery::invitation_code(example());
  const Bytes text = raw_or_altered(as_bytes(kCode), input);
  const auto invitation = delivery::read_invitation_code(as_text(text));
  // A changed code is never taken: its checksum covers all of it, in whatever way it is typed.
  if (invitation) require(delivery::invitation_code(*invitation) == kCode || input[0] % 2 == 0);
}

void bytes(ByteView input) {
  static const Bytes kBytes = delivery::invitation_bytes(example());
  const auto invitation = delivery::parse_invitation(raw_or_altered(kBytes, input));
  if (!invitation) return;
  const Bytes again = delivery::invitation_bytes(*invitation);
  require(delivery::parse_invitation(again).has_value());
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  if (size < 2) return 0;
  const ByteView input(data + 1, size - 1);
  data[0] % 2 == 0 ? test::typed(input) : test::bytes(input);
  return 0;
}
