#pragma once

#include <string>
#include <string_view>

namespace tasuki::cli {

/// What a terminal may be given of a text that somebody else wrote: control characters become visible
/// pictures (␛), marks that turn the reading direction and characters that cannot be seen become their code
/// (<U+202E>), what is no UTF-8 becomes U+FFFD. Line ends stay; tabs become spaces.
std::string printable(std::string_view text);

/// The same on one line: line ends become ⏎.
std::string printable_line(std::string_view text);

/// Columns that a `printable` line takes up: 2 for wide characters, 0 for combining ones, 1 for 半角ｶﾅ and
/// its marks, 2 for an emoji with all that is joined to it.
std::size_t text_width(std::string_view line);

/// `line` with spaces behind it up to `width` columns.
std::string padded(std::string_view line, std::size_t width);

/// The front of `line` that fits into `width` columns, with … where something was cut off.
std::string shortened(std::string_view line, std::size_t width);

}  // namespace tasuki::cli
