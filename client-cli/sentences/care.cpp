#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
    // ---- teams and consent
    Sentence{"unknown-team",
             {"その支援チームは見つかりません。確かめてください: tasuki team list",
              "No such team. Check: tasuki team list"}},
    Sentence{"not-a-member",
             {"この支援チームの機関ではありません。tasuki team show で確かめてください。",
              "Not a member of this team. Check with tasuki team show."}},
    Sentence{"already-member", {"すでに支援チームの機関です。", "It is a member already."}},
    Sentence{"not-coordinator",
             {"これができるのはコントロールセンター（調整役）だけです。tasuki team show "
              "で確かめて頼んでください。",
              "Only the coordinator may do this. See who it is with tasuki team show, and ask them."}},
    Sentence{"team-ended", {"この支援チームは終わっています。", "This team has ended."}},
    Sentence{"unknown-consent",
             {"その同意は見つかりません。確かめてください: tasuki consent list",
              "No such consent. Check: tasuki consent list"}},
    Sentence{"consent-not-confirmable",
             {"この同意を確認することはできません（自分の機関が記録した同意や、不同意ではありませんか）。",
              "This cannot be confirmed (is it your own agency's record, or a refusal?)."}},
    Sentence{"consent-already-withdrawn",
             {"この同意はすでに撤回されています。", "This consent has been withdrawn already."}},
    Sentence{"only-author",
             {"これができるのは記録した機関だけです。", "Only the agency that recorded it may do this."}},
    Sentence{"consent-missing",
             {"同意がないため、だれにも送っていません。同意のある機関だけに送るには --permitted-only",
              "Consent is missing, so nothing was sent to anybody. To send to the permitted ones: "
              "--permitted-only"}},
    Sentence{
        "consent-missing-for-all",
        {"同意がないため、だれにも送っていません。本人に確かめて記録する（tasuki consent grant "
         "TEAM）か、その機関を送り先から外してください。",
         "Consent is missing, so nothing was sent to anybody. Ask the person (tasuki consent grant TEAM), or "
         "leave that agency out."}},
    Sentence{"no-consent",
             {"同意がないため、だれにも送っていません。同意のある機関だけに送るには --permitted-only",
              "Consent is missing, so nothing was sent to anybody. To send to the permitted ones: "
              "--permitted-only"}},
    Sentence{"not-decidable",
             {"新しい版の記録があり、判断できません。Tasuki を更新してください。急ぐときは電話してください。",
              "Some records need a newer program, so nothing can be decided. Update Tasuki; if it is urgent, "
              "ring."}},

    // ---- messages
    Sentence{"unknown-message",
             {"そのメッセージは見つかりません。確かめてください: tasuki inbox",
              "No such message. Check: tasuki inbox"}},
    Sentence{"no-recipient",
             {"送り先がありません。tasuki team show で確かめてください。",
              "There is nobody to send to. Check with tasuki team show."}},
    Sentence{
        "message-held",
        {"このメッセージは保留か隔離中で、まだ読めません。急ぐときは送った機関に電話してください。",
         "This message is held or quarantined and cannot be read yet. If it is urgent, ring the sender."}},
    Sentence{"already-stated", {"すでに記録されています。", "That is on record already."}},
    Sentence{"wrong-transition",
             {"今の状態からはできません。tasuki receipts で受領状況を確かめてください。",
              "Its state does not allow this. See tasuki receipts."}},
    Sentence{
        "call-record-missing",
        {"緊急度「電話」のメッセージは、電話の記録がないと完了にできません: tasuki call log。"
         "受領した機関は、どうなったかを書いて完了にできます: tasuki close MESSAGE --note TEXT",
         "A phone message cannot be closed without a call record: tasuki call log. Whoever accepted it may "
         "say what came of it: tasuki close MESSAGE --note TEXT"}},
    Sentence{
        "own-message",
        {"これは自分の機関が送ったメッセージです。受け取った機関がすることです。だれがどこまで: tasuki "
         "receipts MESSAGE",
         "Your own agency sent this; it is for those who received it to do. Who got how far: tasuki receipts "
         "MESSAGE"}},
    Sentence{"no-number",
             {"電話番号がわかりません。名簿で調べて電話してください。命にかかわるときは 119 番、110 番。",
              "No number is known. Look it up and ring; if a life is at stake call the emergency number."}},

    // ---- audit
    Sentence{"ambiguous",
             {"複数あてはまります。もう少し長く、または ID で入力してください。{}",
              "This fits several. Type more of it, or an id. {}"}},
    Sentence{"witness-unknown",
             {"この立会い記録は、ここで知られている機関のものではありません。",
              "These heads are not by an agency that is known here."}},
    Sentence{"not-a-heads-file",
             {"このファイルは立会い記録（tasuki audit heads）ではないか、途中で変わっています: {}",
              "This is no file of tasuki audit heads, or it was changed on the way: {}"}},
    Sentence{"not-an-export",
             {"このファイルは監査証跡の書き出しではありません: {}",
              "This file is no export of an audit trail: {}"}},
};

}  // namespace

std::span<const Sentence> sentences_about_care() { return kSentences; }

}  // namespace tasuki::cli
