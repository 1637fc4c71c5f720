#include "core/base/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace tasuki::vocabulary {

namespace {

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

constexpr std::array kCallOutcomes{
    Word{"answered", "応答あり", "answered"},
    Word{"no-answer", "応答なし", "no answer"},
    Word{"busy", "話し中", "busy"},
};

constexpr std::array kCoverageWindows{
    Word{"business", "開所時間", "business hours"},
    Word{"early", "朝6時〜開所", "early morning, from 6 until opening"},
    Word{"late", "終了〜22時", "evening, from closing until 22"},
    Word{"night", "22時〜6時", "night, from 22 until 6"},
    Word{"weekend", "土日祝", "weekends and holidays"},
};

constexpr std::array kTrusts{
    Word{"face-to-face", "対面で確認", "face to face"},
    Word{"introduced", "紹介", "introduced"},
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

constexpr std::array kAuditFaults{
    Word{"entry-malformed", "読めない記録があります", "an entry cannot be read"},
    Word{"entry-altered", "書きかえられた記録があります", "an entry was altered"},
    Word{"entry-missing", "抜けている記録があります", "an entry is missing"},
    Word{"entry-inserted", "同じ番号の記録が二つあります", "two entries have the same number"},
    Word{"entry-out-of-order", "記録の順番が入れかわっています", "entries are out of order"},
    Word{"incarnation-fell", "置きかえられた前のノードが書いた記録があります",
         "a replaced node went on writing"},
    Word{"detail-altered", "記録の詳細が書きかえられています", "the details of an entry were altered"},
    Word{"head-missing", "署名がありません", "nothing is signed"},
    Word{"head-not-authentic", "最後の署名が正しくありません", "the newest signature does not hold"},
    Word{"entries-rewritten", "署名のあとで書きかえられています",
         "entries were rewritten after they were signed"},
    Word{"entry-not-signed", "署名されていない記録があります", "entries are not signed"},
    Word{"witnessed-missing", "ほかの機関が立ち会った記録が切り取られています",
         "entries that other agencies witnessed were cut off"},
    Word{"witnessed-rewritten", "ほかの機関が立ち会った記録と違います",
         "it is not what other agencies witnessed"},
    Word{"witness-not-authentic", "立会い記録の署名が正しくありません",
         "a witness's signature does not hold"},
    Word{"identity-not-authentic", "機関または職員の証明書が正しくありません",
         "a card or certificate is not genuine"},
    Word{"record-not-authentic", "署名の正しくない記録が含まれています",
         "a record's signature does not hold"},
    Word{"export-malformed", "監査証跡のファイルではないか、壊れています", "not an export, or a damaged one"},
    Word{"export-cut", "ファイルが途中で終わっています", "the file ends too early"},
    Word{"export-altered", "ファイルが書きかえられています", "the file was altered"},
    Word{"export-untrusted", "書き出した機関の証明書がありません", "the exporting agency's card is missing"},
};

}  // namespace

std::span<const Word> words(List list) {
  switch (list) {
    case List::AgencyKind:
      return kAgencyKinds;
    case List::Profession:
      return kProfessions;
    case List::Role:
      return kRoles;
    case List::Category:
      return kCategories;
    case List::Urgency:
      return kUrgencies;
    case List::Basis:
      return kBases;
    case List::MessageKind:
      return kMessageKinds;
    case List::ReceiptState:
      return kReceiptStates;
    case List::MessageState:
      return kMessageStates;
    case List::HeldReason:
      return kHeldReasons;
    case List::Purpose:
      return kPurposes;
    case List::Obtained:
      return kObtained;
    case List::ConsentState:
      return kConsentStates;
    case List::Decision:
      return kDecisions;
    case List::DenyReason:
      return kDenyReasons;
    case List::LegalBasis:
      return kLegalBases;
    case List::CallOutcome:
      return kCallOutcomes;
    case List::CoverageWindow:
      return kCoverageWindows;
    case List::Trust:
      return kTrusts;
    case List::AuditFault:
      return kAuditFaults;
    case List::IgnoredReason:
      return kIgnoredReasons;
  }
  return {};
}

const Word* find(List list, std::string_view code) {
  const auto all = words(list);
  const auto found = std::ranges::find(all, code, &Word::code);
  return found == all.end() ? nullptr : &*found;
}

bool is_known(List list, std::string_view code) { return find(list, code) != nullptr; }

std::string_view say(List list, std::string_view code, Language language) {
  const Word* word = find(list, code);
  if (word == nullptr) return code;
  return language == Language::Japanese ? word->japanese : word->english;
}

std::optional<std::string_view> code_of(List list, std::string_view text) {
  for (const Word& word : words(list)) {
    if (text == word.code || text == word.japanese || text == word.english) return word.code;
  }
  return std::nullopt;
}

}  // namespace tasuki::vocabulary
