#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// What a ward's terminal shows at once.
inline constexpr std::size_t kScreenColumns = 80;
inline constexpr std::size_t kScreenRows = 24;

/// `夜間 2026-02-13 22:00〜2026-02-14 06:00`.
std::string window_line(const std::string& window, std::int64_t from, std::int64_t until, const View& view);
/// Whether it was accepted, by whom, or until when it is to be.
Cell acceptance_of(const api::HandoffAnswer& handoff, const View& view);

/// A handoff on one screen; what does not fit is cut, and how to see it is said. `full`: all of it.
void show_handoff_page(const api::HandoffAnswer& handoff, bool full, View& view);

}  // namespace tasuki::cli
