#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tasuki::cli {

/// A printable text in lines of at most `width` columns. Broken at blanks, and between wide characters; not
/// before closing marks.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace tasuki::cli
