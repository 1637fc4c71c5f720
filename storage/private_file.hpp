#pragma once

#include <filesystem>
#include <optional>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "storage/error.hpp"

namespace tasuki::storage {

/// A file descriptor that closes itself.
class FileHandle {
 public:
  explicit FileHandle(int descriptor = -1) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// HomeUnusable with the file's own name (never its folder's) and the system's error number.
Error unusable(const std::filesystem::path& path);

/// That nobody but the owner may read, write or enter it, and that the owner is this process's user:
/// HomeTooOpen, or HomeUnusable.
Result<> check_private(const std::filesystem::path& path);

struct ReadAtMost {
  std::size_t bytes;
};
/// Up to `limit` bytes of an open file, to its end if that comes first. Nothing, with `errno` set, on an
/// error.
std::optional<Bytes> read_some(int descriptor, std::size_t limit);
/// The beginning of a file that passes check_private.
Result<Bytes> read_private_file(const std::filesystem::path& path, ReadAtMost limit);

/// A new file of mode 0600, on the disk with its folder when this returns. HomeUnusable where it exists.
Result<> create_private_file(const std::filesystem::path& path, ByteView content);
/// The same, in the place of an older one: a crash leaves the old or the new one, whole.
Result<> replace_private_file(const std::filesystem::path& path, ByteView content);

/// A new file of mode 0600 that is too long to hold in memory.
class PrivateFileWriter {
 public:
  /// HomeUnusable where it exists.
  static Result<PrivateFileWriter> create(std::filesystem::path path);
  Result<> write(ByteView piece);
  /// On the disk with its folder when this returns.
  Result<> finish();

 private:
  PrivateFileWriter(std::filesystem::path path, FileHandle file)
      : path_(std::move(path)), file_(std::move(file)) {}
  std::filesystem::path path_;
  FileHandle file_;
};

/// Makes names and removals in a folder durable.
Result<> sync_folder(const std::filesystem::path& folder);

}  // namespace tasuki::storage
