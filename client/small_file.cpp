#include "client/small_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace tasuki::client {

namespace {

bool write_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

void sync_folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

AtomicFile::AtomicFile(std::string path)
    : path_(std::move(path)),
      temporary_(path_ + ".XXXXXX"),
      file_(::mkostemp(temporary_.data(), O_CLOEXEC)) {}

AtomicFile::~AtomicFile() {
  if (file_ < 0) return;
  const int reason = errno;
  ::close(file_);
  ::unlink(temporary_.c_str());
  errno = reason;
}

bool AtomicFile::write(ByteView bytes) { return file_ >= 0 && write_all(file_, bytes); }

bool AtomicFile::keep() {
  if (file_ < 0 || ::fsync(file_) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) return false;
  ::close(std::exchange(file_, -1));
  sync_folder_of(path_);
  return true;
}

bool write_file_atomically(const std::string& path, ByteView bytes) {
  AtomicFile file(path);
  return file.write(bytes) && file.keep();
}

std::optional<SecretBytes> read_small_file(int descriptor, std::size_t limit) {
  // One allocation of its final size: a growing vector would leave copies behind.
  Bytes bytes(limit + 1);
  std::size_t size = 0;
  while (size < bytes.size()) {
    const auto got = ::read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      wipe(bytes);
      return std::nullopt;
    }
    if (got == 0) {
      bytes.resize(size);
      return SecretBytes(std::move(bytes));
    }
    size += static_cast<std::size_t>(got);
  }
  wipe(bytes);
  errno = EFBIG;
  return std::nullopt;
}

std::optional<SecretBytes> read_small_file(const std::string& path, std::size_t limit) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  auto bytes = read_small_file(file, limit);
  const int reason = errno;
  ::close(file);
  errno = reason;
  return bytes;
}

}  // namespace tasuki::client
