#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tasuki::cli {

/// What every terminal and a printed page have room for.
constexpr std::size_t kPageColumns = 80;

/// A printable text in lines of at most `width` columns. Broken at blanks, and between wide characters; not
/// before closing marks.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace tasuki::cli
