#include <sstream>

#include "client-cli/report/html.hpp"
#include "client-cli/report/report.hpp"

namespace tasuki::cli {

namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 18mm 15mm; }
body { font-family: "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif; font-size: 10.5pt;
  line-height: 1.6; color: #000; background: #fff; max-width: 180mm; margin: 0 auto; }
h1 { font-size: 16pt; border-bottom: 2px solid #000; }
h2 { font-size: 12pt; margin: 1.4em 0 .4em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; table-layout: fixed; }
th, td { border: 1px solid #555; padding: 2px 5px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
)";

void write_cells(std::ostream& out, std::string_view tag, const std::vector<std::string>& cells) {
  out << "<tr>";
  for (const auto& cell : cells) out << '<' << tag << '>' << html_escaped(cell) << "</" << tag << '>';
  out << "</tr>\n";
}

void write_section(std::ostream& out, const Page::Section& section) {
  out << "<section>\n<h2>" << html_escaped(section.title) << "</h2>\n";
  for (const auto& paragraph : section.paragraphs) out << "<p>" << html_escaped(paragraph) << "</p>\n";
  if (!section.columns.empty() && section.rows.empty())
    out << "<p>" << html_escaped(section.if_empty) << "</p>\n";
  if (!section.rows.empty()) {
    out << "<table>\n<thead>";
    write_cells(out, "th", section.columns);
    out << "</thead>\n<tbody>\n";
    for (const auto& row : section.rows) write_cells(out, "td", row);
    out << "</tbody>\n</table>\n";
  }
  out << "</section>\n";
}

}  // namespace

std::string page_as_html(const Page& page, Language language) {
  std::ostringstream out;
  const auto title = html_escaped(page.title);
  out << "<!doctype html>\n<html lang=\"" << (language == Language::Japanese ? "ja" : "en")
      << "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" << title << "</title>\n<style>" << kStyle
      << "</style>\n</head>\n<body>\n<h1>" << title << "</h1>\n";
  for (const auto& paragraph : page.introduction) out << "<p>" << html_escaped(paragraph) << "</p>\n";
  for (const auto& section : page.sections) write_section(out, section);
  out << "</body>\n</html>\n";
  return out.str();
}

}  // namespace tasuki::cli
