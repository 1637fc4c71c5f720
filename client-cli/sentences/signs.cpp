#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
    Sentence{"unknown-sign",
             {"そのサインは見つかりません。確かめてください: tasuki sign list TEAM",
              "No such sign. Check: tasuki sign list TEAM"}},
    Sentence{"sign-ended",
             {"このサインは終わっています。気になることは tasuki send で伝えてください。",
              "This sign is not watched any more. Tell the team with tasuki send."}},
    Sentence{
        "not-to-notice",
        {"このサインに気づく役は、本人と決めたほかの機関です。気になることは tasuki send で伝えてください。",
         "The person agreed that other agencies notice this sign. Tell the team with tasuki send."}},
    Sentence{
        "sign-value-missing",
        {"このサインははかった値で記録します: --value 数字", "This sign is measured: add --value NUMBER"}},
    Sentence{"sign-value-unwanted",
             {"このサインは値では記録しません: --seen か --not-seen",
              "This sign is seen or not: use --seen or --not-seen"}},
    Sentence{"day-not-usable",
             {"その日は使えません。today、yesterday、または 2026-02-13 "
              "のように、今日までの一年以内の日を指定してください。",
              "That day cannot be used. Say today, yesterday, or a day of the last year like 2026-02-13."}},
    Sentence{"number-unclear",
             {"{} は数として読めません（小数は3桁まで、日数は1以上の整数）。",
              "{} cannot be read as a number (three decimals at most; days are whole, from 1)."}},
    Sentence{"bad-number",
             {"数が大きすぎるか、組み合わせが合いません。--days は --within 以下、どちらも31日までです。",
              "A number is too great, or they do not fit: --days at most --within, both at most 31."}},
};

}  // namespace

std::span<const Sentence> sentences_about_signs() { return kSentences; }

}  // namespace tasuki::cli
