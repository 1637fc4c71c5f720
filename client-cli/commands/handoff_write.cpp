#include <algorithm>

#include "client-cli/commands/decision_view.hpp"
#include "client-cli/commands/fields.hpp"
#include "client-cli/commands/handoff.hpp"
#include "client-cli/commands/handoff_page.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/view.hpp"
#include "core/base/clock.hpp"

namespace tasuki::cli {

namespace {

/// What is open goes out in words too, so that every program shows it; not more than is read.
constexpr std::size_t kMostLines = 40;

Attempt<> fill_write(const Arguments& arguments, const Moment&, api::Request& request) {
  auto& write = *request.mutable_handoff_write();
  write.set_team(arguments.one("TEAM"));
  write.set_back(arguments.has("--back"));
  copy_recipients(arguments, *write.mutable_to());
  if (arguments.has("--to") && write.to_size() == 0) write.add_to("team");
  copy(arguments.all("--category"), *write.mutable_category());
  write.set_urgency(arguments.one("--urgency"));
  for (const auto* flag : {"--situation", "--identify"}) {
    if (arguments.has(flag) && arguments.one(flag).find_first_not_of(" \t\n") == std::string::npos)
      return usage("value-empty", flag);
  }
  write.set_identify(arguments.one("--identify"));
  write.set_situation(arguments.one("--situation"));
  write.set_background(arguments.one("--background"));
  write.set_assessment(arguments.one("--assessment"));
  write.set_recommendation(arguments.one("--recommendation"));
  write.set_permitted_only(arguments.has("--permitted-only"));
  write.set_dry_run(arguments.has("--dry-run"));
  return {};
}

Text word_of_item(const std::string& what) {
  if (what == "unaccepted") return {"未受領", "not accepted"};
  if (what == "question") return {"未回答の質問", "unanswered question"};
  if (what == "call-back") return {"かけ直し", "call to return"};
  if (what == "alert") return {"サイン", "warning sign"};
  if (what == "call") return {"電話", "call"};
  if (what == "receipt") return {"受領記録", "receipt"};
  return {"メッセージ", "message"};
}

using Items = google::protobuf::RepeatedPtrField<api::OpenItem>;

bool has(const Items& items, const api::OpenItem& about, std::string_view what) {
  return std::ranges::any_of(items, [&](const auto& other) {
    return other.what() == what && other.message_id() == about.message_id();
  });
}

/// Each thing is told once, by what is most to be said of it: that it is open outdoes that it came, a sign
/// that nobody accepted it, and a call to return the call itself.
bool is_told_otherwise(const Items& items, const api::OpenItem& item) {
  if (item.what() == "message")
    return has(items, item, "unaccepted") || has(items, item, "alert") || has(items, item, "question");
  if (item.what() == "unaccepted") return has(items, item, "alert");
  return item.what() == "call" && std::ranges::any_of(items, [&](const auto& other) {
           return other.what() == "call-back" && other.message_id() == item.message_id() &&
                  other.at() == item.at() && other.number() == item.number();
         });
}

/// What happened or is open, without whose it is.
std::string event_of(const api::OpenItem& item, const Items& items, const View& view) {
  auto what = view.say(word_of_item(item.what()));
  if (item.what() == "call" || item.what() == "call-back")
    return what + " " + item.number() + " " + view.word(List::CallOutcome, item.outcome());
  auto kind = view.word(List::MessageKind, item.kind());
  if (item.what() == "message") return kind;
  if (item.what() == "question") return what;
  if (item.what() == "receipt") return kind + " " + view.word(List::MessageState, item.outcome());
  if (item.what() != "alert") return what + " " + kind;
  const auto stage = item.stage().empty() ? "" : " " + view.word(List::Stage, item.stage());
  return what + stage + (has(items, item, "unaccepted") ? view.say({" 未受領", " not accepted"}) : "");
}

/// Without the year: it is of these days.
std::string item_line(const api::OpenItem& item, const Items& items, const View& view) {
  constexpr std::size_t kYear = 5;
  const auto at = view.time(item.at());
  return (at.size() > kYear ? at.substr(kYear) : at) + (item.urgency() == "phone" ? "  ☎ " : "  ") +
         event_of(item, items, view) + "  " + item.agency_name() + "  " + view.id(item.message_id());
}

/// What is about other things than the handoff is not in it.
std::string body_of(const api::HandoffDraftAnswer& draft, const View& view) {
  std::string body;
  if (!draft.stage().empty())
    body += view.say({"段階: ", "stage: "}) + view.word(List::Stage, draft.stage()) + "\n";
  std::size_t lines = 0;
  std::size_t more = 0;
  for (const auto& item : draft.prefilled()) {
    if (item.left_out() || is_told_otherwise(draft.prefilled(), item)) continue;
    if (++lines > kMostLines) {
      ++more;
    } else {
      body += item_line(item, draft.prefilled(), view) + "\n";
    }
  }
  if (more != 0)
    body += view.say({"ほかに ", "and "}) + std::to_string(more) + view.say({" 件\n", " more\n"});
  return body;
}

void show_items(const Items& items, bool left_out, View& view) {
  for (const auto& item : items) {
    if (item.left_out() == left_out && !is_told_otherwise(items, item))
      view.line("  " + item_line(item, items, view), left_out ? Style::Faint : Style::Plain);
  }
}

void show_prefilled(const api::HandoffDraftAnswer& draft, View& view) {
  if (draft.prefilled().empty())
    return view.line(view.say({"未対応のものはありません。", "Nothing is open."}), Style::Faint);
  if (!std::ranges::all_of(draft.prefilled(), &api::OpenItem::left_out))
    view.line(view.say({"自動で入るもの:", "Filled in:"}));
  show_items(draft.prefilled(), false, view);
  if (std::ranges::none_of(draft.prefilled(), &api::OpenItem::left_out)) return;
  view.line(view.say({"情報区分が違うので送られないもの:", "Not sent, being about something else:"}),
            Style::Faint);
  show_items(draft.prefilled(), true, view);
}

void show_draft(const api::HandoffDraftAnswer& draft, View& view) {
  view.line(
      (draft.back() ? view.say({"朝の引き継ぎ  ", "Hand-back  "}) : view.say({"申し送り  ", "Handoff  "})) +
          draft.person() + "  " + window_line(draft.window(), draft.from(), draft.until(), view),
      Style::Strong);
  view.field({"情報区分", "categories"}, view.words(List::Category, draft.category()));
  view.field({"受領の期限", "accept by"}, view.time(draft.accept_by()));
  if (!draft.stage().empty()) view.field({"段階", "stage"}, view.word(List::Stage, draft.stage()));
  if (draft.since() != 0) view.field({"いつから", "since"}, view.time(draft.since()));
  if (draft.read_back())
    view.field({"復唱", "read-back"},
               view.say({"電話が必要なことを含むので、復唱して受領してもらいます",
                         "it holds something for the phone: it is accepted by saying it back"}),
               Style::Warning);
  show_prefilled(draft, view);
}

void show_sent(const api::SendAnswer& sent, View& view) {
  for (const auto& decision : sent.recipient()) show_decision(decision, view);
  if (sent.message_id().empty())
    return view.line(view.say({"試しです。何も送っていません。", "A dry run: nothing was sent."}),
                     Style::Warning);
  const auto id = view.id(sent.message_id());
  view.line(view.say({"送りました  ", "Sent  "}) + id, Style::Good);
  view.next({"受領されたか見る", "see whether it was accepted"}, "tasuki handoff show " + id);
}

Json json_of_written(const api::HandoffDraftAnswer& draft, const api::SendAnswer& sent) {
  Json json;
  if (!sent.message_id().empty()) json["message_id"] = json_hex(sent.message_id());
  json["recipients"] = json_of_decisions(sent.recipient());
  json["back"] = draft.back();
  json["window"] = draft.window();
  json["from"] = json_time(draft.from());
  json["until"] = json_time(draft.until());
  json["accept_by"] = json_time(draft.accept_by());
  json["categories"] = json_texts(draft.category());
  json["read_back"] = draft.read_back();
  json["stage"] = json_text(draft.stage());
  json["since"] = json_time(draft.since());
  json["prefilled"] = json_of_items(draft.prefilled());
  return json;
}

/// What the node answers: what it filled in, and then what was decided or sent.
struct Written {
  api::HandoffDraftAnswer draft;
  api::SendAnswer sent;
};

Attempt<Written> ask(Conversation& conversation, api::Request& request) {
  Written written;
  TRY_VOID(conversation.ask(request, [&](const api::Response& response) {
    if (response.has_handoff_draft()) written.draft = response.handoff_draft();
    if (response.has_sent()) written.sent = response.sent();
  }));
  return written;
}

bool is_confirmed(Invocation& invocation, const Written& drafted, View& view) {
  show_draft(drafted.draft, view);
  for (const auto& decision : drafted.sent.recipient()) show_decision(decision, view);
  view.flush();
  const auto answer = invocation.io.ask_line(invocation.say({"送りますか？ [y/N] ", "Send it? [y/N] "}));
  return answer == "y" || answer == "Y" || answer == "はい";
}

Attempt<ExitCode> answer(Invocation& invocation, const Written& written, bool shown, View& view) {
  if (invocation.json) {
    print(invocation.io.out, json_of_written(written.draft, written.sent));
    return ExitCode::Done;
  }
  if (!shown) show_draft(written.draft, view);
  show_sent(written.sent, view);
  view.flush();
  return ExitCode::Done;
}

/// First what would go, so that it can be looked at and said in words; then it goes.
Attempt<ExitCode> run_write(Invocation& invocation) {
  api::Request request;
  TRY_VOID(fill_write(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  TRY(const auto status, conversation.status());
  const bool terminal = invocation.io.out_is_terminal;
  View view(invocation.io.out,
            {.language = invocation.language,
             .colour = terminal && !invocation.io.environment("NO_COLOR"),
             .terminal = terminal,
             .moment = status.moment},
            invocation.arguments);
  auto& write = *request.mutable_handoff_write();
  write.set_dry_run(true);
  TRY(auto written, ask(conversation, request));
  if (invocation.arguments.has("--dry-run")) return answer(invocation, written, false, view);
  const bool asks = !invocation.json && invocation.io.can_ask && !invocation.arguments.has("--yes");
  if (asks && !is_confirmed(invocation, written, view)) return Failure(ExitCode::Refused, "handoff-not-sent");
  write.set_dry_run(false);
  write.set_body(body_of(written.draft, view));
  TRY(written, ask(conversation, request));
  return answer(invocation, written, asks, view);
}

Option text_option(std::string_view flag, Text help, bool required = false) {
  return {.flag = flag, .value = "TEXT", .help = help, .required = required};
}

}  // namespace

Command handoff_write_command() {
  return {
      .verb = "handoff write",
      .help = {"次の対応時間帯の機関に申し送る", "tell whoever covers the next window"},
      .positionals = {{"TEAM", {"支援チームの ID", "a team's id"}}},
      .options =
          {{.flag = "--back",
            .help = {"朝の引き継ぎ（夜のできごとを返す）", "the return: what happened in the window"},
            .takes = Takes::Nothing},
           text_option("--situation", {"状況", "situation"}, true),
           text_option("--identify", {"報告者・対象者", "who reports about whom"}),
           text_option("--background", {"背景", "background"}),
           text_option("--assessment", {"評価", "assessment"}),
           text_option("--recommendation", {"依頼", "what is asked of the others"}),
           {.flag = "--to",
            .value = "AGENCY|team",
            .help = {"送り先（既定 当番表のとおり）", "to whom; by the roster unless said"},
            .takes = Takes::List},
           {.flag = "--category",
            .value = "C",
            .help = {"情報区分（既定 未対応のものと同じ）", "what it is about; as what is open unless said"},
            .takes = Takes::List,
            .of = List::Category},
           {.flag = "--urgency",
            .value = "U",
            .help = {"緊急度（既定 message）", "message unless said"},
            .of = List::Urgency},
           permitted_only_option(),
           dry_run_option(),
           {.flag = "--yes", .help = {"確かめずに送る", "send without asking"}, .takes = Takes::Nothing}},
      .exchange = {.fill = fill_write},
      .run = run_write};
}

}  // namespace tasuki::cli
