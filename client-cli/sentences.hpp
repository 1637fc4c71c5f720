#pragma once

#include <string>

#include "client-cli/command.hpp"

namespace tasuki::cli {

/// What happened and what to do now, in plain words. Codes that this program does not know get a general
/// sentence with the code in it.
std::string sentence(const Failure& failure, Language language);

/// Whether there is a sentence of its own for `code`.
bool has_sentence(std::string_view code);

/// `{"error":{"code":…,"message":…}}`, with whom or what it is about where that is known.
Json json_of(const Failure& failure, Language language);

/// The sentence on stderr's behalf, with those it is about beneath.
std::string text_of(const Failure& failure, Language language);

}  // namespace tasuki::cli
