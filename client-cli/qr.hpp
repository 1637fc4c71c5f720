#pragma once

#include <string>

namespace tasuki::cli {

/// `text` as a QR code in half blocks, black on white whatever the terminal's colours, with its quiet zone.
/// Empty where it does not fit into one.
std::string qr_blocks(const std::string& text);

}  // namespace tasuki::cli
