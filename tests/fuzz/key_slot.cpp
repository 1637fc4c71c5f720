// A key slot's file, as somebody with the disk may have changed it.
#include "storage/key_slots.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static const storage::KeySlot kSlot{
      storage::SlotKind::Passphrase,
      {crypto::Argon2Salt{1}, crypto::kArgon2Least, Bytes(24, 2), Bytes(48, 3)}};
  static const Bytes kFile = kSlot.serialize();
  test::require(storage::KeySlot::parse(kFile).has_value());
  const auto slot = storage::KeySlot::parse(test::raw_or_altered(kFile, ByteView(data, size)));
  if (!slot) return 0;
  test::require(crypto::is_acceptable(slot->wrapped.cost));
  test::require(storage::KeySlot::parse(slot->serialize()).has_value());
  return 0;
}
