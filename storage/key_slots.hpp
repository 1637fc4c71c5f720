#pragma once

#include <filesystem>

#include "core/base/random.hpp"
#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "core/crypto/password.hpp"
#include "core/crypto/recovery_code.hpp"
#include "storage/error.hpp"

namespace tasuki::storage {

/// The random key of a store's database.
using StoreKey = Secret<32>;

/// How a store can be unlocked. The numbers are the file format's (docs/protocol.md, section 16).
enum class SlotKind : std::uint8_t { Passphrase = 1, RecoveryCode = 2, KeyFile = 3 };

/// Bytes of a slot's file.
inline constexpr std::size_t kSlotFileSize = 150;

/// One slot's file: the store key, wrapped.
struct KeySlot {
  SlotKind kind;
  crypto::WrappedSecret wrapped;

  Bytes serialize() const;
  /// SlotDamaged for anything but what `serialize` gave; an Argon2 cost outside the bounds too.
  static Result<KeySlot> parse(ByteView file);
};

/// The folder of a home's key slots, one file of each kind at most. Each `put` replaces the slot of its kind
/// in one step that a crash does not split.
class KeySlots {
 public:
  explicit KeySlots(std::filesystem::path folder) : folder_(std::move(folder)) {}

  bool has(SlotKind kind) const;

  /// Argon2id: as slow as `cost` says, which the slot keeps.
  Result<> put_passphrase(Random& random, const StoreKey& key, ByteView passphrase,
                          const crypto::Argon2Cost& cost);
  Result<> put_recovery_code(Random& random, const StoreKey& key, const crypto::RecoveryCode& code);
  Result<> put_key_file(Random& random, const StoreKey& key, ByteView content);

  /// As it lies there, without opening it: for a backup. SlotMissing, SlotDamaged.
  Result<KeySlot> load(SlotKind kind) const;
  /// One that was loaded elsewhere.
  Result<> put(const KeySlot& slot);

  /// SlotMissing, SlotDamaged, SlotRefused (another passphrase, code or key file), HomeTooOpen, HomeUnusable;
  /// CryptoError::PasswordHashing where there is not enough memory.
  Result<StoreKey> open_with_passphrase(ByteView passphrase) const;
  Result<StoreKey> open_with_recovery_code(const crypto::RecoveryCode& code) const;
  Result<StoreKey> open_with_key_file(ByteView content) const;

 private:
  std::filesystem::path file_of(SlotKind kind) const;
  Result<> put(Random& random, SlotKind kind, const StoreKey& key, const Secret<32>& wrapping_key,
               const crypto::Argon2Salt& salt, const crypto::Argon2Cost& cost);

  std::filesystem::path folder_;
};

/// A key file's content: at least 32 bytes, at most 64 KiB, of high entropy. A systemd credential is one.
/// KeyFileUnusable for another size, and where it cannot be read or others may read it.
Result<SecretBytes> read_key_file(const std::filesystem::path& file);

}  // namespace tasuki::storage
