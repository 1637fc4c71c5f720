#include "client-cli/decimal.hpp"

#include <algorithm>
#include <charconv>

namespace tasuki::cli {

namespace {

constexpr std::size_t kPlaces = 3;
constexpr std::int64_t kGreatest = 1'000'000'000'000;

std::optional<std::int64_t> parse_digits(std::string_view digits) {
  const bool all = !digits.empty() && digits.size() <= 15 &&
                   std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!all) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::optional<std::int64_t> parse_thousandths(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  std::string behind(point == std::string_view::npos ? "0" : text.substr(point + 1));
  if (behind.empty() || behind.size() > kPlaces) return std::nullopt;
  behind.resize(kPlaces, '0');
  const auto whole = parse_digits(text.substr(0, point));
  const auto parts = parse_digits(behind);
  if (!whole || !parts || *whole > kGreatest / 1'000) return std::nullopt;
  const std::int64_t all = *whole * 1'000 + *parts;
  if (all > kGreatest) return std::nullopt;
  return negative ? -all : all;
}

std::string show_thousandths(std::int64_t thousandths) {
  const bool negative = thousandths < 0;
  const auto size =
      negative ? 0 - static_cast<std::uint64_t>(thousandths) : static_cast<std::uint64_t>(thousandths);
  std::string behind = std::to_string(1'000 + size % 1'000).substr(1);
  behind.erase(behind.find_last_not_of('0') + 1);
  return (negative ? "-" : "") + std::to_string(size / 1'000) + (behind.empty() ? "" : "." + behind);
}

}  // namespace tasuki::cli
