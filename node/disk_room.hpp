#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tasuki::node {

/// Bytes of room on the disk: below the first nothing is sure to be kept any more, below the second somebody
/// should look.
inline constexpr std::uint64_t kFullBelow = 1ULL << 20U;
inline constexpr std::uint64_t kLowBelow = 200ULL << 20U;

/// What this process may still write where `folder` lies; nothing where the system does not say.
std::optional<std::uint64_t> disk_room(const std::filesystem::path& folder);

}  // namespace tasuki::node
