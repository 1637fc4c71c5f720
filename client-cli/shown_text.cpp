#include "client-cli/shown_text.hpp"

#include <utf8proc.h>

#include <cstdio>

namespace tasuki::cli {

namespace {

constexpr utf8proc_int32_t kReplacement = 0xfffd;
constexpr utf8proc_int32_t kJoiner = 0x200d;
constexpr utf8proc_int32_t kEmojiStyle = 0xfe0f;

/// Takes one character off the front; what is no UTF-8 gives U+FFFD, a byte at a time.
utf8proc_int32_t take(std::string_view& text) {
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
  text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  return size > 0 ? code : kReplacement;
}

void append(std::string& to, utf8proc_int32_t code) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(code, bytes);
  to.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void append_code(std::string& to, utf8proc_int32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, "<U+%04X>", static_cast<unsigned>(code));
  to += text;
}

/// Turns the reading direction, or hides among the others: nothing that a name or a note needs. Joiners stay:
/// emoji and some scripts are written with them.
bool is_hidden(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CF:
      return code != kJoiner && code != 0x200c;
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

void append_printable(std::string& to, utf8proc_int32_t code) {
  if (code == '\t') {
    to += "    ";
  } else if (code < 0x20) {
    append(to, 0x2400 + code);
  } else if (code == 0x7f) {
    append(to, 0x2421);
  } else if ((code >= 0x80 && code < 0xa0) || is_hidden(code)) {
    append_code(to, code);
  } else {
    append(to, code);
  }
}

bool is_regional_indicator(utf8proc_int32_t code) { return code >= 0x1f1e6 && code <= 0x1f1ff; }
bool is_skin_tone(utf8proc_int32_t code) { return code >= 0x1f3fb && code <= 0x1f3ff; }

/// Adds up columns character by character; some depend on the one before.
class Columns {
 public:
  void add(utf8proc_int32_t code) {
    const bool joined = previous_ == kJoiner;
    const bool second_letter = is_regional_indicator(code) && is_regional_indicator(previous_);
    if (code == kEmojiStyle) {
      if (last_ == 1) sum_ += 1;
      last_ = 2;
    } else if (joined || second_letter || (is_skin_tone(code) && last_ == 2)) {
      code = second_letter ? 0 : code;  // a third letter begins the next flag
    } else {
      last_ = own_width(code);
      sum_ += last_;
    }
    previous_ = code;
  }
  std::size_t sum() const { return sum_; }

 private:
  static std::size_t own_width(utf8proc_int32_t code) {
    if (code == 0xff9e || code == 0xff9f) return 1;  // ﾞ ﾟ stand beside their 半角ｶﾅ
    if (is_regional_indicator(code)) return 2;
    return static_cast<std::size_t>(utf8proc_charwidth(code));
  }

  std::size_t sum_ = 0;
  std::size_t last_ = 0;
  utf8proc_int32_t previous_ = 0;
};

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    if (text.front() == '\n' || text.starts_with("\r\n")) {
      text.remove_prefix(text.front() == '\n' ? 1 : 2);
      shown += '\n';
    } else {
      append_printable(shown, take(text));
    }
  }
  return shown;
}

std::string printable_line(std::string_view text) {
  std::string line;
  for (const char c : printable(text)) {
    if (c == '\n') {
      line += "⏎";
    } else {
      line += c;
    }
  }
  return line;
}

std::size_t text_width(std::string_view line) {
  Columns columns;
  while (!line.empty()) columns.add(take(line));
  return columns.sum();
}

std::string padded(std::string_view line, std::size_t width) {
  const auto own = text_width(line);
  return std::string(line) + std::string(own < width ? width - own : 0, ' ');
}

std::string shortened(std::string_view line, std::size_t width) {
  if (text_width(line) <= width) return std::string(line);
  Columns columns;
  std::size_t fits = 0;
  for (auto rest = line; !rest.empty();) {
    columns.add(take(rest));
    if (columns.sum() + 1 > width) break;
    fits = line.size() - rest.size();
  }
  return std::string(line.substr(0, fits)) + "…";
}

}  // namespace tasuki::cli
