#pragma once

#include <string_view>

#include "core/base/vocabulary.hpp"

namespace tasuki::cli {

using vocabulary::Language;
using vocabulary::List;

/// One thing to say, in both languages. Literals only.
struct Text {
  std::string_view japanese;
  std::string_view english;

  constexpr std::string_view in(Language language) const {
    return language == Language::Japanese ? japanese : english;
  }
};

}  // namespace tasuki::cli
