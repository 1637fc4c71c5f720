#pragma once

#include <filesystem>

namespace tasuki::bench {

/// What the parts cost on this machine now, in seconds per message: the limits that the whole is held
/// against.
struct Floor {
  double fsync = 0;       ///< one small write with fdatasync, median
  double store = 0;       ///< both nodes' rows of one message and its receipt, at 100 messages per commit
  double signatures = 0;  ///< made and checked: staff, countersignature, receipt
  double seal_open = 0;   ///< one sealed box around one 1 KiB AEAD, and its opening
  double argon2 = 0;      ///< the store's passphrase, at the benchmark's cost
};

Floor measure_floor(const std::filesystem::path& folder);

}  // namespace tasuki::bench
