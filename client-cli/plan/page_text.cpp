#include <algorithm>
#include <sstream>

#include "client-cli/plan/plan_page.hpp"
#include "client-cli/shown_text.hpp"
#include "client-cli/wrapped.hpp"

namespace tasuki::cli {

namespace {

void write_wrapped(std::ostream& out, const std::string& first, const std::string& others,
                   std::string_view text) {
  auto mark = first;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    for (const auto& line : wrapped(text.substr(begin, end - begin), kPageColumns - text_width(first))) {
      out << mark << line << '\n';
      mark = others;
    }
    begin = end + 1;
  }
}

}  // namespace

std::string plan_as_text(const PlanPage& page) {
  std::ostringstream out;
  const auto title = printable_line(page.title);
  out << title << '\n' << std::string(std::min(text_width(title), kPageColumns), '=') << '\n';
  for (const auto& line : page.head) write_wrapped(out, "", "", line);
  for (const auto& block : page.blocks) {
    out << "\n■ " << printable_line(block.title) << '\n';
    for (const auto& group : block.groups) {
      if (!group.label.empty()) out << "  " << printable_line(group.label) << '\n';
      const auto mark = group.numbered ? "    " : "    ・";
      for (const auto& line : group.lines) write_wrapped(out, mark, "      ", line);
    }
  }
  return out.str();
}

}  // namespace tasuki::cli
