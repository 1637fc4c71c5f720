#pragma once

#include <string_view>

namespace tasuki::storage {

enum class StorageError {
  /// There is no home in the folder named.
  HomeMissing,
  /// There is one already.
  HomeExists,
  /// Another living process uses the home.
  HomeInUse,
  /// A file or folder of the home may be read or written by others; `detail` names it.
  HomeTooOpen,
  /// A file of the home could not be read or written; `detail` has its name and the system's number.
  HomeUnusable,
  /// The home has no store file.
  StoreMissing,
  /// The store file is an ordinary, unencrypted database.
  StoreNotEncrypted,
  /// The store file does not open with its key: damaged, cut short or another home's.
  StoreDamaged,
  /// A newer version of the program wrote the store.
  StoreTooNew,
  /// The database library has no cipher.
  CipherMissing,
  /// No key slot of the kind asked for.
  SlotMissing,
  /// A key slot's file is not as it was written.
  SlotDamaged,
  /// The slot is sound and the passphrase, code or key file is another's.
  SlotRefused,
  /// A key file is too short, too long or unreadable.
  KeyFileUnusable,
  /// A backup file cannot be read.
  BackupUnreadable,
  /// The file named is no backup.
  NotABackup,
  /// A newer version of the program made the backup.
  BackupTooNew,
  /// The backup is cut short or changed, or was sealed under another store's key.
  BackupDamaged,
  /// Whoever wanted the backup is gone.
  BackupStopped,
};
std::string_view error_name(StorageError error);

}  // namespace tasuki::storage
