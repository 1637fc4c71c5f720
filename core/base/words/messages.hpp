#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// What a message is, and what became of it. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kCategories{
    Word{"contact", "連絡調整", "contact"},
    Word{"daily-life", "生活状況", "daily life"},
    Word{"sleep-meals", "睡眠・食事", "sleep and meals"},
    Word{"warning-sign", "病状悪化のサイン", "warning sign"},
    Word{"symptoms", "病状", "symptoms"},
    Word{"medication", "服薬", "medication"},
    Word{"diagnosis", "診断", "diagnosis"},
    Word{"risk", "自傷他害のリスク", "risk of harm to self or others"},
    Word{"family", "家族", "family"},
    Word{"money", "金銭", "money"},
    Word{"housing", "住まい", "housing"},
    Word{"work", "日中活動・就労", "day activities and work"},
    Word{"substance", "物質使用", "substance use"},
    Word{"abuse", "虐待・権利侵害", "abuse or violated rights"},
    Word{"physical-health", "身体の健康", "physical health"},
    Word{"crisis-plan", "クライシスプラン", "crisis plan"},
    Word{"support-plan", "支援計画", "support plan"},
};

constexpr std::array kUrgencies{
    Word{"phone", "電話", "phone"},
    Word{"message", "メッセージ", "message"},
};

constexpr std::array kBases{
    Word{"said-by-person", "本人の言葉", "said by the person"},
    Word{"observed", "観察", "observed"},
    Word{"measured", "測定・記録", "measured"},
    Word{"said-by-family", "家族から", "said by the family"},
    Word{"told-by-other", "伝聞", "told by somebody else"},
    Word{"assessment", "見立て", "assessment"},
};

constexpr std::array kMessageKinds{
    Word{"status", "状況報告", "status"},
    Word{"question", "質問", "question"},
    Word{"request", "依頼", "request"},
    Word{"answer", "回答", "answer"},
    Word{"handoff", "申し送り", "handoff"},
    Word{"hand-back", "朝の引き継ぎ", "hand-back"},
    Word{"alert", "サインの通知", "alert"},
    Word{"observation", "観察の記録", "observation"},
    Word{"appointment", "予定・日程", "appointment"},
    Word{"medication-report", "服薬状況の情報提供", "medication report"},
    Word{"discharge-information", "退院時の情報提供", "discharge information"},
    Word{"monitoring", "モニタリング報告", "monitoring report"},
    Word{"milestone", "節目の日", "milestone"},
    Word{"sign", "サインの取り決め", "agreed warning sign"},
    Word{"crisis-plan", "クライシスプラン", "crisis plan"},
    Word{"agreement", "緊急度の取り決め", "urgency agreement"},
    Word{"roster", "当番表", "roster"},
    Word{"escalation", "次の連絡先への連絡", "escalation"},
    Word{"correction", "訂正", "correction"},
};

constexpr std::array kReceiptStates{
    Word{"delivered", "到達", "delivered"},
    Word{"opened", "開封", "opened"},
    Word{"accepted", "受領（対応します）", "accepted"},
    Word{"declined", "辞退", "declined"},
    Word{"closed", "完了", "closed"},
};

constexpr std::array kMessageStates{
    Word{"sent", "送信済み", "sent"},
    Word{"queued", "送信待ち", "queued"},
    kReceiptStates[0],
    kReceiptStates[1],
    kReceiptStates[2],
    kReceiptStates[3],
    kReceiptStates[4],
    Word{"held", "保留", "held"},
    Word{"quarantined", "隔離", "quarantined"},
    Word{"undeliverable", "不達", "undeliverable"},
};

constexpr std::array kHeldReasons{
    Word{"missing-governance", "運営記録の到着待ち", "waiting for team records"},
    Word{"ended-in-flight", "届くまでに同意が終わった", "consent ended in flight"},
    Word{"violation", "同意の範囲外", "outside consent"},
    Word{"stale-heads", "古い運営記録にもとづく送信", "sent on outdated team records"},
    Word{"not-decidable", "更新が必要（判断できない記録がある）",
         "update needed: some records cannot be judged"},
    Word{"unverified", "安全番号が未確認（鍵が変わった機関）",
         "safety number not compared (the agency's key has changed)"},
};

constexpr std::array kCallOutcomes{
    Word{"answered", "応答あり", "answered"},
    Word{"no-answer", "応答なし", "no answer"},
    Word{"busy", "話し中", "busy"},
};

}  // namespace tasuki::vocabulary
