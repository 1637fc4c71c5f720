#include "storage/error.hpp"

namespace tasuki::storage {

std::string_view error_name(StorageError error) {
  switch (error) {
    case StorageError::HomeMissing:
      return "no-home";
    case StorageError::HomeExists:
      return "home-exists";
    case StorageError::HomeInUse:
      return "home-in-use";
    case StorageError::HomeTooOpen:
      return "home-too-open";
    case StorageError::HomeUnusable:
      return "home-unusable";
    case StorageError::StoreMissing:
      return "store-missing";
    case StorageError::StoreNotEncrypted:
      return "store-not-encrypted";
    case StorageError::StoreDamaged:
      return "store-damaged";
    case StorageError::StoreTooNew:
      return "store-too-new";
    case StorageError::CipherMissing:
      return "cipher-missing";
    case StorageError::SlotMissing:
      return "slot-missing";
    case StorageError::SlotDamaged:
      return "slot-damaged";
    case StorageError::SlotRefused:
      return "slot-refused";
    case StorageError::KeyFileUnusable:
      return "key-file-unusable";
    case StorageError::BackupUnreadable:
      return "backup-unreadable";
    case StorageError::NotABackup:
      return "not-a-backup";
    case StorageError::BackupTooNew:
      return "backup-too-new";
    case StorageError::BackupDamaged:
      return "backup-damaged";
    case StorageError::BackupStopped:
      return "backup-stopped";
  }
  return "storage-unknown";
}

}  // namespace tasuki::storage
