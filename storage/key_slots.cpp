#include "storage/key_slots.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "core/crypto/aead.hpp"
#include "core/crypto/hash.hpp"
#include "core/crypto/hkdf.hpp"
#include "storage/private_file.hpp"

namespace tasuki::storage {

namespace {

// docs/protocol.md, section 16.
constexpr std::string_view kSlotMagic{"tasuki-slot\0\1", 13};
constexpr std::string_view kChecksumDomain = "tasuki/1/key-slot-checksum";
constexpr std::string_view kRecoveryLabel = "tasuki/1/key-slot-recovery-code";
constexpr std::string_view kKeyFileLabel = "tasuki/1/key-slot-key-file";

constexpr std::size_t kSaltSize = std::tuple_size_v<crypto::Argon2Salt>;
constexpr std::size_t kBoxSize = StoreKey::kSize + crypto::kTagSize;
constexpr std::size_t kBodySize = kSlotMagic.size() + 1 + kSaltSize + 8 + 8 + crypto::kXNonceSize + kBoxSize;
constexpr std::size_t kChecksumSize = 32;
static_assert(kSlotFileSize == kBodySize + kChecksumSize);

constexpr crypto::Argon2Cost kNoArgon2{0, 0};
constexpr std::size_t kShortestKeyFile = 32;
constexpr std::size_t kLongestKeyFile = 64 * 1024;

std::string_view wrap_domain(SlotKind kind) {
  switch (kind) {
    case SlotKind::Passphrase:
      return "tasuki/1/key-slot-1";
    case SlotKind::RecoveryCode:
      return "tasuki/1/key-slot-2";
    case SlotKind::KeyFile:
      return "tasuki/1/key-slot-3";
  }
  return {};
}

bool cost_fits(SlotKind kind, const crypto::Argon2Cost& cost) {
  return kind == SlotKind::Passphrase ? crypto::is_acceptable(cost) : cost == kNoArgon2;
}

Secret<32> key_file_key(const crypto::Argon2Salt& salt, ByteView content) {
  return Secret<32>(crypto::derive_key(salt, content, kKeyFileLabel).reveal());
}

Result<StoreKey> unwrap(const KeySlot& slot, const Secret<32>& wrapping_key) {
  const auto opened = crypto::unwrap(wrapping_key, wrap_domain(slot.kind), slot.wrapped);
  if (!opened) return StorageError::SlotRefused;
  return StoreKey(opened->reveal());
}

/// Takes fixed-size fields from the front of a body whose size was checked.
class Fields {
 public:
  explicit Fields(ByteView body) : rest_(body) {}
  ByteView take(std::size_t size) {
    const ByteView field = rest_.first(size);
    rest_ = rest_.subspan(size);
    return field;
  }
  std::uint64_t take_u64() { return read_u64(take(8)).value_or(0); }

 private:
  ByteView rest_;
};

}  // namespace

Bytes KeySlot::serialize() const {
  Bytes file = copy(as_bytes(kSlotMagic));
  file.push_back(static_cast<std::uint8_t>(kind));
  append(file, wrapped.salt);
  append_u64(file, wrapped.cost.ops_limit);
  append_u64(file, wrapped.cost.mem_limit);
  append(file, wrapped.nonce);
  append(file, wrapped.box);
  append(file, crypto::hash(kChecksumDomain, {file}));
  return file;
}

Result<KeySlot> KeySlot::parse(ByteView file) {
  if (file.size() != kSlotFileSize) return StorageError::SlotDamaged;
  const ByteView body = file.first(kBodySize);
  if (!equal(crypto::hash(kChecksumDomain, {body}), file.subspan(kBodySize)))
    return StorageError::SlotDamaged;
  Fields fields(body);
  if (as_text(fields.take(kSlotMagic.size())) != kSlotMagic) return StorageError::SlotDamaged;
  KeySlot slot{SlotKind{fields.take(1)[0]}, {}};
  std::ranges::copy(fields.take(kSaltSize), slot.wrapped.salt.begin());
  slot.wrapped.cost.ops_limit = fields.take_u64();
  slot.wrapped.cost.mem_limit = fields.take_u64();
  slot.wrapped.nonce = copy(fields.take(crypto::kXNonceSize));
  slot.wrapped.box = copy(fields.take(kBoxSize));
  if (wrap_domain(slot.kind).empty() || !cost_fits(slot.kind, slot.wrapped.cost)) {
    return StorageError::SlotDamaged;
  }
  return slot;
}

std::filesystem::path KeySlots::file_of(SlotKind kind) const {
  switch (kind) {
    case SlotKind::Passphrase:
      return folder_ / "passphrase.slot";
    case SlotKind::RecoveryCode:
      return folder_ / "recovery-code.slot";
    case SlotKind::KeyFile:
      return folder_ / "key-file.slot";
  }
  return folder_;
}

bool KeySlots::has(SlotKind kind) const {
  std::error_code ignored;
  return std::filesystem::exists(file_of(kind), ignored);
}

Result<KeySlot> KeySlots::load(SlotKind kind) const {
  if (!has(kind)) return StorageError::SlotMissing;
  TRY(const Bytes file, read_private_file(file_of(kind), ReadAtMost{kSlotFileSize + 1}));
  TRY(auto slot, KeySlot::parse(file));
  if (slot.kind != kind) return StorageError::SlotDamaged;
  return slot;
}

Result<> KeySlots::put(Random& random, SlotKind kind, const StoreKey& key, const Secret<32>& wrapping_key,
                       const crypto::Argon2Salt& salt, const crypto::Argon2Cost& cost) {
  const auto wrapped = crypto::wrap(random, wrapping_key, salt, cost, wrap_domain(kind), key.reveal());
  return replace_private_file(file_of(kind), KeySlot{kind, wrapped}.serialize());
}

Result<> KeySlots::put(const KeySlot& slot) {
  return replace_private_file(file_of(slot.kind), slot.serialize());
}

Result<> KeySlots::put_passphrase(Random& random, const StoreKey& key, ByteView passphrase,
                                  const crypto::Argon2Cost& cost) {
  const auto salt = crypto::random_salt(random);
  TRY(const auto wrapping_key, crypto::derive(passphrase, salt, cost));
  return put(random, SlotKind::Passphrase, key, wrapping_key, salt, cost);
}

Result<> KeySlots::put_recovery_code(Random& random, const StoreKey& key, const crypto::RecoveryCode& code) {
  const auto salt = crypto::random_salt(random);
  return put(random, SlotKind::RecoveryCode, key, code.derive(salt, kRecoveryLabel), salt, kNoArgon2);
}

Result<> KeySlots::put_key_file(Random& random, const StoreKey& key, ByteView content) {
  const auto salt = crypto::random_salt(random);
  return put(random, SlotKind::KeyFile, key, key_file_key(salt, content), salt, kNoArgon2);
}

Result<StoreKey> KeySlots::open_with_passphrase(ByteView passphrase) const {
  TRY(const auto slot, load(SlotKind::Passphrase));
  TRY(const auto wrapping_key, crypto::derive(passphrase, slot.wrapped.salt, slot.wrapped.cost));
  return unwrap(slot, wrapping_key);
}

Result<StoreKey> KeySlots::open_with_recovery_code(const crypto::RecoveryCode& code) const {
  TRY(const auto slot, load(SlotKind::RecoveryCode));
  return unwrap(slot, code.derive(slot.wrapped.salt, kRecoveryLabel));
}

Result<StoreKey> KeySlots::open_with_key_file(ByteView content) const {
  TRY(const auto slot, load(SlotKind::KeyFile));
  return unwrap(slot, key_file_key(slot.wrapped.salt, content));
}

Result<SecretBytes> read_key_file(const std::filesystem::path& file) {
  const FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  // A credential may be another user's, readable for us by its access list: that shows as group bits.
  if (!handle || ::fstat(handle.get(), &status) != 0 || (status.st_mode & 07) != 0) {
    return StorageError::KeyFileUnusable;
  }
  auto content = read_some(handle.get(), kLongestKeyFile + 1);
  if (!content) return StorageError::KeyFileUnusable;
  SecretBytes secret(std::move(*content));
  if (secret.size() < kShortestKeyFile || secret.size() > kLongestKeyFile)
    return StorageError::KeyFileUnusable;
  return secret;
}

}  // namespace tasuki::storage
