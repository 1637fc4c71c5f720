#pragma once

#include <filesystem>

#include "core/base/result.hpp"
#include "core/base/secret.hpp"
#include "storage/error.hpp"
#include "storage/sqlite.hpp"

namespace tasuki::storage {

/// Opens a store's file as design section 11 says, in this order: raw key, temp_store=MEMORY, WAL,
/// synchronous=FULL, secure_delete, foreign keys, and at last a look whether the cipher is there and the key
/// opens the file. Nothing of a file that does not open is changed.
///
/// StoreMissing, StoreNotEncrypted, StoreDamaged (a wrong key too: the two look alike), HomeTooOpen,
/// CipherMissing, HomeUnusable.
Result<Connection> open_encrypted(const std::filesystem::path& file, const Secret<32>& key);

/// A further connection to a file that this process has open. Does not look at the file by itself: closing
/// any other descriptor of it would drop the locks that SQLite holds.
Result<Connection> open_beside(const std::filesystem::path& file, const Secret<32>& key);

/// A new file to which another database's pages are copied: no journal, nothing synced. HomeUnusable where
/// there is one already. May throw SqlFault.
Result<Connection> create_copy_target(const std::filesystem::path& file, const Secret<32>& key);

/// Makes the file, readable by nobody else, and opens it. HomeUnusable where there is one already.
Result<Connection> create_encrypted(const std::filesystem::path& file, const Secret<32>& key);

}  // namespace tasuki::storage
