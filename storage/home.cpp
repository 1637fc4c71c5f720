#include "storage/home.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace tasuki::storage {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::string process_in(int lock) {
  std::string text(20, '\0');
  const ssize_t got = ::pread(lock, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

Result<> make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder.parent_path(), failed);
  if (::mkdir(folder.c_str(), 0700) != 0) return unusable(folder);
  return sync_folder(folder.parent_path());
}

// What a half-made home, or one that never was, may hold.
bool holds_nothing_of_others(const HomeLayout& layout) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(layout.folder, failed)) {
    const auto& path = entry.path();
    if (path != layout.lock() && path != layout.nursery() && path != layout.slots() &&
        path != layout.config()) {
      return false;
    }
  }
  return !failed;
}

// A slot that nobody uses today opens the store as well, and what SQLite keeps beside the store is part of
// it.
Result<> check_all_private(const HomeLayout& layout) {
  TRY_VOID(check_private(layout.folder));
  TRY_VOID(check_private(layout.slots()));
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(layout.slots(), failed)) {
    TRY_VOID(check_private(entry.path()));
  }
  for (const char* part : {"", "-wal", "-shm"}) {
    const fs::path file = layout.store().string() + part;
    if (is_there(file)) TRY_VOID(check_private(file));
  }
  return {};
}

Result<> make_private(const fs::path& folder) {
  if (::chmod(folder.c_str(), 0700) != 0) return unusable(folder);
  return check_private(folder);
}

void sweep(const HomeLayout& layout) {
  std::error_code ignored;
  fs::remove_all(layout.nursery(), ignored);
  if (!is_there(layout.store())) fs::remove_all(layout.slots(), ignored);
}

Result<> move_into(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return unusable(to);
  return sync_folder(to.parent_path());
}

}  // namespace

Result<HomeLock> HomeLock::take(const fs::path& file) {
  FileHandle handle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!handle) return unusable(file);
  TRY_VOID(check_private(file));
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return unusable(file);
    return Error(StorageError::HomeInUse, process_in(handle.get()));
  }
  const std::string process = std::to_string(::getpid());
  const bool noted =
      ::ftruncate(handle.get(), 0) == 0 && ::pwrite(handle.get(), process.data(), process.size(), 0) > 0;
  static_cast<void>(noted);  // the number is for people; on a full disk the lock does without
  return HomeLock(std::move(handle));
}

Result<Home> Home::open(const fs::path& folder) {
  HomeLayout layout{folder};
  if (!is_there(layout.store())) return StorageError::HomeMissing;
  TRY_VOID(check_all_private(layout));
  TRY(HomeLock lock, HomeLock::take(layout.lock()));
  std::error_code ignored;
  fs::remove(layout.backup_copy(), ignored);  // of a backup that a crash ended
  return Home(std::move(layout), std::move(lock));
}

Result<NewHome> NewHome::begin(const fs::path& folder) {
  HomeLayout layout{folder};
  const bool make = !is_there(folder);
  if (make) TRY_VOID(make_folder(folder));
  if (!holds_nothing_of_others(layout)) return StorageError::HomeExists;
  TRY_VOID(make_private(folder));
  TRY(HomeLock lock, HomeLock::take(layout.lock()));
  if (is_there(layout.store())) return StorageError::HomeExists;  // made between the two looks
  sweep(layout);
  NewHome fresh(std::move(layout), std::move(lock), make);
  for (const auto& part : {fresh.draft().folder, fresh.draft().slots()}) TRY_VOID(make_folder(part));
  return std::move(fresh);
}

NewHome::~NewHome() {
  if (!lock_ || finished_) return;
  sweep(layout_);
  std::error_code ignored;
  fs::remove(layout_.lock(), ignored);
  if (made_folder_) fs::remove(layout_.folder, ignored);
}

Result<> NewHome::finish() {
  std::error_code none;
  const auto log = fs::file_size(draft().store().string() + "-wal", none);
  if (!none && log > 0) return Error(StorageError::HomeUnusable, "store.db-wal");
  TRY_VOID(move_into(draft().slots(), layout_.slots()));
  TRY_VOID(move_into(draft().store(), layout_.store()));
  finished_ = true;
  sweep(layout_);
  return {};
}

}  // namespace tasuki::storage
