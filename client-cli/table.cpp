#include "client-cli/table.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "client-cli/shown_text.hpp"
#include "client-cli/wrapped.hpp"

namespace tasuki::cli {

namespace {

/// Below this, lines would be torn to pieces: the terminal may do that.
constexpr std::size_t kNarrowest = 20;

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Strong:
      return "\x1b[1m";
    case Style::Faint:
      return "\x1b[2m";
    case Style::Good:
      return "\x1b[32m";
    case Style::Warning:
      return "\x1b[33m";
    case Style::Bad:
      return "\x1b[1;31m";
  }
  return "";
}

/// The text up to and with the next 、: a name in a list is not torn apart.
std::string_view front_part(std::string_view text) {
  constexpr std::string_view kComma = "、";
  const auto end = text.find(kComma);
  return end == std::string_view::npos ? text : text.substr(0, end + kComma.size());
}

std::vector<std::string> lines_of(const Cell& cell, std::size_t column) {
  const auto room = std::max(kPageColumns, column + kNarrowest) - column;
  std::vector<std::string> lines(1);
  for (std::string_view rest = cell.text; !rest.empty();) {
    const auto part = front_part(rest);
    rest.remove_prefix(part.size());
    if (text_width(lines.back()) + text_width(part) <= room) {
      lines.back() += part;
    } else {
      if (lines.back().empty()) lines.pop_back();
      std::ranges::move(wrapped(part, room), std::back_inserter(lines));
    }
  }
  return lines;
}

void print_row(std::ostream& out, std::vector<Cell> row, const std::vector<std::size_t>& widths,
               bool colour) {
  while (!row.empty() && row.back().text.empty()) row.pop_back();
  std::size_t column = 0;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) {
    out << painted(row[i].text, row[i].style, colour)
        << std::string(widths[i] - text_width(row[i].text) + 2, ' ');
    column += widths[i] + 2;
  }
  if (!row.empty()) {
    const auto lines = lines_of(row.back(), column);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) out << '\n' << std::string(column, ' ');
      out << painted(lines[i], row.back().style, colour);
    }
  }
  out << '\n';
}

}  // namespace

std::string painted(const std::string& text, Style style, bool colour) {
  const auto escape = escape_of(style);
  if (!colour || escape.empty() || text.empty()) return text;
  return std::string(escape) + text + "\x1b[0m";
}

void Table::add(std::vector<Cell> row) {
  for (auto& cell : row) cell.text = printable_line(cell.text);
  rows_.push_back(std::move(row));
}

void Table::print(std::ostream& out, bool colour) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], text_width(row[i].text));
  }
  for (const auto& row : rows_) print_row(out, row, widths, colour);
  rows_.clear();
}

}  // namespace tasuki::cli
