#pragma once

#include <filesystem>
#include <memory>

#include "core/base/result.hpp"
#include "storage/error.hpp"
#include "storage/private_file.hpp"

namespace tasuki::storage {

/// Where a home keeps what. All files are 0600, all folders 0700, owned by the node's user.
struct HomeLayout {
  std::filesystem::path folder;

  std::filesystem::path store() const { return folder / "store.db"; }
  std::filesystem::path slots() const { return folder / "slots"; }
  std::filesystem::path lock() const { return folder / "lock"; }
  std::filesystem::path socket() const { return folder / "api.sock"; }
  std::filesystem::path config() const { return folder / "tasuki.toml"; }
  /// The copy of the store that a backup is made of, while it is made.
  std::filesystem::path backup_copy() const { return folder / ".backup"; }
  /// Where a home grows before it is one.
  std::filesystem::path nursery() const { return folder / ".init"; }
};

/// That a process, and no other, uses a home; ends with the object or the process, whatever ends it.
class HomeLock {
 public:
  /// HomeInUse (its detail is the other's process id, where known), HomeTooOpen, HomeUnusable.
  static Result<HomeLock> take(const std::filesystem::path& file);

 private:
  explicit HomeLock(FileHandle file) : file_(std::move(file)) {}
  FileHandle file_;
};

/// A home in use by this process.
class Home {
 public:
  /// Checks that folder, every slot and the store's files belong to this user alone, and takes the lock.
  /// HomeMissing where there is no store, HomeInUse, HomeTooOpen, HomeUnusable.
  static Result<Home> open(const std::filesystem::path& folder);

  const HomeLayout& layout() const { return layout_; }

 private:
  Home(HomeLayout layout, HomeLock lock) : layout_(std::move(layout)), lock_(std::move(lock)) {}
  HomeLayout layout_;
  HomeLock lock_;
};

/// A home that is being made. There is a home when, and only when, its store file is in its place; that file
/// comes last. What a crash leaves of a half-made one is swept away by the next `begin`.
class NewHome {
 public:
  /// Makes the folder where it does not exist; an empty one of this user is made private. HomeExists where
  /// there is a home or anything else in it, HomeInUse, HomeUnusable.
  static Result<NewHome> begin(const std::filesystem::path& folder);
  NewHome(NewHome&&) = default;
  NewHome& operator=(NewHome&&) = default;
  /// Sweeps away what was not finished.
  ~NewHome();

  /// Where to put the store (closed before `finish`) and the slots until then.
  HomeLayout draft() const { return {layout_.nursery()}; }
  /// Makes it a home, durably. HomeUnusable where the store's log still holds a part of it.
  Result<> finish();

 private:
  NewHome(HomeLayout layout, HomeLock lock, bool made_folder)
      : layout_(std::move(layout)),
        lock_(std::make_unique<HomeLock>(std::move(lock))),
        made_folder_(made_folder) {}
  HomeLayout layout_;
  std::unique_ptr<HomeLock> lock_;
  bool made_folder_;
  bool finished_ = false;
};

}  // namespace tasuki::storage
