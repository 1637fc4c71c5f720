#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// What agencies can be asked for. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kAsks{
    Word{"see-a-doctor", "受診相談", "seeing a doctor"},
    Word{"admission", "入院相談", "admission to hospital"},
    Word{"home-visit", "訪問", "visits at home"},
    Word{"night-phone", "夜間の電話", "phone at night"},
    Word{"accompany", "同行", "coming along"},
    Word{"money-matters", "金銭の相談", "money matters"},
    Word{"housing", "住まい", "housing"},
    Word{"day-activities", "日中活動", "day activities"},
    Word{"short-stay", "短期入所", "short stay"},
    Word{"medication", "服薬相談", "medication"},
    Word{"family-support", "家族の相談", "support for the family"},
    Word{"disaster-check", "災害時の安否確認", "looking after people in a disaster"},
};

}  // namespace tasuki::vocabulary
