#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/care/form/words.hpp"
#include "core/engine/care/posting.hpp"

namespace tasuki::engine {

/// What a governance record of the team's is about in words, for whoever may have them.
struct WordsToTell {
  TeamId team;
  RecordId about;
  std::string kind;      ///< of the message
  std::string category;  ///< which decides who may have them
  std::vector<care::Word> words{};
};
/// To every other member whom consent lets have them. None where there are no words, or nobody else.
Result<std::optional<Posted>> tell_words(Turn& turn, const LoginSession& session, WordsToTell telling);

/// The words that this node was told about a record, by key: its author's newest.
std::map<std::string, std::string> words_about(Turn& turn, const TeamId& team, const RecordId& about);

/// The same of what has just been typed.
std::map<std::string, std::string> by_key(const std::vector<care::Word>& words);

/// Of a roster's entry (docs/protocol.md section 11.8).
std::string key_of_entry(std::string_view window, const AgencyId& agency, std::string_view number);

}  // namespace tasuki::engine
