#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// What is allowed, and why not. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kPurposes{Word{"care", "支援", "care"}};

constexpr std::array kObtained{
    Word{"written", "書面", "in writing"},
    Word{"verbal", "口頭", "verbally"},
    Word{"proxy", "代理", "by proxy"},
};

constexpr std::array kConsentStates{
    Word{"active", "有効", "active"},
    Word{"not-yet", "開始前", "not begun"},
    Word{"ended", "期間終了", "ended"},
    Word{"withdrawn", "撤回", "withdrawn"},
    Word{"unconfirmed", "未確認", "unconfirmed"},
    Word{"lifted", "解除", "lifted"},
    Word{"ignored", "無効な記録", "does not count"},
};

constexpr std::array kDecisions{
    Word{"permit", "提供できる", "permitted"},
    Word{"deny", "提供できない", "denied"},
};

constexpr std::array kDenyReasons{
    Word{"no-consent", "同意がない", "no consent"},
    Word{"unverified", "安全番号が未確認（鍵が変わった機関）",
         "safety number not compared (the agency's key has changed)"},
    Word{"unconfirmed", "同意が確認されていない", "consent not confirmed by another agency"},
    Word{"refused", "本人が不同意", "refused by the person"},
    Word{"not-a-member", "支援チームの機関ではない", "not a member of the team"},
    Word{"not-decidable", "更新が必要（判断できない記録がある）",
         "update needed: some records cannot be judged"},
};

constexpr std::array kLegalBases{
    Word{"consent", "本人の同意", "consent"},
    Word{"life-protection", "生命・身体の保護（個人情報保護法27条1項2号）", "protection of life"},
    Word{"law", "法令", "law"},
};

constexpr std::array kIgnoredReasons{
    Word{"certificate-ended", "職員がその前に退職していた", "its writer had left before"},
    Word{"not-a-member", "チームの機関ではない", "by no member of the team"},
    Word{"not-coordinator", "調整役ではない", "not by the coordinator"},
    Word{"target-not-a-member", "相手がチームの機関ではない", "about no member of the team"},
    Word{"wrong-chain-number", "引き継ぎの順番が違う", "out of the order of hand-overs"},
    Word{"concurrent-removal", "同じころにチームから外れていた", "removed from the team meanwhile"},
    Word{"concurrent-coordination", "同じころに調整役が替わっていた",
         "the coordinator had changed meanwhile"},
    Word{"unknown-consent", "その同意が見つからない", "about a consent that is not there"},
    Word{"unknown-refusal", "その不同意が見つからない", "about a refusal that is not there"},
    Word{"unknown-kind", "新しい版の記録（更新が必要）", "of a newer program: update needed"},
};

}  // namespace tasuki::vocabulary
