#include "core/care/form/words.hpp"

#include "core/care/payload.hpp"
#include "proto/forms.pb.h"

namespace tasuki::care {

Result<> check(const Words& words) {
  if (words.words.empty() || words.words.size() > kMaxWords) return CareError::TooMany;
  for (const auto& word : words.words) {
    TRY_VOID(check_said(word.key, kMaxWordKey, Lines::One));
    TRY_VOID(check_said(word.text, kMaxWordText));
  }
  return {};
}

void write(const Words& words, proto::record::Words& out) {
  out.set_about(words.about.str());
  for (const auto& word : words.words) {
    auto& added = *out.add_word();
    added.set_key(word.key);
    added.set_text(word.text);
  }
}

Result<Words> read(const proto::record::Words& in) {
  TRY(const auto about, read_id<RecordId>(in.about()));
  Words words{about, {}};
  for (const auto& word : in.word()) words.words.push_back({word.key(), word.text()});
  return words;
}

}  // namespace tasuki::care
