#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tasuki {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

/// The bytes of `text`, not copied; valid as long as `text` is.
ByteView as_bytes(std::string_view text);
/// The characters of `bytes`, not copied; valid as long as `bytes` are. Says nothing about their encoding.
std::string_view as_text(ByteView bytes);
Bytes copy(ByteView bytes);
std::string to_string(ByteView bytes);

/// All of `parts`, one behind the other, without lengths between them.
Bytes concat(std::initializer_list<ByteView> parts);
void append(Bytes& to, ByteView more);

/// Big-endian, so that byte order is number order in the store's keys.
void append_u16(Bytes& to, std::uint16_t value);
void append_u32(Bytes& to, std::uint32_t value);
void append_u64(Bytes& to, std::uint64_t value);
/// Reads the eight bytes at the front. Fewer than eight: nothing.
std::optional<std::uint64_t> read_u64(ByteView from);
std::optional<std::uint32_t> read_u32(ByteView from);

/// Lowercase hexadecimal.
std::string to_hex(ByteView bytes);
/// Either case; an odd length or another character gives nothing.
std::optional<Bytes> from_hex(std::string_view text);

/// Lexicographic order, as the store's keys are ordered.
int compare(ByteView a, ByteView b);
bool equal(ByteView a, ByteView b);

}  // namespace tasuki
