#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// Who answers when, and what is agreed for when it is urgent. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kCoverageWindows{
    Word{"business", "開所時間", "business hours"},
    Word{"early", "朝6時〜開所", "early morning, from 6 until opening"},
    Word{"late", "終了〜22時", "evening, from closing until 22"},
    Word{"night", "22時〜6時", "night, from 22 until 6"},
    Word{"weekend", "土日祝", "weekends and holidays"},
};

/// Situations that a team can agree on by their codes alone; others it names itself.
constexpr std::array kSituations{
    Word{"suicide-risk", "自殺のおそれ・ほのめかし", "risk or talk of suicide"},
    Word{"self-harm", "自傷", "self-harm"},
    Word{"violence", "暴力・他害のおそれ", "violence or threat of it"},
    Word{"collapse", "倒れた・意識がおかしい", "collapse or clouded consciousness"},
    Word{"missing", "行方がわからない", "missing"},
    Word{"overdose", "過量服薬", "overdose"},
    Word{"fire", "火の不始末", "carelessness with fire"},
    Word{"not-eating", "食事・水分がとれていない", "does not eat or drink"},
    Word{"water-intoxication", "水の飲みすぎ", "drinks far too much water"},
    Word{"no-sleep", "眠れていない", "does not sleep"},
    Word{"medication-stopped", "服薬の中断", "stopped taking the medication"},
    Word{"voices", "幻聴・妄想が強い", "strong voices or delusions"},
    Word{"complaint", "苦情・トラブル", "complaint or trouble with others"},
    Word{"appointment", "予定の変更", "change of an appointment"},
    Word{"daily", "日々のようす", "day-to-day news"},
};

constexpr std::array kEscalationReasons{
    Word{"deadline", "期限までに受領がない", "nobody accepted in time"},
    Word{"no-answer", "電話に応答がない", "the call was not answered"},
    Word{"declined", "辞退された", "it was declined"},
};

constexpr std::array kEscalationDisclosures{
    Word{"sent", "内容を送った", "the message was sent"},
    Word{"has-it", "すでに届いている", "has the message already"},
    Word{"denied", "同意がないため、名前と番号だけ", "no consent: name and number only"},
    Word{"unreachable", "連絡先に登録がないため、名前と番号だけ",
         "no contact of this node: name and number only"},
    Word{"exhausted", "当番表の最後まで連絡がつかない", "nobody on the roster is left"},
};

}  // namespace tasuki::vocabulary
