#include "storage/backup.hpp"

#include <fcntl.h>
#include <sqlcipher/sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "core/crypto/hkdf.hpp"
#include "storage/encrypted_file.hpp"

namespace tasuki::storage {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic{"tasuki-backup\0", 14};
constexpr std::uint8_t kVersion = 1;
constexpr std::string_view kPieceDomain = "tasuki/1/backup-piece";
constexpr std::string_view kSealDomain = "tasuki/1/backup-seal";
constexpr std::string_view kKeyLabel = "tasuki/1/backup-key";

constexpr std::size_t kFixedPart = kMagic.size() + 2;
constexpr std::size_t kMostSlots = 2;
constexpr std::size_t kSealSize = std::tuple_size_v<crypto::Digest>;
/// No store is as long as that; keeps sums of lengths from overflowing.
constexpr std::uint64_t kLongestDatabase = std::uint64_t{1} << 50U;
constexpr int kPagesAtOnce = 256;

void remove_copy(const fs::path& path) {
  std::error_code ignored;
  for (const auto* tail : {"", "-journal", "-wal", "-shm"}) fs::remove(path.string() + tail, ignored);
}

/// The slots that go into a backup: those whose key people carry with them.
Result<Bytes> header_of(const HomeLayout& home, std::uint64_t database) {
  const KeySlots slots(home.slots());
  Bytes all;
  std::uint8_t count = 0;
  for (const SlotKind kind : {SlotKind::Passphrase, SlotKind::RecoveryCode}) {
    if (!slots.has(kind)) continue;
    TRY(const auto slot, slots.load(kind));
    append(all, slot.serialize());
    ++count;
  }
  if (count == 0) return StorageError::SlotMissing;
  Bytes header = copy(as_bytes(kMagic));
  header.push_back(kVersion);
  header.push_back(count);
  append(header, all);
  append_u64(header, database);
  return header;
}

Error copy_error(const SqlFault& fault) {
  if (fault.is_full()) return StoreError::DiskFull;
  return Error(fault.is_damage() ? StorageError::StoreDamaged : StorageError::HomeUnusable, fault.what());
}

/// One copy under way: SQLite wants its end to be told, whatever happened.
class PageCopy {
 public:
  PageCopy(Connection& from, Connection& to)
      : to_(to), copy_(sqlite3_backup_init(to.raw(), "main", from.raw(), "main")) {}
  PageCopy(const PageCopy&) = delete;
  PageCopy& operator=(const PageCopy&) = delete;
  ~PageCopy() {
    if (copy_ != nullptr) sqlite3_backup_finish(copy_);
  }

  Result<> run(const BackupMaker::Progress& progress) {
    if (copy_ == nullptr) return copy_error(SqlFault(sqlite3_extended_errcode(to_.raw())));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
      code = sqlite3_backup_step(copy_, kPagesAtOnce);
      const auto all = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy_));
      const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(copy_));
      if (!progress(all - left, all)) return StorageError::BackupStopped;
    }
    return code == SQLITE_DONE ? Result<>() : copy_error(SqlFault(code));
  }

 private:
  Connection& to_;
  sqlite3_backup* copy_;
};

/// One read transaction from beginning to end: what is written meanwhile is left out, and the copy need not
/// begin anew for it.
Result<> copy_pages(const fs::path& from, const fs::path& to, const StoreKey& key,
                    const BackupMaker::Progress& progress) {
  try {
    TRY(Connection source, open_beside(from, key));
    source.run("BEGIN");
    source.ask("SELECT count(*) FROM sqlite_schema");
    TRY(Connection target, create_copy_target(to, key));
    TRY_VOID(PageCopy(source, target).run(progress));
    return {};
  } catch (const SqlFault& fault) {
    return copy_error(fault);
  }
}

Result<std::uint64_t> size_of(const FileHandle& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return StorageError::BackupUnreadable;
  return static_cast<std::uint64_t>(status.st_size);
}

Result<Bytes> read_exactly(const FileHandle& file, std::size_t size) {
  auto piece = read_some(file.get(), size);
  if (!piece) return StorageError::BackupUnreadable;
  if (piece->size() != size) return StorageError::BackupDamaged;
  return std::move(*piece);
}

std::size_t piece_of(std::uint64_t left) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(left, kBackupPiece));
}

/// How many slots the header holds, which says how long it is.
Result<std::size_t> count_slots(ByteView beginning) {
  if (as_text(beginning.first(kMagic.size())) != kMagic) return StorageError::NotABackup;
  if (beginning[kMagic.size()] != kVersion) return StorageError::BackupTooNew;
  const std::size_t count = beginning[kMagic.size() + 1];
  if (count == 0 || count > kMostSlots) return StorageError::BackupDamaged;
  return count;
}

}  // namespace

void BackupSeal::add(ByteView piece) { so_far_ = crypto::hash(kPieceDomain, {so_far_, piece}); }

crypto::Digest BackupSeal::finish(const StoreKey& key) const {
  const auto sealing = crypto::derive_key({}, key.reveal(), kKeyLabel);
  return crypto::hash(kSealDomain, {sealing.reveal(), so_far_});
}

BackupMaker::Copy::~Copy() { remove_copy(path); }

BackupMaker::BackupMaker(std::unique_ptr<Copy> copy, FileHandle file, StoreKey key, Bytes header,
                         std::uint64_t left)
    : copy_(std::move(copy)),
      file_(std::move(file)),
      key_(std::move(key)),
      header_(std::move(header)),
      left_(left),
      size_(header_.size() + left + kSealSize) {}

BackupMaker::~BackupMaker() = default;

Result<BackupMaker> BackupMaker::make(const HomeLayout& home, StoreKey key, const Progress& progress) {
  auto copy = std::make_unique<Copy>(home.backup_copy());
  remove_copy(copy->path);
  TRY_VOID(copy_pages(home.store(), copy->path, key, progress));
  FileHandle file(::open(copy->path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file) return unusable(copy->path);
  TRY(const auto size, size_of(file));
  TRY(auto header, header_of(home, size));
  return BackupMaker(std::move(copy), std::move(file), std::move(key), std::move(header), size);
}

Result<Bytes> BackupMaker::next() {
  if (!header_.empty()) {
    seal_.add(header_);
    return std::exchange(header_, {});
  }
  if (left_ > 0) {
    auto piece = read_some(file_.get(), piece_of(left_));
    if (!piece || piece->size() != piece_of(left_)) return unusable(copy_->path);
    left_ -= piece->size();
    seal_.add(*piece);
    return std::move(*piece);
  }
  if (std::exchange(ended_, true)) return Bytes();
  return tasuki::copy(seal_.finish(key_));
}

Result<BackupReader> BackupReader::open(const fs::path& path) {
  FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return StorageError::BackupUnreadable;
  TRY(const auto size, size_of(file));
  if (size < kFixedPart) return StorageError::NotABackup;
  TRY(Bytes header, read_exactly(file, kFixedPart));
  TRY(const auto count, count_slots(header));
  if (size < kFixedPart + count * kSlotFileSize + 8 + kSealSize) return StorageError::BackupDamaged;
  std::vector<KeySlot> slots;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const Bytes bytes, read_exactly(file, kSlotFileSize));
    TRY(auto slot, KeySlot::parse(bytes));
    slots.push_back(std::move(slot));
    append(header, bytes);
  }
  TRY(const Bytes length, read_exactly(file, 8));
  append(header, length);
  const std::uint64_t database = read_u64(length).value_or(0);
  if (database > kLongestDatabase || size != header.size() + database + kSealSize)
    return StorageError::BackupDamaged;
  return BackupReader(std::move(file), std::move(header), std::move(slots), database);
}

Result<> BackupReader::unpack(const HomeLayout& draft) {
  for (const auto& slot : slots_) TRY_VOID(KeySlots(draft.slots()).put(slot));
  seal_.add(header_);
  TRY(PrivateFileWriter store, PrivateFileWriter::create(draft.store()));
  for (std::uint64_t left = database_; left > 0;) {
    TRY(const Bytes piece, read_exactly(file_, piece_of(left)));
    seal_.add(piece);
    TRY_VOID(store.write(piece));
    left -= piece.size();
  }
  TRY_VOID(store.finish());
  TRY(const Bytes sealed, read_exactly(file_, kSealSize));
  std::ranges::copy(sealed, sealed_.begin());
  return {};
}

Result<> BackupReader::check(const StoreKey& key) const {
  if (!equal(seal_.finish(key), sealed_)) return StorageError::BackupDamaged;
  return {};
}

}  // namespace tasuki::storage
