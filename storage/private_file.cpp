#include "storage/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tasuki::storage {

namespace {

Result<> check_private(int descriptor, const std::filesystem::path& path) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return unusable(path);
  if (status.st_uid != ::geteuid() || (status.st_mode & 077) != 0) {
    return Error(StorageError::HomeTooOpen, path.filename().string());
  }
  return {};
}

Result<> write_all(int descriptor, ByteView content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return unusable(path);
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

FileHandle make_file(const std::filesystem::path& path) {
  return FileHandle(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
}

Result<> write_file(const std::filesystem::path& path, ByteView content) {
  const FileHandle file = make_file(path);
  if (!file) return unusable(path);
  TRY_VOID(write_all(file.get(), content, path));
  if (::fsync(file.get()) != 0) return unusable(path);
  return {};
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Error unusable(const std::filesystem::path& path) {
  const int number = errno;
  return Error(StorageError::HomeUnusable, path.filename().string() + " " + std::to_string(number));
}

Result<> check_private(const std::filesystem::path& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return unusable(path);
  return check_private(file.get(), path);
}

Result<Bytes> read_private_file(const std::filesystem::path& path, ReadAtMost limit) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return unusable(path);
  TRY_VOID(check_private(file.get(), path));
  auto content = read_some(file.get(), limit.bytes);
  if (!content) return unusable(path);
  return std::move(*content);
}

std::optional<Bytes> read_some(int descriptor, std::size_t limit) {
  Bytes content(limit);
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(descriptor, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

Result<> create_private_file(const std::filesystem::path& path, ByteView content) {
  TRY_VOID(write_file(path, content));
  return sync_folder(path.parent_path());
}

Result<> replace_private_file(const std::filesystem::path& path, ByteView content) {
  auto fresh = path;
  fresh += ".new";
  ::unlink(fresh.c_str());  // a crash may have left one
  TRY_VOID(write_file(fresh, content));
  if (::rename(fresh.c_str(), path.c_str()) != 0) return unusable(path);
  return sync_folder(path.parent_path());
}

Result<PrivateFileWriter> PrivateFileWriter::create(std::filesystem::path path) {
  FileHandle file = make_file(path);
  if (!file) return unusable(path);
  return PrivateFileWriter(std::move(path), std::move(file));
}

Result<> PrivateFileWriter::write(ByteView piece) { return write_all(file_.get(), piece, path_); }

Result<> PrivateFileWriter::finish() {
  if (::fsync(file_.get()) != 0) return unusable(path_);
  return sync_folder(path_.parent_path());
}

Result<> sync_folder(const std::filesystem::path& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle || ::fsync(handle.get()) != 0) return unusable(folder);
  return {};
}

}  // namespace tasuki::storage
