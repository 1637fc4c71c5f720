#include "client-cli/commands/handoff_page.hpp"

#include <algorithm>
#include <string_view>

#include "client-cli/freshness.hpp"
#include "client-cli/shown_text.hpp"
#include "client-cli/wrapped.hpp"

namespace tasuki::cli {

namespace {

constexpr std::size_t kLabel = 12;  ///< columns
/// Whom, when, whether it was accepted above; what to do below; and the line that the prompt stands on.
constexpr std::size_t kAround = 5 + 2 + 1;

/// Lines of at most `width` columns, with the writer's own line ends.
std::vector<std::string> lines_of(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto more = wrapped(std::string_view(text).substr(begin, end - begin), width);
    if (more.empty()) more.emplace_back();
    lines.insert(lines.end(), more.begin(), more.end());
    begin = end + 1;
  }
  return lines;
}

/// A field with its text in lines, of which `rows` are shown.
struct Section {
  std::string label;
  std::vector<std::string> lines;
  std::size_t rows = 0;

  bool is_cut() const { return rows < lines.size(); }
};

void add_section(std::vector<Section>& sections, const std::string& label, const std::string& text) {
  auto lines = lines_of(text, kScreenColumns - kLabel - 1);
  if (!lines.empty()) sections.push_back({label, std::move(lines)});
}

std::string item_line(const api::OpenItem& item, const View& view) {
  return view.id(item.message_id()) + "  " + (item.urgency() == "phone" ? "☎ " : "") +
         view.word(List::MessageKind, item.kind()) + "  " + view.words(List::Category, item.category()) +
         "  " + item.agency_name() + "  " + view.word(List::MessageState, item.outcome());
}

std::string open_lines(const api::HandoffAnswer& handoff, const View& view) {
  std::string text;
  for (const auto& item : handoff.open()) text += item_line(item, view) + "\n";
  if (handoff.open_elsewhere() != 0) {
    text += view.say({"ほかに、ここには届いていないものが ", "and not here: "}) +
            std::to_string(handoff.open_elsewhere()) + view.say({" 件", ""}) + "\n";
  }
  return text;
}

/// What is to be done first, then why.
std::vector<Section> sections_of(const api::HandoffAnswer& handoff, const View& view) {
  std::vector<Section> sections;
  const auto& said = handoff.said();
  add_section(sections, view.say({"報告・対象", "identify"}), said.identify());
  add_section(sections, view.say({"状況", "situation"}), said.situation());
  add_section(sections, view.say({"背景", "background"}), said.background());
  add_section(sections, view.say({"評価", "assessment"}), said.assessment());
  add_section(sections, view.say({"依頼", "request"}), said.recommendation());
  add_section(sections, view.say({"できごと", "events"}), handoff.body());
  add_section(sections, view.say({"未対応", "open"}), open_lines(handoff, view));
  return sections;
}

/// Every field gets a line, then each in turn another one, as long as there is room.
void share_out(std::vector<Section>& sections, std::size_t room) {
  bool gave = true;
  while (gave && room > 0) {
    gave = false;
    for (auto& section : sections) {
      if (room == 0 || !section.is_cut()) continue;
      ++section.rows;
      --room;
      gave = true;
    }
  }
}

void show_sections(const std::vector<Section>& sections, View& view) {
  for (const auto& section : sections) {
    for (std::size_t i = 0; i < section.rows; ++i) {
      const bool cut_here = section.is_cut() && i + 1 == section.rows;
      const auto text =
          cut_here ? shortened(section.lines[i], kScreenColumns - kLabel - 3) + " …" : section.lines[i];
      view.line(padded(i == 0 ? section.label : "", kLabel) + text);
    }
  }
}

std::string one_line(const std::string& text) { return shortened(printable_line(text), kScreenColumns); }

std::string writer_line(const api::HandoffAnswer& handoff, const View& view) {
  std::string line = handoff.from_agency_name() + "  " + handoff.from_staff();
  if (!handoff.from_profession().empty())
    line += view.say({"（", " ("}) + view.word(List::Profession, handoff.from_profession()) +
            view.say({"）", ")"});
  std::string to;
  for (const auto& name : handoff.to_name()) to += (to.empty() ? "" : view.say({"、", ", "})) + name;
  return line + " → " + to;
}

void show_head(const api::HandoffAnswer& handoff, View& view) {
  view.line(one_line((handoff.back() ? view.say({"朝の引き継ぎ  ", "Hand-back  "})
                                     : view.say({"申し送り  ", "Handoff  "})) +
                     view.id(handoff.message_id()) + "  " + handoff.person()),
            Style::Strong);
  view.line(one_line(window_line(handoff.window(), handoff.from(), handoff.until(), view)));
  view.line(one_line(writer_line(handoff, view)));
  view.line(one_line(freshness_line(handoff.freshness(), view, Basis::NotOwed)),
            style_of(handoff.freshness()));
  const auto acceptance = acceptance_of(handoff, view);
  view.line(one_line(acceptance.text), acceptance.style);
}

void show_next(const api::HandoffAnswer& handoff, View& view) {
  const auto id = view.id(handoff.message_id());
  if (!handoff.accepted().empty() || handoff.state() == "sent") {
    view.next({"受領状況を見る", "see who has it"}, "tasuki receipts " + id);
  } else if (handoff.read_back()) {
    view.next(
        {"復唱して受領", "accept, saying it back"},
        "tasuki accept " + id + view.say({" --note \"復唱する内容\"", " --note \"what you understood\""}));
  } else {
    view.next({"受領する", "accept it"}, "tasuki accept " + id);
  }
}

}  // namespace

std::string window_line(const std::string& window, std::int64_t from, std::int64_t until, const View& view) {
  return view.word(List::CoverageWindow, window) + "  " + view.time(from) + view.say({"〜", " to "}) +
         view.time(until);
}

Cell acceptance_of(const api::HandoffAnswer& handoff, const View& view) {
  if (!handoff.accepted().empty()) {
    const auto& first = handoff.accepted(0);
    std::string text = view.say({"受領 ", "accepted "}) + view.time(first.at()) + "  " + first.agency_name() +
                       "  " + first.staff();
    if (!first.note().empty()) text += view.say({"  復唱: ", "  said back: "}) + first.note();
    return {text, Style::Good};
  }
  const auto by = view.time(handoff.accept_by());
  if (handoff.unaccepted())
    return {view.say({"まだ受領されていません（期限 ", "not accepted (by "}) + by +
                view.say({" を過ぎました）", " it was due)"}),
            Style::Bad};
  return {view.say({"受領待ち（期限 ", "to be accepted by "}) + by + view.say({"）", ""}), Style::Warning};
}

void show_handoff_page(const api::HandoffAnswer& handoff, bool full, View& view) {
  view.flush();
  show_head(handoff, view);
  auto sections = sections_of(handoff, view);
  share_out(sections, full ? SIZE_MAX : kScreenRows - kAround);
  show_sections(sections, view);
  if (std::ranges::any_of(sections, &Section::is_cut))
    view.line(view.say({"続きがあります: tasuki handoff show ", "There is more: tasuki handoff show "}) +
                  view.id(handoff.message_id()) + " --full",
              Style::Faint);
  show_next(handoff, view);
}

}  // namespace tasuki::cli
