#pragma once

#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/result.hpp"

namespace tasuki::proto::record {
class Words;
}

namespace tasuki::care {

inline constexpr std::size_t kMaxWords = 256;       ///< of one governance record
inline constexpr std::size_t kMaxWordKey = 128;     ///< bytes
inline constexpr std::size_t kMaxWordText = 1'024;  ///< bytes

struct Word {
  std::string key;
  std::string text;

  friend bool operator==(const Word&, const Word&) = default;
};

/// What a governance record, which holds codes only, is about in words: a situation's, by its code, or a
/// roster entry's note, by window, agency and number (docs/protocol.md section 11.8).
struct Words {
  RecordId about;
  std::vector<Word> words;

  friend bool operator==(const Words&, const Words&) = default;
};

Result<> check(const Words& words);
void write(const Words& words, proto::record::Words& out);
Result<Words> read(const proto::record::Words& in);

}  // namespace tasuki::care
