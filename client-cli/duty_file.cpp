#include "client-cli/duty_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <map>

#include "client-cli/moment.hpp"
#include "core/base/vocabulary.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

namespace api = proto::api;
using vocabulary::List;

Failure wrong(const toml::node& where, const std::string& what) {
  return usage("duty-file-wrong", std::to_string(where.source().begin.line) + ": " + what);
}

using Take = std::function<Attempt<>(const toml::node&)>;
using Takes = std::map<std::string_view, Take>;

Attempt<> take_all(const toml::table& table, const Takes& takes) {
  for (const auto& [key, value] : table) {
    const auto take = takes.find(key.str());
    if (take == takes.end()) return wrong(value, std::string(key.str()));
    TRY_VOID(take->second(value));
  }
  return {};
}

Attempt<std::string> text_of(const toml::node& value, const char* key) {
  const auto text = value.value_exact<std::string>();
  if (!text || text->empty()) return wrong(value, key);
  return *text;
}

Attempt<std::string> code_of(const toml::node& value, const char* key, List list) {
  TRY(auto text, text_of(value, key));
  if (!vocabulary::is_known(list, text)) return wrong(value, std::string(key) + " " + text);
  return text;
}

Attempt<std::int64_t> length_of(const toml::node& value, const char* key) {
  TRY(const auto text, text_of(value, key));
  const auto length = parse_duration(text);
  if (!length) return wrong(value, std::string(key) + " " + text);
  return length->count();
}

Attempt<toml::table> parse(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return usage("duty-file-wrong", std::to_string(error.source().begin.line));
  }
}

Attempt<> take_categories(const toml::node& value, api::AgreedSituation& into) {
  if (!value.is_array() || value.as_array()->empty()) return wrong(value, "categories");
  for (const auto& each : *value.as_array()) {
    TRY(auto category, code_of(each, "categories", List::Category));
    into.add_category(std::move(category));
  }
  return {};
}

Attempt<> take_situation(const toml::table& table, api::AgreedSituation& into) {
  TRY_VOID(take_all(table, {{"code",
                             [&](const auto& value) -> Attempt<> {
                               TRY(*into.mutable_code(), text_of(value, "code"));
                               return {};
                             }},
                            {"urgency",
                             [&](const auto& value) -> Attempt<> {
                               TRY(*into.mutable_urgency(), code_of(value, "urgency", List::Urgency));
                               return {};
                             }},
                            {"categories", [&](const auto& value) { return take_categories(value, into); }},
                            {"text", [&](const auto& value) -> Attempt<> {
                               TRY(*into.mutable_text(), text_of(value, "text"));
                               return {};
                             }}}));
  if (into.code().empty()) return wrong(table, "code");
  if (into.urgency().empty()) return wrong(table, "urgency");
  if (into.category().empty()) return wrong(table, "categories");
  return {};
}

/// Each table of `[[key]]`, in order.
Attempt<> take_tables(const toml::node& value, const char* key,
                      const std::function<Attempt<>(const toml::table&)>& take) {
  if (!value.is_array_of_tables()) return wrong(value, key);
  for (const auto& each : *value.as_array()) TRY_VOID(take(*each.as_table()));
  return {};
}

/// `9:00`: minutes behind midnight.
std::optional<std::uint32_t> minutes_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), is_digit) ||
      !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(), is_digit)) {
    return std::nullopt;
  }
  const auto hours = static_cast<std::uint32_t>(std::stoul(std::string(text.substr(0, colon))));
  const auto minutes = static_cast<std::uint32_t>(std::stoul(std::string(text.substr(colon + 1))));
  return hours <= 24 && minutes < 60 ? std::optional(hours * 60 + minutes) : std::nullopt;
}

Attempt<> take_hours(const toml::node& value, api::RosterSetRequest& into) {
  TRY(const auto text, text_of(value, "business_hours"));
  const auto dash = text.find('-');
  const auto opens = dash == std::string::npos ? std::nullopt : minutes_of(text.substr(0, dash));
  const auto closes = dash == std::string::npos ? std::nullopt : minutes_of(text.substr(dash + 1));
  if (!opens || !closes || *opens >= *closes) return wrong(value, "business_hours " + text);
  into.set_opens(*opens);
  into.set_closes(*closes);
  return {};
}

Attempt<> take_line(const toml::table& table, std::string_view window, api::RosterSetRequest& into) {
  auto& line = *into.add_line();
  line.set_window(std::string(window));
  TRY_VOID(take_all(table, {{"agency",
                             [&](const auto& value) -> Attempt<> {
                               TRY(*line.mutable_agency(), text_of(value, "agency"));
                               return {};
                             }},
                            {"number",
                             [&](const auto& value) -> Attempt<> {
                               TRY(*line.mutable_number(), text_of(value, "number"));
                               return {};
                             }},
                            {"note", [&](const auto& value) -> Attempt<> {
                               TRY(*line.mutable_note(), text_of(value, "note"));
                               return {};
                             }}}));
  if (line.agency().empty()) return wrong(table, "agency");
  if (line.number().empty()) return wrong(table, "number");
  return {};
}

std::string quoted_toml(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += ' ';
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// The longest unit that says it without a rest.
std::string length_text(std::int64_t millis) {
  const auto minutes = millis / 60'000;
  return minutes % 60 == 0 ? std::to_string(minutes / 60) + "h" : std::to_string(minutes) + "m";
}

template <class Categories>
std::string situation_text(const std::string& code, const std::string& urgency, const Categories& categories,
                           const std::string& text) {
  std::string list;
  for (const auto& category : categories) list += (list.empty() ? "" : ", ") + quoted_toml(category);
  std::string lines = "\n[[situation]]\ncode = " + quoted_toml(code) + "\nurgency = " + quoted_toml(urgency) +
                      "\ncategories = [" + list + "]\n";
  if (!text.empty()) lines += "text = " + quoted_toml(text) + "\n";
  return lines;
}

constexpr std::string_view kHead =
    "# 緊急度の取り決め / the team's urgency agreement\n"
    "# phone: 電話が必要   message: メッセージでよい   categories: どこまで伝えるか\n";

}  // namespace

Attempt<> read_agreement_file(std::string_view text, api::AgreementSetRequest& into) {
  TRY(const auto table, parse(text));
  into.set_message_after_opening(Duration(std::chrono::hours(1)).count());
  return take_all(table, {{"phone_within",
                           [&](const auto& value) -> Attempt<> {
                             TRY(const auto length, length_of(value, "phone_within"));
                             into.set_phone_within(length);
                             return {};
                           }},
                          {"message_after_opening",
                           [&](const auto& value) -> Attempt<> {
                             TRY(const auto length, length_of(value, "message_after_opening"));
                             into.set_message_after_opening(length);
                             return {};
                           }},
                          {"emergency_number",
                           [&](const auto& value) -> Attempt<> {
                             TRY(*into.mutable_emergency_number(), text_of(value, "emergency_number"));
                             return {};
                           }},
                          {"situation", [&](const auto& value) {
                             return take_tables(value, "situation", [&](const toml::table& each) {
                               return take_situation(each, *into.add_situation());
                             });
                           }}});
}

Attempt<> read_roster_file(std::string_view text, api::RosterSetRequest& into) {
  TRY(const auto table, parse(text));
  into.set_opens(9 * 60);
  into.set_closes(17 * 60 + 30);
  Takes takes{{"business_hours", [&](const auto& value) { return take_hours(value, into); }}};
  for (const auto& window : vocabulary::words(List::CoverageWindow)) {
    takes.emplace(window.code, [&into, code = window.code](const toml::node& value) {
      return take_tables(value, code.data(),
                         [&](const toml::table& each) { return take_line(each, code, into); });
    });
  }
  return take_all(table, takes);
}

std::string agreement_file_of(const api::AgreementAnswer& agreement) {
  std::string text(kHead);
  text += "phone_within = " + quoted_toml(length_text(agreement.phone_within())) + "\n";
  if (agreement.message_after_opening() != 0)
    text += "message_after_opening = " + quoted_toml(length_text(agreement.message_after_opening())) + "\n";
  text += "emergency_number = " + quoted_toml(agreement.emergency_number()) + "\n";
  for (const auto& situation : agreement.situation())
    text += situation_text(situation.code(), situation.urgency(), situation.category(), situation.text());
  return text;
}

std::string agreement_template() {
  static constexpr std::string_view kForThePhone[] = {"suicide-risk", "self-harm", "violence", "collapse",
                                                      "missing",      "overdose",  "fire"};
  std::string text(kHead);
  text += "phone_within = \"10m\"\nmessage_after_opening = \"1h\"\nemergency_number = \"119\"\n";
  for (const auto& word : vocabulary::words(List::Situation)) {
    const bool phone = std::ranges::find(kForThePhone, word.code) != std::end(kForThePhone);
    text += "\n# " + std::string(word.japanese) + " / " + std::string(word.english);
    text += situation_text(
        std::string(word.code), phone ? "phone" : "message",
        phone ? std::vector<std::string>{"risk", "warning-sign"} : std::vector<std::string>{"daily-life"},
        {});
  }
  return text;
}

}  // namespace tasuki::cli
