#include "core/record/validate.hpp"

#include <algorithm>

#include "core/base/utf8.hpp"

namespace tasuki::record {

namespace {

constexpr std::size_t kCodeLimit = 40;
constexpr std::size_t kPhoneNumberLimit = 32;
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kNumberCharacters = "0123456789+-*#() ";

bool is_code_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

bool is_code(std::string_view text) {
  if (text.empty() || text.size() > kCodeLimit) return false;
  if (text.front() == '-' || text.back() == '-' || text.find("--") != text.npos) return false;
  return std::all_of(text.begin(), text.end(), is_code_character);
}

bool is_phone_number(std::string_view text) {
  return text.size() <= kPhoneNumberLimit && text.find_first_of(kDigits) != text.npos &&
         text.find_first_not_of(kNumberCharacters) == text.npos;
}

bool is_line(std::string_view text, std::size_t limit) {
  return text.size() <= limit && is_utf8(text) && !has_control_character(text);
}

}  // namespace tasuki::record
