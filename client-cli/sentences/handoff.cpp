#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
    Sentence{"not-a-handoff",
             {"これは申し送りではありません。一覧: tasuki handoff list、メッセージを読む: tasuki open",
              "This is no handoff. List them: tasuki handoff list; read a message: tasuki open"}},
    Sentence{"read-back-missing",
             {"電話が必要なことを含む申し送りです。聞いた内容を復唱して受領してください: tasuki accept "
              "… --note \"復唱する内容\"",
              "This handoff is about something that is a matter for the phone. Say back what you understood: "
              "tasuki accept … --note \"what you understood\""}},
    Sentence{
        "nobody-covers",
        {"だれに申し送るか、当番表からはわかりません。当番表を作る（調整役）: tasuki roster "
         "set、または送り先を指定する: --to 機関",
         "The roster does not say whom this is for. Set one (the coordinator): tasuki roster set; or name "
         "them: --to AGENCY"}},
    Sentence{"handoff-category-missing",
             {"未対応のものがないので、何についての申し送りかを指定してください: --category sleep-meals など",
              "Nothing is open, so say what the handoff is about: --category sleep-meals, for example"}},
    Sentence{
        "kind-has-its-command",
        {"この種類には専用のコマンドがあります（sign、crisis-plan、handoff、milestone、agreement、roster）。",
         "This sort has a command of its own: sign, crisis-plan, handoff, milestone, agreement, roster."}},
    Sentence{"owner-missing",
             {"期限のある質問です。どの機関が答えるかを指定してください: --owner 機関",
              "A question with a deadline: say which agency is to answer it: --owner AGENCY"}},
    Sentence{"owner-without-ask",
             {"--owner は質問（--ask）と一緒に使います。", "--owner goes with a question: --ask"}},
    Sentence{"owner-not-a-recipient",
             {"答える機関（--owner）は送り先に入っていなければなりません。同意を確かめてください: tasuki "
              "consent check",
              "Whoever is to answer (--owner) has to get the message. See tasuki consent check."}},
    Sentence{"handoff-not-sent",
             {"送っていません。直してもう一度: tasuki handoff write",
              "Nothing was sent. Try again: tasuki handoff write"}},
};

}  // namespace

std::span<const Sentence> sentences_about_handoffs() { return kSentences; }

}  // namespace tasuki::cli
