#include "client-cli/table.hpp"

#include <algorithm>

#include "client-cli/shown_text.hpp"

namespace tasuki::cli {

namespace {

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
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_last = i + 1 == row.size();
      line += painted(row[i].text, row[i].style, colour);
      if (!is_last) line += std::string(widths[i] - text_width(row[i].text) + 2, ' ');
    }
    while (line.ends_with(' ')) line.pop_back();
    out << line << '\n';
  }
  rows_.clear();
}

}  // namespace tasuki::cli
