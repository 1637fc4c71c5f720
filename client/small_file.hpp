#pragma once

#include <string>

#include "core/base/secret.hpp"

namespace tasuki::client {

/// Writes `bytes` as the file `path`, 0600, in one step: whoever reads it sees the old or the new content,
/// also after a power cut. False with `errno` set where that fails; then nothing is left lying about.
bool write_file_atomically(const std::string& path, ByteView bytes);

/// Nothing, with `errno` set, where the file cannot be read or is longer than `limit` (EFBIG). `path` may be
/// a pipe.
std::optional<SecretBytes> read_small_file(const std::string& path, std::size_t limit);

/// The same from a descriptor that is open already, to its end.
std::optional<SecretBytes> read_small_file(int descriptor, std::size_t limit);

}  // namespace tasuki::client
