#pragma once

#include <string>

namespace tasuki::cli {

/// `text` as a QR code in half blocks, with its quiet zone; white on black whatever the terminal's colours
/// where `colour` says so. Empty where it does not fit into one.
std::string qr_blocks(const std::string& text, bool colour);

}  // namespace tasuki::cli
