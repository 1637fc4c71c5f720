#include "node/disk_room.hpp"

#include <sys/statvfs.h>

namespace tasuki::node {

std::optional<std::uint64_t> disk_room(const std::filesystem::path& folder) {
  struct statvfs disk{};
  if (::statvfs(folder.c_str(), &disk) != 0) return std::nullopt;
  return std::uint64_t{disk.f_bavail} * disk.f_frsize;
}

}  // namespace tasuki::node
