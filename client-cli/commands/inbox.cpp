#include <charconv>

#include "client-cli/commands/groups.hpp"
#include "client-cli/commands/message_view.hpp"

namespace tasuki::cli {

namespace {

/// Scripts get all there is, people what fits their patience.
constexpr std::uint32_t kLinesForPeople = 50;
constexpr std::uint32_t kLinesForScripts = 10'000;

Attempt<std::uint32_t> limit_of(const Arguments& arguments) {
  if (!arguments.has("--limit")) return arguments.has("--json") ? kLinesForScripts : kLinesForPeople;
  const auto& text = arguments.one("--limit");
  std::uint32_t limit = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || limit == 0) {
    return usage("value-unknown", "--limit " + text);
  }
  return limit;
}

Attempt<> fill_inbox(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& inbox = *request.mutable_inbox();
  inbox.set_team(arguments.one("--team"));
  inbox.set_unopened(arguments.has("--unopened"));
  inbox.set_sent(arguments.has("--sent"));
  TRY(const auto limit, limit_of(arguments));
  inbox.set_limit(limit);
  inbox.set_texts(arguments.has("--json"));
  return {};
}

Attempt<> fill_search(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& search = *request.mutable_search();
  search.set_text(arguments.one("TEXT"));
  TRY(const auto limit, limit_of(arguments));
  search.set_limit(limit);
  search.set_texts(arguments.has("--json"));
  return {};
}

Json json_of_line(const api::Response& response, Language) { return json_of_message(response.message()); }

void show_line(const api::Response& response, View& view) { show_message(response.message(), view); }

void finish_inbox(View& view) {
  if (view.shown == 0) view.line(view.say({"届いたメッセージはありません。", "Nothing has come."}));
  if (view.shown == kLinesForPeople && !view.arguments().has("--limit")) {
    view.line(
        view.say({"新しい50件です。もっと見るには --limit 200", "The newest 50. For more: --limit 200"}),
        Style::Faint);
  }
}

void finish_search(View& view) {
  if (view.shown == 0) view.line(view.say({"見つかりません。", "Nothing found."}));
}

Option limit_option() { return {.flag = "--limit", .value = "N", .help = {"何件まで", "at most so many"}}; }

}  // namespace

std::vector<Command> inbox_commands() {
  return {
      {.verb = "inbox",
       .help = {"受信箱", "what has come"},
       .options = {{.flag = "--team", .value = "TEAM", .help = {"この支援チームだけ", "of this team only"}},
                   {.flag = "--unopened",
                    .help = {"未開封だけ", "only what nobody has opened"},
                    .takes = Takes::Nothing},
                   {.flag = "--sent",
                    .help = {"送ったものも", "also what this agency sent"},
                    .takes = Takes::Nothing},
                   limit_option()},
       .exchange = {.fill = fill_inbox,
                    .json = json_of_line,
                    .show = show_line,
                    .finish = finish_inbox,
                    .names_agencies = true}},
      {.verb = "search",
       .help = {"本文を探す", "look for words in what came and went"},
       .positionals = {{"TEXT", {"探すことば", "what to look for"}}},
       .options = {limit_option()},
       .exchange = {.fill = fill_search,
                    .json = json_of_line,
                    .show = show_line,
                    .finish = finish_search,
                    .names_agencies = true}}};
}

}  // namespace tasuki::cli
