#include "core/base/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace tasuki {

namespace {

/// How long a sequence is and what its second byte may be (RFC 3629, section 4).
struct Lead {
  std::size_t length;
  std::uint8_t second_low = 0x80;
  std::uint8_t second_high = 0xbf;
};

/// Length 0: no sequence begins with this byte.
constexpr Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xc2) return {0};
  if (byte < 0xe0) return {2};
  if (byte == 0xe0) return {3, 0xa0};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3};
  if (byte == 0xf0) return {4, 0x90};
  if (byte < 0xf4) return {4};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0};
}

bool is_continuation(char c) { return (static_cast<std::uint8_t>(c) & 0xc0) == 0x80; }

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Lead lead = lead_of(static_cast<std::uint8_t>(text[0]));
    if (lead.length == 0 || lead.length > text.size()) return false;
    if (lead.length > 1) {
      const auto second = static_cast<std::uint8_t>(text[1]);
      if (second < lead.second_low || second > lead.second_high) return false;
      if (!std::ranges::all_of(text.substr(2, lead.length - 2), is_continuation)) return false;
    }
    text.remove_prefix(lead.length);
  }
  return true;
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

}  // namespace tasuki
