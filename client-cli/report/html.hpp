#pragma once

#include <string>
#include <string_view>

namespace tasuki::cli {

/// A `printable` text, for between tags and for attributes.
std::string html_escaped(std::string_view text);

}  // namespace tasuki::cli
