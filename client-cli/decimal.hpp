#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tasuki::cli {

/// `4`, `4.25`, `-0.5` as thousandths: three digits behind the point at most, up to 10¹² thousandths either
/// way.
std::optional<std::int64_t> parse_thousandths(std::string_view text);

/// Back, without zeros at the end: `4.25`.
std::string show_thousandths(std::int64_t thousandths);

}  // namespace tasuki::cli
