#pragma once

#include <span>
#include <string_view>

#include "client-cli/language.hpp"

namespace tasuki::cli {

/// What a code means to people. `{}` stands for Failure::subject.
struct Sentence {
  std::string_view code;
  Text text;
};

/// What was typed is not what a command takes.
std::span<const Sentence> sentences_about_usage();
/// The home, the store and the running node.
std::span<const Sentence> sentences_about_node();
/// Staff, logins, and other agencies.
std::span<const Sentence> sentences_about_agencies();
/// Handoffs, questions, what is due.
std::span<const Sentence> sentences_about_handoffs();
/// Teams, consent, messages, the audit trail.
std::span<const Sentence> sentences_about_care();
/// Warning signs.
std::span<const Sentence> sentences_about_signs();

/// Crisis plans and what agencies can be asked for.
std::span<const Sentence> sentences_about_plans();

}  // namespace tasuki::cli
