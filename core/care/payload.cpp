#include "core/care/payload.hpp"

#include "core/base/utf8.hpp"

namespace tasuki::care {

namespace {

constexpr std::int64_t kYear2200 = 7'258'118'400'000;
constexpr std::size_t kMaxCode = 32;

}  // namespace

Result<> check_text(std::string_view text, std::size_t limit, Lines lines) {
  if (text.size() > limit) return CareError::TextTooLong;
  if (!is_utf8(text)) return CareError::NotUtf8;
  if (lines == Lines::One && has_control_character(text)) return CareError::ControlCharacter;
  return {};
}

Result<> check_said(std::string_view text, std::size_t limit, Lines lines) {
  if (text.empty()) return CareError::TextMissing;
  return check_text(text, limit, lines);
}

Result<> check_time(Time time) {
  const auto millis = to_millis(time);
  if (millis <= 0 || millis >= kYear2200) return CareError::BadTime;
  return {};
}

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= kMaxCode &&
         code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

Result<> check_categories(const std::set<std::string>& categories) {
  if (categories.empty()) return CareError::NoCategory;
  for (const auto& category : categories) {
    if (!vocabulary::is_known(vocabulary::List::Category, category)) return CareError::UnknownCategory;
  }
  return {};
}

}  // namespace tasuki::care
