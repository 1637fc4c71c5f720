#pragma once

#include <array>
#include <string_view>

/// How a crisis plan's file is laid out: for whoever reads it and whoever writes it.
namespace tasuki::cli::plan {

/// What a key of a section holds.
enum class Holds {
  Lines,     ///< texts
  Agencies,  ///< tables: an agency's name, and texts
  Calls,     ///< tables: whom to call under which number
};

struct Part {
  std::string_view key;
  std::string_view who;  ///< the code of its lines
  Holds holds;
};

/// In the order in which the lines of a section stand.
inline constexpr std::array<Part, 10> kParts{{{"signs", "sign", Holds::Lines},
                                              {"person", "person", Holds::Lines},
                                              {"family", "family", Holds::Lines},
                                              {"avoid", "avoid", Holds::Lines},
                                              {"arrangement", "arrangement", Holds::Lines},
                                              {"fall-back", "fall-back", Holds::Lines},
                                              {"holders", "holder", Holds::Lines},
                                              {"lines", "word", Holds::Lines},
                                              {"agency", "agency", Holds::Agencies},
                                              {"call", "contact", Holds::Calls}}};

struct SectionShape {
  std::string_view key;
  std::string_view code;
  std::string_view parts;  ///< its keys, with a blank on both sides of each
};

inline constexpr std::string_view kStageParts = " signs person family avoid agency ";

inline constexpr std::array<SectionShape, 8> kSections{
    {{"own-words", "own-words", " lines "},
     {"blue", "stage-blue", kStageParts},
     {"yellow", "stage-yellow", kStageParts},
     {"red", "stage-red", kStageParts},
     {"contacts", "contacts", " call "},
     {"hospital", "hospital", " arrangement fall-back call "},
     {"keys", "keys", " holders "},
     {"disaster", "disaster", " person family avoid arrangement agency call "}}};

}  // namespace tasuki::cli::plan
