#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// Signs, stages and plans. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kStages{
    Word{"blue", "青（安定）", "blue (stable)"},
    Word{"yellow", "黄（注意）", "yellow (caution)"},
    Word{"red", "赤（危機）", "red (crisis)"},
};

constexpr std::array kViews{
    Word{"subjective", "本人が感じる", "felt by the person"},
    Word{"objective", "まわりから見える", "seen by others"},
};

constexpr std::array kPlanSections{
    Word{"stage-blue", "青：安定しているとき", "blue: when stable"},
    Word{"stage-yellow", "黄：調子がくずれてきたとき", "yellow: when it begins to go wrong"},
    Word{"stage-red", "赤：あぶないとき", "red: in a crisis"},
    Word{"own-words", "わたしの言葉", "in my own words"},
    Word{"contacts", "連絡先（順番に）", "whom to call, in order"},
    Word{"hospital", "入院の約束", "the arrangement with the hospital"},
    Word{"keys", "かぎを持っている人", "who holds a key"},
    Word{"disaster", "災害のとき", "in a disaster"},
};

constexpr std::array kPlanWho{
    Word{"sign", "サイン", "sign"},
    Word{"person", "わたしがすること", "what I do"},
    Word{"family", "家族・近所の人がすること", "what family or neighbours do"},
    Word{"agency", "機関がすること", "what the agency does"},
    Word{"avoid", "してほしくないこと", "what not to do"},
    Word{"contact", "連絡先", "contact"},
    Word{"arrangement", "約束", "arrangement"},
    Word{"fall-back", "うまくいかないとき", "fall-back"},
    Word{"holder", "かぎを持つ人", "holder"},
    Word{"word", "言葉", "words"},
};

constexpr std::array kMilestones{
    Word{"discharge", "退院", "discharge"},
    Word{"discharge-planned", "退院の予定", "planned discharge"},
    Word{"plan-reviewed", "クライシスプランの見直し", "crisis plan reviewed"},
    Word{"consent-reviewed", "同意の見直し", "consents reviewed"},
    Word{"monitored", "モニタリング", "support plan monitored"},
};

}  // namespace tasuki::vocabulary
