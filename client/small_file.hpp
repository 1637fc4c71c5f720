#pragma once

#include <string>

#include "core/base/secret.hpp"

namespace tasuki::client {

/// A file that appears in one step, 0600, with all its content: whoever reads it sees the old or the new one,
/// also after a power cut. What is not kept leaves nothing lying about. Where a call gives false, `errno`
/// says why.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  bool write(ByteView bytes);
  /// At the end, once.
  bool keep();

 private:
  std::string path_;
  std::string temporary_;
  int file_ = -1;
};

/// All of it at once.
bool write_file_atomically(const std::string& path, ByteView bytes);

/// Nothing, with `errno` set, where the file cannot be read or is longer than `limit` (EFBIG). `path` may be
/// a pipe.
std::optional<SecretBytes> read_small_file(const std::string& path, std::size_t limit);

/// The same from a descriptor that is open already, to its end.
std::optional<SecretBytes> read_small_file(int descriptor, std::size_t limit);

}  // namespace tasuki::client
