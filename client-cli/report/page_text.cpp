#include <sstream>

#include "client-cli/report/report.hpp"
#include "client-cli/shown_text.hpp"

namespace tasuki::cli {

namespace {

/// A row of six columns is wider than paper: each row becomes a block of `column: value` lines.
void write_rows(std::ostream& out, const Page::Section& section) {
  for (const auto& row : section.rows) {
    std::string mark = "  ・ ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      const auto& column = section.columns[i];
      out << mark << printable_line(column.empty() ? row[i] : column + ": " + row[i]) << '\n';
      mark = "     ";
    }
    out << '\n';
  }
}

}  // namespace

std::string page_as_text(const Page& page) {
  std::ostringstream out;
  const auto title = printable_line(page.title);
  out << title << '\n' << std::string(text_width(title), '=') << "\n\n";
  for (const auto& paragraph : page.introduction) out << printable_line(paragraph) << '\n';
  for (const auto& section : page.sections) {
    out << '\n' << printable_line(section.title) << "\n\n";
    for (const auto& paragraph : section.paragraphs) out << "  " << printable_line(paragraph) << '\n';
    if (section.columns.empty()) continue;
    if (!section.paragraphs.empty()) out << '\n';
    if (section.rows.empty()) out << "  " << section.if_empty << '\n';
    write_rows(out, section);
  }
  return out.str();
}

}  // namespace tasuki::cli
