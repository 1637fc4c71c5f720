#include "core/base/bytes.hpp"

#include <algorithm>
#include <cstring>

namespace tasuki {

namespace {

template <class Unsigned>
void append_big_endian(Bytes& to, Unsigned value) {
  for (int shift = static_cast<int>(sizeof(Unsigned)) * 8 - 8; shift >= 0; shift -= 8) {
    to.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

template <class Unsigned>
std::optional<Unsigned> read_big_endian(ByteView from) {
  if (from.size() < sizeof(Unsigned)) return std::nullopt;
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) value = static_cast<Unsigned>(value << 8 | from[i]);
  return value;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

std::string to_string(ByteView bytes) { return std::string(as_text(bytes)); }

Bytes concat(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  Bytes all;
  all.reserve(size);
  for (const auto part : parts) append(all, part);
  return all;
}

void append(Bytes& to, ByteView more) { to.insert(to.end(), more.begin(), more.end()); }

void append_u16(Bytes& to, std::uint16_t value) { append_big_endian(to, value); }
void append_u32(Bytes& to, std::uint32_t value) { append_big_endian(to, value); }
void append_u64(Bytes& to, std::uint64_t value) { append_big_endian(to, value); }
std::optional<std::uint64_t> read_u64(ByteView from) { return read_big_endian<std::uint64_t>(from); }
std::optional<std::uint32_t> read_u32(ByteView from) { return read_big_endian<std::uint32_t>(from); }

std::string to_hex(ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return bytes;
}

int compare(ByteView a, ByteView b) {
  const std::size_t shared = std::min(a.size(), b.size());
  const int front = shared == 0 ? 0 : std::memcmp(a.data(), b.data(), shared);
  if (front != 0) return front;
  return a.size() < b.size() ? -1 : (a.size() > b.size() ? 1 : 0);
}

bool equal(ByteView a, ByteView b) { return compare(a, b) == 0; }

}  // namespace tasuki
