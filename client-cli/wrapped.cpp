#include "client-cli/wrapped.hpp"

#include <algorithm>
#include <array>

#include "client-cli/shown_text.hpp"

namespace tasuki::cli {

namespace {

/// One character's bytes, at the front of well-formed UTF-8.
std::string_view front_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
  return text.substr(0, size);
}

bool may_not_begin_a_line(std::string_view character) {
  constexpr std::array<std::string_view, 12> kClosing{"、", "。", "）", "」", "』", "！",
                                                      "？", "・", "ー", "，", "．", "："};
  return std::ranges::find(kClosing, character) != kClosing.end() || text_width(character) == 0;
}

/// What stays together: a word, or a wide character with the marks behind it.
std::string_view front_piece(std::string_view text) {
  const auto first = front_character(text);
  std::size_t size = first.size();
  const bool is_wide = text_width(first) > 1;
  while (size < text.size()) {
    const auto next = front_character(text.substr(size));
    const bool together =
        is_wide ? may_not_begin_a_line(next)
                : (next != " " && text_width(next) < 2 && first != " ") || may_not_begin_a_line(next);
    if (!together) break;
    size += next.size();
  }
  return text.substr(0, size);
}

/// A word that is longer than a line is cut.
std::string_view front_of(std::string_view piece, std::size_t width) {
  std::size_t size = front_character(piece).size();
  while (size < piece.size()) {
    const auto next = size + front_character(piece.substr(size)).size();
    if (text_width(piece.substr(0, next)) > width) break;
    size = next;
  }
  return piece.substr(0, size);
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  const auto safe = printable(text);
  std::vector<std::string> lines;
  std::string line;
  for (std::string_view rest = safe; !rest.empty();) {
    auto piece = front_piece(rest);
    if (!line.empty() && text_width(line) + text_width(piece) > width) {
      while (line.ends_with(' ')) line.pop_back();
      lines.push_back(std::move(line));
      line.clear();
    }
    if (text_width(piece) > width) piece = front_of(piece, width);
    if (!(line.empty() && piece == " ")) line += piece;
    rest.remove_prefix(piece.size());
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace tasuki::cli
