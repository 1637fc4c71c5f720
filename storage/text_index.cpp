#include "storage/text_index.hpp"

#include <sqlcipher/sqlite3.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace tasuki::storage {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char fold_ascii(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
}

std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

std::vector<std::string_view> characters_of(std::string_view folded) {
  std::vector<std::string_view> characters;
  characters.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size(); at += characters.back().size()) {
    characters.push_back(folded.substr(at, character_size(folded[at])));
  }
  return characters;
}

// ---- the tokenizer as FTS5 wants it; it gets text that is folded already
// -------------------------------------------

using TokenSink = int (*)(void*, int, const char*, int, int, int);

int give(std::string_view token, int flags, std::string_view text, void* context, TokenSink sink) {
  const int start = static_cast<int>(token.data() - text.data());
  const int size = static_cast<int>(token.size());
  return sink(context, flags, token.data(), size, start, start + size);
}

int tokenize_for_fts5(Fts5Tokenizer*, void* context, int flags, const char* data, int size, TokenSink sink) {
  const std::string_view text(data, static_cast<std::size_t>(size));
  const TextTokens tokens = tokenize(text);
  const bool asking = (flags & FTS5_TOKENIZE_QUERY) != 0;
  for (const auto pair : tokens.pairs) {
    if (const int code = give(pair, 0, text, context, sink); code != SQLITE_OK) return code;
  }
  if (asking && !tokens.pairs.empty()) return SQLITE_OK;
  for (const auto character : tokens.characters) {
    if (const int code = give(character, 0, text, context, sink); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int make_tokenizer(void*, const char**, int, Fts5Tokenizer** made) {
  static int stateless;
  *made = reinterpret_cast<Fts5Tokenizer*>(&stateless);
  return SQLITE_OK;
}

void drop_tokenizer(Fts5Tokenizer*) {}

fts5_api* fts5_of(Connection& connection) {
  fts5_api* api = nullptr;
  Statement statement = connection.prepare("SELECT fts5(?1)", false);
  sqlite3_bind_pointer(statement.raw(), 1, &api, "fts5_api_ptr", nullptr);
  statement.run();
  if (api == nullptr) throw SqlFault(SQLITE_ERROR);
  return api;
}

}  // namespace

std::string fold_text(std::string_view text) {
  std::string folded;
  if (is_ascii(text)) {
    folded.resize(text.size());
    std::transform(text.begin(), text.end(), folded.begin(), fold_ascii);
    return folded;
  }
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT |
                                                           UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, kOptions);
  if (size >= 0) folded.assign(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);
  std::transform(folded.begin(), folded.end(), folded.begin(), fold_ascii);
  return folded;
}

TextTokens tokenize(std::string_view folded) {
  TextTokens tokens;
  tokens.characters = characters_of(folded);
  auto& characters = tokens.characters;
  for (std::size_t i = 1; i < characters.size(); ++i) {
    tokens.pairs.emplace_back(characters[i - 1].data(), characters[i - 1].size() + characters[i].size());
  }
  std::sort(characters.begin(), characters.end());
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
  return tokens;
}

void register_tokenizer(Connection& connection) {
  fts5_api* api = fts5_of(connection);
  fts5_tokenizer functions{make_tokenizer, drop_tokenizer, tokenize_for_fts5};
  const int code = api->xCreateTokenizer(api, "tasuki_pairs", nullptr, &functions, nullptr);
  if (code != SQLITE_OK) throw SqlFault(code);
}

std::string match_expression(std::string_view folded) {
  std::string expression = "\"";
  for (const char c : folded) {
    if (c == '"') expression += '"';
    expression += c;
  }
  return expression + '"';
}

}  // namespace tasuki::storage
