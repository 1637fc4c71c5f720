#include "client-cli/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace tasuki::cli {

namespace {

constexpr int kQuiet = 2;  // modules; scanners manage with half of the standard's four

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

bool is_dark(const QRcode& code, int x, int y) {
  if (x < 0 || y < 0 || x >= code.width || y >= code.width) return false;
  return (code.data[y * code.width + x] & 1) != 0;
}

/// Light modules are drawn, dark ones left out: black background, white blocks.
std::string_view block(bool upper_dark, bool lower_dark) {
  if (upper_dark) return lower_dark ? " " : "▄";
  return lower_dark ? "▀" : "█";
}

}  // namespace

std::string qr_blocks(const std::string& text, bool colour) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1));
  if (code == nullptr) return {};
  std::string blocks;
  for (int y = -kQuiet; y < code->width + kQuiet; y += 2) {
    if (colour) blocks += "\x1b[97;40m";
    for (int x = -kQuiet; x < code->width + kQuiet; ++x) {
      blocks += block(is_dark(*code, x, y), is_dark(*code, x, y + 1));
    }
    blocks += colour ? "\x1b[0m\n" : "\n";
  }
  return blocks;
}

}  // namespace tasuki::cli
