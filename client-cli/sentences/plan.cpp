#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kPlanSentences{
    Sentence{
        "plan-not-toml",
        {"ファイルの書き方（TOML）に誤りがあります。この行を直してください: {}", "This line is no TOML: {}"}},
    Sentence{"plan-unknown-key",
             {"知らない項目があります。ひな形（tasuki crisis-plan template）と見比べてください: {}",
              "There is no such key; compare it with tasuki crisis-plan template: {}"}},
    Sentence{"plan-review-missing",
             {"見直しの日がありません。review = 2026-09-01 のように書いてください: {}",
              "There is no review day; write review = 2026-09-01: {}"}},
    Sentence{"plan-bad-day",
             {"日付は 2026-09-01 の形で、「\"」を付けずに書いてください: {}",
              "Write days like 2026-09-01, without quotes: {}"}},
    Sentence{"plan-empty",
             {"送る内容がありません。どの節にも行がありません: {}",
              "There is nothing to send: no section has a line: {}"}},
    Sentence{"plan-too-long", {"ファイルが大きすぎます: {}", "The file is too long: {}"}},
    Sentence{"plan-not-text", {"文は「\"」で囲んでください: {}", "A text must stand in quotes: {}"}},
    Sentence{"plan-line-empty",
             {"空の行があります。消すか、書いてください: {}",
              "There is an empty line; fill it in or take it out: {}"}},
    Sentence{
        "plan-line-too-long",
        {"一つの行が長すぎます（4,096 バイトまで）: {}", "A line is too long (4,096 bytes at most): {}"}},
    Sentence{"plan-not-a-list",
             {"[ ] の中に並べてください（例 [\"…\", \"…\"]）: {}", "Write it as a list, [\"…\", \"…\"]: {}"}},
    Sentence{"plan-not-a-section",
             {"節の名前は [ ] で囲んで一行に書いてください: {}",
              "A section begins with its name in [ ] on a line: {}"}},
    Sentence{
        "plan-too-many-lines",
        {"一つの節の行が多すぎます（256 行まで）: {}", "A section has too many lines (256 at most): {}"}},
    Sentence{"plan-share-missing",
             {"だれに見せるかがありません。share に機関か \"team\" を書いてください: {}",
              "It is not said who may see it: name agencies, or \"team\", in share: {}"}},
    Sentence{"plan-unknown-category",
             {"この情報区分はありません: {}", "There is no such information category: {}"}},
    Sentence{"plan-not-tables",
             {"[[ ]] で囲んだ名前を一つずつ前に書いてください（例 [[contacts.call]]）: {}",
              "Each needs its name in [[ ]] before it, like [[contacts.call]]: {}"}},
    Sentence{"plan-name-missing", {"機関の名前（name）がありません: {}", "There is no agency's name: {}"}},
    Sentence{
        "plan-does-missing",
        {"その機関がすること（does）がありません: {}", "It is not said what the agency does (does): {}"}},
    Sentence{"plan-name-or-who",
             {"チームの機関は name、ほかの人は who のどちらか一つを書いてください: {}",
              "Write either name (an agency of the team) or who (anybody else): {}"}},
    Sentence{"plan-note-without-name",
             {"note は name と一緒に書いてください: {}", "A note goes with a name: {}"}},
    Sentence{"plan-number-missing", {"電話番号（number）がありません: {}", "There is no number: {}"}},
    Sentence{"plan-bad-number",
             {"電話番号を「\"045-000-0000\"」の形で書いてください: {}",
              "Write numbers like \"045-000-0000\": {}"}},
    Sentence{"plan-unknown-window",
             {"時間帯は business、early、late、night、weekend のどれかです: {}",
              "The window is one of business, early, late, night, weekend: {}"}},
    Sentence{
        "no-plan",
        {"クライシスプラン（またはその版）はここに届いていません。届いている版: tasuki crisis-plan versions "
         "TEAM  新しく作る: tasuki crisis-plan template",
         "No crisis plan, or not that version, is held here. The versions: tasuki crisis-plan versions TEAM. "
         "To begin one: tasuki crisis-plan template"}},
    Sentence{"hours-unclear",
             {"開所時間は「月-金 9:00-17:30; 土 9:00-12:00; 祝開」「常時」「休み」の形で入力してください。",
              "Write hours like \"mon-fri 9:00-17:30; sat 9:00-12:00; holidays open\", \"always\" or "
              "\"closed\"."}},
};

}  // namespace

std::span<const Sentence> sentences_about_plans() { return kPlanSentences; }

}  // namespace tasuki::cli
