#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/sqlite.hpp"

namespace tasuki::storage {

/// NFKC and case folding (utf8proc): half-width kana become full-width, ＡＢＣ becomes abc; 斎 and 齋 stay
/// what they are. Control characters become spaces. Text that is not UTF-8 becomes empty: it cannot be found.
std::string fold_text(std::string_view text);

/// What a text is found by: every pair of neighbouring characters in their order, and every character once.
/// A query of two or more characters is the phrase of its pairs, which is exactly "contains"; one of a single
/// character is that character.
struct TextTokens {
  std::vector<std::string_view> pairs;
  std::vector<std::string_view> characters;
};
/// `folded` must be fold_text's. The views point into it.
TextTokens tokenize(std::string_view folded);

/// Makes the tokenizer `tasuki_pairs` known to a connection, before its first statement on the index.
void register_tokenizer(Connection& connection);

/// The FTS5 expression that finds what contains `folded`, which is not empty.
std::string match_expression(std::string_view folded);

}  // namespace tasuki::storage
