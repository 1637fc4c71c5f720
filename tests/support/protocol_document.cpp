#include "tests/support/protocol_document.hpp"

#include <cctype>
#include <fstream>
#include <stdexcept>

namespace tasuki::test {

std::string protocol_example(std::string_view name) {
  std::ifstream document("docs/protocol.md");  // tests run in the source folder
  const std::string marker = "<!-- example: " + std::string(name) + " -->";
  std::string line;
  while (std::getline(document, line) && line != marker) continue;
  while (std::getline(document, line) && !line.starts_with("```")) continue;
  std::string digits;
  while (std::getline(document, line) && !line.starts_with("```")) {
    for (const char c : line) {
      if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits.push_back(c);
    }
  }
  if (digits.empty()) throw std::runtime_error("docs/protocol.md has no example " + std::string(name));
  return digits;
}

}  // namespace tasuki::test
