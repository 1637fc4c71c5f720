#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// Who people and agencies are. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

constexpr std::array kAgencyKinds{
    Word{"psychiatric-hospital", "精神科病院", "psychiatric hospital"},
    Word{"clinic", "診療所", "clinic"},
    Word{"visiting-nursing", "訪問看護ステーション", "visiting-nurse station"},
    Word{"day-care", "精神科デイケア", "psychiatric day care"},
    Word{"consultation-support", "相談支援事業所", "consultation support office"},
    Word{"core-consultation", "基幹相談支援センター", "core consultation centre"},
    Word{"activity-centre", "地域活動支援センター", "community activity centre"},
    Word{"group-home", "グループホーム", "group home"},
    Word{"home-help", "居宅介護", "home help"},
    Word{"short-stay", "短期入所", "short stay"},
    Word{"life-training", "自立訓練", "life-skills training"},
    Word{"work-transition", "就労移行支援", "work transition support"},
    Word{"work-continuation", "就労継続支援", "work continuation support"},
    Word{"work-life-centre", "障害者就業・生活支援センター", "work and life support centre"},
    Word{"care-management", "居宅介護支援事業所", "care management office"},
    Word{"community-support", "地域包括支援センター", "community support centre"},
    Word{"city-welfare", "市町村障害福祉課", "city disability welfare office"},
    Word{"city-health", "市町村保健センター", "city health office"},
    Word{"health-centre", "保健所", "public health centre"},
    Word{"mental-health-centre", "精神保健福祉センター", "mental health and welfare centre"},
    Word{"social-welfare-council", "社会福祉協議会", "social welfare council"},
    Word{"emergency-centre", "精神科救急情報センター", "psychiatric emergency centre"},
    Word{"pharmacy", "薬局", "pharmacy"},
    Word{"peer-group", "自助グループ", "peer group"},
    Word{"family", "家族", "family"},
    Word{"neighbour", "近隣・民生委員", "neighbour or welfare commissioner"},
    Word{"other", "その他", "other"},
};

constexpr std::array kProfessions{
    Word{"doctor", "医師", "doctor"},
    Word{"ward-nurse", "病棟看護師", "ward nurse"},
    Word{"outpatient-nurse", "外来看護師", "outpatient nurse"},
    Word{"visiting-nurse", "訪問看護師", "visiting nurse"},
    Word{"psw", "精神保健福祉士", "psychiatric social worker"},
    Word{"psychologist", "心理士", "psychologist"},
    Word{"ot", "作業療法士", "occupational therapist"},
    Word{"pharmacist", "薬剤師", "pharmacist"},
    Word{"public-health-nurse", "保健師", "public health nurse"},
    Word{"consultation-specialist", "相談支援専門員", "consultation support specialist"},
    Word{"care-manager", "介護支援専門員", "care manager"},
    Word{"service-manager", "サービス管理責任者", "service manager"},
    Word{"helper", "ヘルパー", "helper"},
    Word{"residential-worker", "世話人", "residential worker"},
    Word{"peer-supporter", "ピアサポーター", "peer supporter"},
    Word{"caseworker", "ケースワーカー", "caseworker"},
    Word{"volunteer", "民生委員・ボランティア", "welfare commissioner or volunteer"},
    Word{"family", "家族", "family"},
    Word{"other", "その他", "other"},
};

constexpr std::array kRoles{
    Word{"staff", "職員", "staff"},
    Word{"admin", "管理者", "administrator"},
    Word{"auditor", "監査担当", "auditor"},
};

constexpr std::array kTrusts{
    Word{"face-to-face", "対面で確認", "face to face"},
    Word{"introduced", "紹介", "introduced"},
};

}  // namespace tasuki::vocabulary
