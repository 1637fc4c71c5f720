#include "client-cli/sentences.hpp"

#include <algorithm>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

const Sentence* find(std::string_view code) {
  for (const auto& sentences : {sentences_about_usage(), sentences_about_node(), sentences_about_agencies(),
                                sentences_about_care(), sentences_about_signs(), sentences_about_plans(),
                                sentences_about_handoffs(), sentences_about_duty()}) {
    const auto found = std::ranges::find(sentences, code, &Sentence::code);
    if (found != sentences.end()) return &*found;
  }
  return nullptr;
}

}  // namespace

bool has_sentence(std::string_view code) { return find(code) != nullptr; }

std::string sentence(const Failure& failure, Language language) {
  const auto* known = find(failure.sentence.empty() ? failure.code : failure.sentence);
  if (known == nullptr) {
    const Text general{"できませんでした（", "This was refused ("};
    return std::string(general.in(language)) + failure.code +
           (failure.subject.empty() ? "" : ": " + failure.subject) +
           std::string(Text{"）。", ")."}.in(language));
  }
  std::string text(known->text.in(language));
  const auto place = text.find("{}");
  const bool is_in_words = language == Language::Japanese && !failure.japanese_subject.empty();
  if (place != std::string::npos)
    text.replace(place, 2, is_in_words ? failure.japanese_subject : failure.subject);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace tasuki::cli
