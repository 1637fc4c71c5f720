#include "client-cli/plan/plan_file.hpp"

namespace tasuki::cli {

namespace {

constexpr std::string_view kTemplate = R"toml(# クライシスプラン
# 調子のよいときに、本人と一緒に、本人の言葉で書きます。「わたし」は本人です。
# 使わない行や節は消してください。「#」から行末までは説明で、だれにも送られません。

# 次に見直す日
review = 2026-09-01

# だれに見せるか。節ごとに share を書くと、その節だけ変えられます。
# 機関の名前か ID を並べます。"team" は支援チームのほかの全機関です。
share = ["team"]

[own-words]
# わたしの言葉: 大切にしてほしいこと、どう接してほしいか
lines = [
  "急に大きな声で話しかけられると、こわくなります。",
  "ゆっくり、一つずつ聞いてください。",
]

[blue]
# 青: 安定しているとき
# categories には、その節に書いてあることの情報区分を足します（その同意も必要になります）。
#   例: "symptoms" 病状、"medication" 服薬、"family" 家族
categories = ["daily-life"]
signs = ["夜は眠れている", "買い物に行く"]
person = ["薬を飲む", "水の量をノートにつける"]
family = ["週に一度、電話する"]
avoid = ["予定を急に変えること"]

[yellow]
# 黄: 調子がくずれてきたとき
categories = ["daily-life", "warning-sign"]
signs = ["二日つづけて眠れない", "服や見た目を気にしなくなる"]
person = ["訪問看護に電話する", "早めに横になる"]
family = ["責めずに話を聞く"]
avoid = ["「しっかりして」と言うこと"]

[red]
# 赤: あぶないとき
categories = ["daily-life", "warning-sign"]
signs = ["三日つづけて眠れない", "水を一日に4リットルより多く飲む"]
person = ["病棟に電話する"]
family = ["一人にしない", "病院に電話する"]
avoid = ["一人で病院に行かせること"]

# 機関がすること。機関の名前は tasuki team show のとおりに書きます。青・黄・赤・災害のどれにも書けます。
# [[red.agency]]
# name = "みどり訪問看護"
# does = ["その日のうちに訪問する", "病棟に電話する"]

[contacts]
# 連絡先。上から順にかけます。
# window はかける時間帯: business 開所時間、early 朝、late 夕方、night 夜、weekend 土日祝（書かないと、いつでも）
# チームの機関は name（note にひとこと書けます）、ほかの人は who で書きます。
[[contacts.call]]
window = "night"
who = "病棟の当直"
number = "045-000-0001"
[[contacts.call]]
who = "精神科救急情報センター"
number = "045-000-0002"

[hospital]
# 入院の約束と、うまくいかないとき
arrangement = ["水の飲みすぎが止まらないときは、すぐに入院する"]
fall-back = ["満床のときは、精神科救急に電話する"]

[keys]
# かぎを持っている人
holders = ["となりの家の人"]

[disaster]
# 災害のとき
person = ["薬とお薬手帳を持って、小学校に行く"]
family = ["無事かどうかを見に行く"]
avoid = ["人の多い部屋に長くいさせること"]
arrangement = ["薬が足りないときは、薬局か避難所の保健師に言う"]
)toml";

}  // namespace

std::string_view plan_template() { return kTemplate; }

}  // namespace tasuki::cli
