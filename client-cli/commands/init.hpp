#pragma once

#include "client-cli/child.hpp"
#include "client-cli/invocation.hpp"

namespace tasuki::cli {

/// How `tasukid init` is started: its words, and the secrets that go to it through pipes. What was asked on
/// the terminal never is a word or a file; files that the user named are the child's to read.
struct Handover {
  std::vector<std::string> words;
  std::vector<SecretBytes> secrets;
};
Attempt<Handover> hand_over(const Invocation& invocation, const std::string& program);

/// What the child's end says went wrong; `otherwise` is the code where its own has no sentence here.
Failure failure_of_child(const ChildEnd& end, std::string_view otherwise);

/// The value in the line `KEY=VALUE` of what `tasukid init` printed; empty where there is none.
std::string value_in(const std::string& out, std::string_view key);

}  // namespace tasuki::cli
