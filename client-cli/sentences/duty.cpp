#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
    Sentence{"duty-file-wrong",
             {"ファイルのこの行を直してください。行 {}（書き方: tasuki agreement template、tasuki "
              "roster template）",
              "Correct the file in line {} (examples: tasuki agreement template, tasuki roster "
              "template)"}},
    Sentence{"malformed-record",
             {"この内容では記録できません（同じ記号が二つある、番号が電話番号でない、時刻や長さが範囲の外、な"
              "ど）。",
              "This cannot be recorded (a code twice, a number that is none, times out of bounds …)."}},
    Sentence{"nothing-agreed",
             {"このチームにはまだ緊急度の取り決めがありません: tasuki agreement template",
              "This team has no urgency agreement yet: tasuki agreement template"}},
    Sentence{"unknown-situation",
             {"その状況は取り決めにありません。確かめてください: tasuki agreement show",
              "The agreement names no such situation. Check: tasuki agreement show"}},
    Sentence{"not-as-agreed",
             {"チームの取り決めと違うため、送っていません。取り決めに合わせるか、それでも送るには --anyway",
              "The team agreed otherwise, so nothing was sent. Follow the agreement, or add --anyway."}},
};

}  // namespace

std::span<const Sentence> sentences_about_duty() { return kSentences; }

}  // namespace tasuki::cli
