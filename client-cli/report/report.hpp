#pragma once

#include <string>
#include <vector>

#include "client-cli/language.hpp"
#include "client-cli/moment.hpp"

namespace tasuki::proto::api {
class ReportAnswer;
}

namespace tasuki::cli {

/// The disclosure report, as the person reads it: who got what about them, when, from whom, on what basis,
/// and whether they opened it; what they agreed to; whom to ask. What to say is decided here, how it looks by
/// page_as_…
struct Page {
  struct Section {
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;  ///< each as long as `columns`
    std::string if_empty = {};                   ///< in place of a table without rows
  };
  std::string title;
  std::vector<std::string> introduction;
  std::vector<Section> sections;
};

Page report_page(const proto::api::ReportAnswer& report, Language language, const Zone& zone);

/// Plain text, ready to print.
std::string page_as_text(const Page& page);

/// One file that needs nothing else, set for A4 paper.
std::string page_as_html(const Page& page, Language language);

}  // namespace tasuki::cli
