#pragma once

#include <string>
#include <string_view>

namespace tasuki::test {

/// The hex digits of a worked example in docs/protocol.md: the fenced block behind the line `<!-- example:
/// NAME -->`, spaces and line ends dropped. Tests compute the same bytes anew and compare. A missing example
/// throws.
std::string protocol_example(std::string_view name);

}  // namespace tasuki::test
