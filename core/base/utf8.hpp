#pragma once

#include <string_view>

namespace tasuki {

/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. An empty text is.
bool is_utf8(std::string_view text);

/// Whether `text` holds a C0 control character or DEL. Says nothing about texts that are not UTF-8.
bool has_control_character(std::string_view text);

}  // namespace tasuki
