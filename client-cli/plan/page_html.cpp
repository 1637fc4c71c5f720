#include <sstream>

#include "client-cli/plan/plan_page.hpp"
#include "client-cli/report/html.hpp"

namespace tasuki::cli {

namespace {

/// Borders differ, not only colours: it is printed in black and white, and copied.
constexpr std::string_view kPlanStyle = R"(
@page { size: A4; margin: 12mm; }
body { font-family: "BIZ UDGothic", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif;
  font-size: 14pt; line-height: 1.5; color: #000; background: #fff; max-width: 186mm; margin: 0 auto; }
h1 { font-size: 20pt; margin: 0 0 .2em; border-bottom: 3px solid #000; }
h2 { font-size: 16pt; margin: 0 0 .2em; }
h3 { font-size: 14pt; margin: .3em 0 0; }
p { margin: .1em 0; font-size: 12pt; }
ul { margin: 0; padding-left: 1.2em; }
.numbered { list-style: none; padding-left: 0; }
li { overflow-wrap: anywhere; white-space: pre-line; }
section { border: 2px solid #000; border-radius: 3mm; padding: 2mm 4mm; margin: 3mm 0; break-inside: avoid; }
.blue { background: #e3eefb; }
.yellow { background: #fdf6d2; border-style: dashed; border-width: 3px; }
.red { background: #fbe0de; border-style: double; border-width: 7px; }
)";

void write_group(std::ostream& out, const PlanPage::Group& group) {
  if (!group.label.empty()) out << "<h3>" << html_escaped(group.label) << "</h3>\n";
  out << (group.numbered ? "<ul class=\"numbered\">\n" : "<ul>\n");
  for (const auto& line : group.lines) out << "<li>" << html_escaped(line) << "</li>\n";
  out << "</ul>\n";
}

}  // namespace

std::string plan_as_html(const PlanPage& page, Language language) {
  std::ostringstream out;
  const auto title = html_escaped(page.title);
  out << "<!doctype html>\n<html lang=\"" << (language == Language::Japanese ? "ja" : "en")
      << "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" << title << "</title>\n<style>" << kPlanStyle
      << "</style>\n</head>\n<body>\n<h1>" << title << "</h1>\n";
  for (const auto& line : page.head) out << "<p>" << html_escaped(line) << "</p>\n";
  for (const auto& block : page.blocks) {
    out << "<section" << (block.tone.empty() ? "" : " class=\"" + html_escaped(block.tone) + "\"")
        << ">\n<h2>" << html_escaped(block.title) << "</h2>\n";
    for (const auto& group : block.groups) write_group(out, group);
    out << "</section>\n";
  }
  out << "</body>\n</html>\n";
  return out.str();
}

}  // namespace tasuki::cli
