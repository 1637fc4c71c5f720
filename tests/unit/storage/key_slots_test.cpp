#include "storage/key_slots.hpp"

#include <gtest/gtest.h>

#include "storage/private_file.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPassphrase = "さくら 夜勤 2026";

class Slots : public testing::Test {
 protected:
  Bytes file(std::string_view name) {
    return read_private_file(folder_ / std::string(name), ReadAtMost{1'000}).value();
  }
  template <class T>
  static Error error_of(const Result<T>& result) {
    return result ? Error() : result.error();
  }
  bool opens(const Result<StoreKey>& opened) {
    return opened && same_secret(opened->reveal(), key_.reveal());
  }

  test::SeededRandom random_{7};
  StoreKey key_ = StoreKey::random(random_);
  crypto::RecoveryCode code_ = crypto::RecoveryCode::generate(random_);
  Bytes key_file_ = Bytes(32, 0x5a);
  test::TemporaryFolder folder_;
  KeySlots slots_{folder_.path()};
};

TEST_F(Slots, EachKindGivesTheStoreKeyBack) {
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes(kPassphrase), crypto::kArgon2Least));
  ASSERT_TRUE(slots_.put_recovery_code(random_, key_, code_));
  ASSERT_TRUE(slots_.put_key_file(random_, key_, key_file_));
  EXPECT_TRUE(opens(slots_.open_with_passphrase(as_bytes(kPassphrase))));
  EXPECT_TRUE(opens(slots_.open_with_recovery_code(code_)));
  EXPECT_TRUE(opens(slots_.open_with_key_file(key_file_)));
}

TEST_F(Slots, AMissingSlotIsNamedSo) {
  EXPECT_FALSE(slots_.has(SlotKind::KeyFile));
  EXPECT_TRUE(error_of(slots_.open_with_key_file(key_file_)).is(StorageError::SlotMissing));
}

TEST_F(Slots, WhatIsAnothersIsRefusedNotCalledDamaged) {
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes(kPassphrase), crypto::kArgon2Least));
  ASSERT_TRUE(slots_.put_recovery_code(random_, key_, code_));
  ASSERT_TRUE(slots_.put_key_file(random_, key_, key_file_));
  EXPECT_TRUE(error_of(slots_.open_with_passphrase(as_bytes("さくら"))).is(StorageError::SlotRefused));
  EXPECT_TRUE(error_of(slots_.open_with_passphrase({})).is(StorageError::SlotRefused));
  const auto other = crypto::RecoveryCode::generate(random_);
  EXPECT_TRUE(error_of(slots_.open_with_recovery_code(other)).is(StorageError::SlotRefused));
  EXPECT_TRUE(error_of(slots_.open_with_key_file(Bytes(33, 0x5a))).is(StorageError::SlotRefused));
}

TEST_F(Slots, AnotherPassphraseTakesTheFormersPlace) {
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes("old"), crypto::kArgon2Least));
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes("new"), crypto::kArgon2Least));
  EXPECT_TRUE(opens(slots_.open_with_passphrase(as_bytes("new"))));
  EXPECT_TRUE(error_of(slots_.open_with_passphrase(as_bytes("old"))).is(StorageError::SlotRefused));
}

TEST_F(Slots, ASlotLeftHalfWrittenByACrashIsNoObstacle) {
  ASSERT_TRUE(create_private_file(folder_ / "key-file.slot.new", as_bytes("half")));
  ASSERT_TRUE(slots_.put_key_file(random_, key_, key_file_));
  EXPECT_TRUE(opens(slots_.open_with_key_file(key_file_)));
  EXPECT_FALSE(fs::exists(folder_ / "key-file.slot.new"));
}

TEST_F(Slots, EveryFlippedByteAndEveryCutIsDamage) {
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes(kPassphrase), crypto::kArgon2Least));
  const Bytes whole = file("passphrase.slot");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes flipped = whole;
    flipped[at] ^= 1;
    EXPECT_TRUE(error_of(KeySlot::parse(flipped)).is(StorageError::SlotDamaged)) << at;
    EXPECT_TRUE(error_of(KeySlot::parse(ByteView(whole).first(at))).is(StorageError::SlotDamaged)) << at;
  }
  EXPECT_TRUE(KeySlot::parse(whole));
  EXPECT_TRUE(error_of(KeySlot::parse(concat({whole, Bytes{0}}))).is(StorageError::SlotDamaged));
}

TEST_F(Slots, AnArgon2CostOutsideTheBoundsIsRefusedBeforeAnyWork) {
  ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes(kPassphrase), crypto::kArgon2Least));
  for (const crypto::Argon2Cost cost : {crypto::Argon2Cost{0, 8 << 20}, crypto::Argon2Cost{1, 1 << 20},
                                        crypto::Argon2Cost{1, 1ULL << 40}, crypto::Argon2Cost{99, 8 << 20}}) {
    auto slot = KeySlot::parse(file("passphrase.slot")).value();
    slot.wrapped.cost = cost;
    ASSERT_TRUE(replace_private_file(folder_ / "passphrase.slot", slot.serialize()));
    EXPECT_TRUE(error_of(slots_.open_with_passphrase(as_bytes(kPassphrase))).is(StorageError::SlotDamaged));
    ASSERT_TRUE(slots_.put_passphrase(random_, key_, as_bytes(kPassphrase), crypto::kArgon2Least));
  }
}

TEST_F(Slots, OneKindsFileDoesNotPassForAnothers) {
  ASSERT_TRUE(slots_.put_key_file(random_, key_, key_file_));
  fs::rename(folder_ / "key-file.slot", folder_ / "recovery-code.slot");
  EXPECT_TRUE(error_of(slots_.open_with_recovery_code(code_)).is(StorageError::SlotDamaged));
}

TEST_F(Slots, ASlotThatOthersMayReadIsRefused) {
  ASSERT_TRUE(slots_.put_key_file(random_, key_, key_file_));
  fs::permissions(folder_ / "key-file.slot", fs::perms::others_read, fs::perm_options::add);
  EXPECT_TRUE(error_of(slots_.open_with_key_file(key_file_)).is(StorageError::HomeTooOpen));
}

TEST_F(Slots, AKeyFileHasAtLeast32BytesAndAtMost64KiB) {
  for (const std::size_t size : {0U, 31U, 65'537U}) {
    ASSERT_TRUE(replace_private_file(folder_ / "key", Bytes(size, 1)));
    EXPECT_TRUE(error_of(read_key_file(folder_ / "key")).is(StorageError::KeyFileUnusable)) << size;
  }
  ASSERT_TRUE(replace_private_file(folder_ / "key", Bytes(32, 1)));
  EXPECT_EQ(read_key_file(folder_ / "key").value().size(), 32u);
  fs::permissions(folder_ / "key", fs::perms::others_read, fs::perm_options::add);
  EXPECT_TRUE(error_of(read_key_file(folder_ / "key")).is(StorageError::KeyFileUnusable));
  EXPECT_TRUE(error_of(read_key_file(folder_ / "none")).is(StorageError::KeyFileUnusable));
}

// Salt, then nonce, from SeededRandom(16).
TEST_F(Slots, TheWorkedExampleIsWhatTheProtocolSays) {
  test::SeededRandom fixed(16);
  const StoreKey key(Bytes(32, 0x11));
  ASSERT_TRUE(slots_.put_key_file(fixed, key, Bytes(32, 0x22)));
  EXPECT_EQ(to_hex(file("key-file.slot")), test::protocol_example("key-slot"));
}

}  // namespace
}  // namespace tasuki::storage
