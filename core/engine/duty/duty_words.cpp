#include "core/engine/duty/duty_words.hpp"

#include <algorithm>

#include "core/engine/care/forms.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

std::string lines_of(const std::vector<care::Word>& words) {
  std::string lines;
  for (const auto& word : words) lines += (lines.empty() ? "" : "\n") + word.text;
  return lines;
}

/// Whose words count.
std::optional<AgencyId> author_of(Transaction& transaction, const RecordId& record) {
  const auto stored = record::find_record(transaction, record);
  return stored ? std::optional(stored->record.record.author) : std::nullopt;
}

}  // namespace

Result<std::optional<Posted>> tell_words(Turn& turn, const LoginSession& session, WordsToTell telling) {
  if (telling.words.empty()) return std::nullopt;
  Posting posting{telling.team, {}};
  posting.to = team_state(turn, telling.team)->members;
  posting.to.erase(turn.desk.agency());
  if (posting.to.empty()) return std::nullopt;
  posting.permitted_only = true;
  posting.message.stated_at = turn.desk.clock.now();
  posting.message.categories = {telling.category};
  posting.message.kind = telling.kind;
  posting.message.body = lines_of(telling.words);
  posting.message.form = care::Words{telling.about, std::move(telling.words)};
  TRY(auto posted, post(turn, &session, std::move(posting)));
  return std::optional(std::move(posted));
}

std::map<std::string, std::string> words_about(Turn& turn, const TeamId& team, const RecordId& about) {
  std::map<std::string, std::string> words;
  const auto author = author_of(turn.transaction, about);
  Time newest{};
  for (const auto& [message, said] : all_of<care::Words>(turn.transaction, team)) {
    if (said.about != about || message.author != author || message.content.stated_at < newest) continue;
    newest = message.content.stated_at;
    words = by_key(said.words);
  }
  return words;
}

std::map<std::string, std::string> by_key(const std::vector<care::Word>& words) {
  std::map<std::string, std::string> texts;
  for (const auto& word : words) texts.insert_or_assign(word.key, word.text);
  return texts;
}

std::string key_of_entry(std::string_view window, const AgencyId& agency, std::string_view number) {
  return std::string(window) + " " + to_hex(agency.bytes()) + " " + std::string(number);
}

}  // namespace tasuki::engine
