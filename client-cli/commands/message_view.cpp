#include "client-cli/commands/message_view.hpp"

#include "client-cli/commands/sign_view.hpp"
#include "client-cli/freshness.hpp"

namespace tasuki::cli {

namespace {

void show_head(const api::MessageAnswer& message, View& view) {
  const bool is_phone = message.urgency() == "phone";
  view.row({{(is_phone ? "☎ " : "  ") + view.word(List::Urgency, message.urgency()),
             is_phone ? Style::Bad : Style::Plain},
            {view.id(message.message_id()), Style::Strong},
            {view.time(message.sent_at())},
            {view.word(List::MessageState, message.state()), style_of_state(message.state())}});
}

void show_author(const api::MessageAnswer& message, View& view) {
  std::string author =
      message.from_agency_name() + "  " +
      (message.by_node() ? view.say({"（ノードが自動で）", "(by its node)"}) : message.from_staff());
  if (!message.from_profession().empty()) {
    author += view.say({"（", " ("}) + view.word(List::Profession, message.from_profession()) +
              view.say({"）", ")"});
  }
  view.field({"送信元", "from"}, author);
}

void show_freshness(const api::MessageAnswer& message, View& view) {
  if (message.has_freshness()) {
    view.field({"いつの情報", "freshness"},
               freshness_line(message.freshness(), view, basis_of_kind(message.kind())),
               style_of(message.freshness()));
    return;
  }
  const auto freshness = view.freshness(message.observed_at());
  if (!freshness.empty()) view.field({"いつの情報", "observed"}, freshness);
  if (!message.basis().empty()) view.field({"情報の根拠", "basis"}, view.word(List::Basis, message.basis()));
}

void show_content(const api::MessageAnswer& message, View& view) {
  if (!message.person().empty()) view.field({"本人", "person"}, message.person());
  view.field({"内容", "about"}, view.word(List::MessageKind, message.kind()) + "  " +
                                    view.words(List::Category, message.category()));
  if (message.form().has_forward()) {
    const auto& first = message.form().forward();
    view.field({"もとの送信元", "first sent by"},
               view.agency(first.author()) + "  " + view.time(first.stated_at()));
  }
  show_freshness(message, view);
  if (!message.answers().empty()) view.field({"返信先", "answers"}, view.id(message.answers()));
  if (!message.override_reason().empty()) {
    view.field({"緊急時の例外提供", "emergency override"}, message.override_reason(), Style::Warning);
  }
}

void show_ask(const api::MessageAnswer& message, View& view) {
  if (message.ask().empty()) return;
  std::string ask = message.ask();
  if (message.ask_by() != 0) ask += view.say({"  期限 ", "  by "}) + view.time(message.ask_by());
  view.field({"依頼", "asked"}, ask, Style::Strong);
  if (!message.owner_name().empty()) view.field({"答える機関", "to answer"}, message.owner_name());
}

/// A handoff is read on a page of its own; what it says first stands here, too.
void show_handoff_note(const api::MessageAnswer& message, View& view) {
  if (!message.form().has_handoff()) return;
  const auto& said = message.form().handoff();
  view.field({"状況", "situation"}, said.situation(), Style::Strong);
  if (!said.recommendation().empty()) view.field({"依頼", "request"}, said.recommendation(), Style::Strong);
  view.field({"全部を読む", "all of it"}, "tasuki handoff show " + view.id(message.message_id()));
}

/// Whoever reads it knows that nobody need go on ringing.
void show_taken(const api::MessageAnswer& message, View& view) {
  if (!message.has_taken()) return;
  const auto& taken = message.taken();
  std::string who = taken.name() + "  " + view.time(taken.at());
  if (taken.step() != 0)
    who += view.say({"  連絡の順番 ", "  turn "}) + std::to_string(taken.step()) + view.say({"番目", ""});
  view.field({"受領した機関", "accepted by"}, who, Style::Good);
}

void show_meta(const api::MessageAnswer& message, View& view) {
  show_author(message, view);
  show_content(message, view);
  show_taken(message, view);
}

}  // namespace

Style style_of_state(std::string_view state) {
  if (state == "accepted" || state == "closed") return Style::Good;
  if (state == "delivered" || state == "queued" || state == "held" || state == "declined")
    return Style::Warning;
  if (state == "quarantined" || state == "undeliverable") return Style::Bad;
  return Style::Plain;
}

void show_message(const api::MessageAnswer& message, View& view) {
  view.flush();
  show_head(message, view);
  view.flush();
  show_meta(message, view);
  if (!message.held_reason().empty()) {
    view.field({"保留の理由", "why held"}, view.word(List::HeldReason, message.held_reason()),
               Style::Warning);
    if (message.urgency() == "phone") {
      view.next({"すぐに送信元へ電話する", "ring the sender now"},
                "tasuki call next " + view.id(message.message_id()));
    }
  } else if (message.text_left_out()) {
    view.next({"開いて読む", "open and read"}, "tasuki open " + view.id(message.message_id()));
  } else {
    show_sign_note(message, view);
    show_handoff_note(message, view);
    show_ask(message, view);
    view.body(message.body());
  }
  view.line();
}

void show_opened_message(const api::MessageAnswer& message, View& view) {
  show_head(message, view);
  view.flush();
  show_meta(message, view);
  show_sign_note(message, view);
  show_handoff_note(message, view);
  show_ask(message, view);
  view.body(message.body());
}

}  // namespace tasuki::cli
