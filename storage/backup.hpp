#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/base/result.hpp"
#include "core/crypto/hash.hpp"
#include "storage/error.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"
#include "storage/private_file.hpp"

namespace tasuki::storage {

/// A backup file is one home at one moment, in one file: the key slots that people hold the key to
/// (passphrase and recovery code, never the key file's), the encrypted database, and a seal over all of it
/// under a key that only the store's key gives. docs/protocol.md, section 16.2.

/// A backup is read and written in pieces of at most so many bytes.
inline constexpr std::size_t kBackupPiece = std::size_t{256} * 1024;

/// Follows a backup from its first byte to the seal. For both directions.
class BackupSeal {
 public:
  /// In the order of the file: the header, then pieces of kBackupPiece bytes, the last one shorter.
  void add(ByteView piece);
  crypto::Digest finish(const StoreKey& key) const;

 private:
  crypto::Digest so_far_{};
};

/// A consistent copy of a store that others go on writing to, and the backup file made of it, piece by piece.
class BackupMaker {
 public:
  /// Pages copied, and pages in all. False: stop, nobody wants it any more.
  using Progress = std::function<bool(std::uint64_t done, std::uint64_t all)>;

  /// Copies the store into the home, which takes as much room as the store itself; every page is read and its
  /// authentication checked. May run on any thread beside the writer. StoreDamaged where a page is not as it
  /// was written, SlotMissing without a slot that could unlock the backup, SlotDamaged, BackupStopped,
  /// HomeUnusable; StoreError::DiskFull.
  static Result<BackupMaker> make(const HomeLayout& home, StoreKey key, const Progress& progress);
  BackupMaker(BackupMaker&&) = default;
  BackupMaker& operator=(BackupMaker&&) = delete;
  /// Removes the copy.
  ~BackupMaker();

  /// Of the whole backup file.
  std::uint64_t size() const { return size_; }
  /// The next piece of the backup file, empty at its end. HomeUnusable.
  Result<Bytes> next();

 private:
  struct Copy {
    std::filesystem::path path;
    ~Copy();
  };
  BackupMaker(std::unique_ptr<Copy> copy, FileHandle file, StoreKey key, Bytes header, std::uint64_t left);

  std::unique_ptr<Copy> copy_;
  FileHandle file_;
  StoreKey key_;
  Bytes header_;  ///< Still to be handed out.
  std::uint64_t left_;
  std::uint64_t size_;
  BackupSeal seal_;
  bool ended_ = false;
};

/// A backup file on its way back into a home.
class BackupReader {
 public:
  /// Looks at the file's beginning and length. BackupUnreadable, NotABackup, BackupTooNew, BackupDamaged
  /// (shorter or longer than it says), SlotDamaged.
  static Result<BackupReader> open(const std::filesystem::path& file);

  /// Puts slots and database into a home that is being made. The database is not to be used before `check`.
  Result<> unpack(const HomeLayout& draft);
  /// After `unpack`: BackupDamaged unless this very file was sealed under the store's key.
  Result<> check(const StoreKey& key) const;

 private:
  BackupReader(FileHandle file, Bytes header, std::vector<KeySlot> slots, std::uint64_t database)
      : file_(std::move(file)), header_(std::move(header)), slots_(std::move(slots)), database_(database) {}

  FileHandle file_;
  Bytes header_;
  std::vector<KeySlot> slots_;
  std::uint64_t database_;
  BackupSeal seal_;
  crypto::Digest sealed_{};
};

}  // namespace tasuki::storage
