#pragma once

namespace tasuki {

/// Chooses libsodium's fastest implementations and readies its guarded memory. Every program calls it first
/// in `main`. Throws std::runtime_error where libsodium cannot start. Cheap to call again.
void start_sodium();

}  // namespace tasuki
