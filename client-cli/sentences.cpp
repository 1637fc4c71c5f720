#include "client-cli/sentences.hpp"

#include <algorithm>
#include <array>

namespace tasuki::cli {

namespace {

/// `{}` stands for Failure::subject.
struct Sentence {
  std::string_view code;
  Text text;
};

constexpr std::array kSentences{
    // ---- wrong usage
    Sentence{
        "command-missing",
        {"コマンドを入力してください。一覧: tasuki --help", "Say what to do. The commands: tasuki --help"}},
    Sentence{"no-such-command",
             {"「{}」というコマンドはありません。一覧: tasuki --help",
              "There is no command \"{}\". The commands: tasuki --help"}},
    Sentence{"unknown-argument",
             {"「{}」は使えません。使い方: --help を付けて実行",
              "\"{}\" is not understood here. Usage: add --help"}},
    Sentence{"argument-missing",
             {"{} を指定してください。既定値はありません。使い方: --help を付けて実行",
              "{} is missing; there is no default. Usage: add --help"}},
    Sentence{"argument-twice", {"{} は一度だけ指定してください。", "{} may stand only once."}},
    Sentence{"argument-without",
             {"{} は組み合わせを確かめてください。使い方: --help を付けて実行",
              "{} do not go together this way. Usage: add --help"}},
    Sentence{"value-missing", {"{} の値がありません。", "{} lacks its value."}},
    Sentence{"value-empty", {"{} の値が空です。", "{} has an empty value."}},
    Sentence{"value-unknown", {"この値は使えません: {}", "This value is not known: {}"}},
    Sentence{"bad-day", {"日付は 2026-02-13 の形で入力してください: {}", "Write days like 2026-02-13: {}"}},
    Sentence{"time-unclear",
             {"時刻は 2026-02-13T17:00:00+09:00、「2026-02-13 17:00」、17:00、3h "
              "のいずれかの形で入力してください: {}",
              "Write times like 2026-02-13T17:00:00+09:00, \"2026-02-13 17:00\", 17:00 or 3h: {}"}},
    Sentence{"bad-time",
             {"その時刻や期間は使えません。{}", "That time or length of time is out of bounds. {}"}},
    Sentence{
        "bad-duration",
        {"長さは 30m、24h、7d の形で入力してください: {}", "Write lengths of time like 30m, 24h, 7d: {}"}},
    Sentence{"period-empty", {"期間の終わりが始まりより前です: {}", "The period ends before it begins: {}"}},
    Sentence{"not-utf8", {"UTF-8 の文字ではありません: {}", "This is not UTF-8 text: {}"}},
    Sentence{"body-too-long",
             {"本文は 65,536 バイト（日本語で約2万字）までです。", "A body holds at most 65,536 bytes."}},
    Sentence{"text-too-long",
             {"文字数が多すぎます。短くしてください。{}", "The text is too long. Shorten it. {}"}},
    Sentence{"file-unreadable", {"ファイルを読めません: {}", "The file cannot be read: {}"}},
    Sentence{"file-unwritable", {"ファイルに書けません: {}", "The file cannot be written: {}"}},
    Sentence{"file-exists",
             {"このファイルはすでにあります: {}。置きかえるときは --replace を付けてください。",
              "This file is there already: {}. To replace it, add --replace."}},
    Sentence{"empty-passphrase", {"パスフレーズが空です。", "The passphrase is empty."}},
    Sentence{"passphrases-differ",
             {"2回の入力が一致しません。もう一度実行してください。",
              "The two entries differ. Run the command again."}},
    Sentence{"unknown-code", {"この値は使えません。{}", "This value is not known. {}"}},
    Sentence{"unknown-category",
             {"この情報区分はありません。{}", "There is no such information category. {}"}},
    Sentence{"unknown-urgency", {"緊急度は phone か message です。", "Urgency is phone or message."}},
    Sentence{"prefix-too-short",
             {"ID は6文字以上を入力してください。{}", "Type at least 6 characters of an id. {}"}},
    Sentence{"malformed-request",
             {"ノードが要求を理解できません。tasuki と tasukid の版をそろえてください。",
              "The node does not understand this. Use the same version of tasuki and tasukid."}},

    Sentence{"text-missing", {"文字が入力されていません。{}", "A text is empty. {}"}},
    Sentence{
        "control-character",
        {"使えない文字（改行や制御文字）が入っています。{}", "It holds a line end or control character. {}"}},
    Sentence{"too-many", {"一度に指定できる数を超えています。{}", "That is more than fits at once. {}"}},
    Sentence{"deadline-without-ask",
             {"期限には依頼（--ask）が必要です。", "A deadline needs something asked: --ask"}},
    Sentence{"no-category", {"情報区分を指定してください: --category", "Say what it is about: --category"}},

    // ---- the node
    Sentence{"home-unknown",
             {"ノードの場所がわかりません。--home で指定してください。",
              "Where is the node's home? Say it with --home."}},
    Sentence{"home-missing",
             {"ノードの場所がまだありません。はじめに tasuki init を実行してください。",
              "There is no such home yet. Begin with: tasuki init"}},
    Sentence{"node-not-running",
             {"ノードが動いていません。tasukid を起動してください（PC の担当者に連絡）。",
              "The node is not running. Start tasukid, or tell whoever looks after the PCs."}},
    Sentence{"socket-not-permitted",
             {"この利用者にはノードへの接続が許されていません（tasuki グループに入っていますか）。",
              "This user may not reach the node (is it in the group tasuki?)."}},
    Sentence{
        "connection-lost",
        {"ノードとの接続が切れました。終わったかどうかは tasuki status と一覧で確かめてください。",
         "The connection to the node was lost. Check with tasuki status and the lists whether it was done."}},
    Sentence{"node-silent",
             {"ノードから返事がありません。tasuki status で確かめてください。",
              "The node does not answer. Check with tasuki status."}},
    Sentence{"malformed-answer",
             {"ノードの返事を理解できません。tasuki と tasukid の版をそろえてください。",
              "The node's answer is not understood. Use the same version of tasuki and tasukid."}},
    Sentence{"session-file-unusable",
             {"ログイン情報のファイルを安全に使えません。--session で別の場所を指定してください。",
              "The session file cannot be used safely. Name another with --session."}},
    Sentence{"node-program-missing",
             {"tasukid が見つかりません。tasuki と同じ場所に入れてください。",
              "tasukid was not found. Install it beside tasuki."}},
    Sentence{"init-failed", {"機関を作れませんでした。{}", "The agency could not be made. {}"}},
    Sentence{"home-exists",
             {"この場所にはすでに機関があります。何も変えていません。",
              "There is an agency in this home already. Nothing was changed."}},
    Sentence{"recover-failed", {"変えられませんでした。{}", "It could not be changed. {}"}},
    Sentence{"not-authentic",
             {"この復旧コードは別の機関のものです。", "The recovery code is another agency's."}},
    Sentence{"restore-failed", {"戻せませんでした。{}", "It could not be restored. {}"}},
    Sentence{"passphrase-missing",
             {"パスフレーズか正しい復旧コードを入力してください（--passphrase-file、--recovery-code-file）。",
              "Give the passphrase or a valid recovery code (--passphrase-file, --recovery-code-file)."}},
    Sentence{"root-key-locked",
             {"このパスフレーズは管理者のものではありません。--admin-passphrase-file "
              "か復旧コードを使ってください。",
              "This passphrase is no administrator's. Use --admin-passphrase-file, or the recovery code."}},
    Sentence{"wrong-root-key", {"別の機関の鍵です。", "This is another agency's key."}},
    Sentence{
        "too-many-incarnations",
        {"この機関のノードは作り直しの回数の上限に達しました。", "This agency has begun too many lives."}},
    Sentence{"slot-missing",
             {"この保管庫を開く鍵スロットがありません。", "The store has no key slot of this kind."}},
    Sentence{
        "slot-damaged",
        {"鍵スロットのファイルが壊れています。別の鍵（復旧コードかパスフレーズ）なら開けるかもしれません。",
         "The key slot's file is damaged. The other one (recovery code or passphrase) may still open it."}},
    Sentence{"slot-refused",
             {"パスフレーズか復旧コードが違います。", "The passphrase or recovery code is wrong."}},
    Sentence{
        "store-damaged",
        {"保管庫の一部が壊れています。何も変えていません。ファイルはそのまま残し、最後のバックアップから戻し"
         "て"
         "ください（docs/operations.md）。",
         "A part of the store is damaged. Nothing was changed. Keep the files, and restore the last backup "
         "(docs/operations.md)."}},
    Sentence{"store-too-new",
             {"新しい版のプログラムが書いた保管庫です。tasukid を更新してください。",
              "A newer version of the program wrote this store. Update tasukid."}},
    Sentence{"backup-unreadable", {"バックアップを読めません。{}", "The backup cannot be read. {}"}},
    Sentence{"not-a-backup",
             {"このファイルは tasuki のバックアップではありません。", "This file is no backup of tasuki's."}},
    Sentence{"backup-too-new",
             {"新しい版のプログラムが作ったバックアップです。tasukid を更新してください。",
              "A newer version of the program made this backup. Update tasukid."}},
    Sentence{
        "backup-damaged",
        {"このバックアップは途中で切れているか、書きかえられています。何も変えていません。別の控えを使って"
         "ください。",
         "This backup is cut short or was changed. Nothing was changed here. Use another copy."}},
    Sentence{"backup-stopped",
             {"バックアップは途中で止まりました。もう一度実行してください。",
              "The backup was stopped. Run the command again."}},
    Sentence{"identity-exists", {"このノードにはすでに機関があります。", "This node has an agency already."}},
    Sentence{"home-unusable",
             {"この場所には書き込めません。--home を確かめてください。",
              "The home cannot be used. Check --home."}},
    Sentence{"home-in-use", {"この場所は別のプログラムが使っています。", "Another process uses this home."}},
    Sentence{"home-too-open",
             {"この場所はほかの利用者からも読めます。権限を狭めてください（chmod go=）。",
              "Others could read this home. Take their rights away (chmod go=)."}},
    Sentence{"disk-full",
             {"ディスクがいっぱいです。空きを作ってからやり直してください。",
              "The disk is full. Make room and try again."}},
    Sentence{"commit-failed",
             {"保管庫に書けませんでした。何も変わっていません。ディスクの空きを確かめてください。",
              "The store could not be written; nothing was changed. Is the disk full?"}},
    Sentence{"passphrase-missing",
             {"パスフレーズを読めません。--passphrase-file を確かめてください。",
              "The passphrase cannot be read. Check --passphrase-file."}},
    Sentence{"password-hashing",
             {"メモリが足りず、パスフレーズを確かめられません。",
              "There is not enough memory to check the passphrase."}},
    Sentence{"no-identity",
             {"このノードにはまだ機関がありません。tasuki init を実行してください。",
              "This node has no agency yet. Begin with: tasuki init"}},
    Sentence{"internal",
             {"プログラムの不具合です。ログを添えて PC の担当者に連絡してください。",
              "This is a bug of ours. Tell whoever looks after the PCs, with the log."}},
    Sentence{"unknown-command",
             {"ノードがこの操作を知りません。tasukid を更新してください。",
              "The node does not know this. Update tasukid."}},

    // ---- people
    Sentence{"not-logged-in", {"ログインしてください: tasuki login 名前", "Log in first: tasuki login NAME"}},
    Sentence{"session-expired",
             {"しばらく操作がなかったのでログアウトしました。もう一度ログインしてください: tasuki login 名前",
              "The session ended after idle time. Log in again: tasuki login NAME"}},
    Sentence{"wrong-passphrase",
             {"パスフレーズが違います。もう一度確かめてください。",
              "The passphrase is wrong. Check it and try again."}},
    Sentence{"too-many-attempts",
             {"失敗が続いたので、{} 秒待ってからやり直してください。",
              "Too many failed attempts. Wait {} seconds, then try again."}},
    Sentence{"not-allowed",
             {"あなたの役割ではこの操作はできません。管理者に頼んでください。",
              "Your role does not permit this. Ask an administrator."}},
    Sentence{"unknown-staff",
             {"その職員は見つかりません。名前か ID を確かめてください: tasuki staff list",
              "No such staff member. Check the name or id: tasuki staff list"}},
    Sentence{"staff-disabled",
             {"この職員は停止されています。管理者に確かめてください。",
              "This account is disabled. Ask an administrator."}},

    Sentence{"last-administrator",
             {"最後の管理者は停止できません。先に別の管理者を登録してください。",
              "The last administrator cannot be disabled. Add another first."}},
    Sentence{"certificate-ended",
             {"あなたの登録は停止されています。管理者に確かめてください。",
              "Your account has ended. Ask an administrator."}},
    Sentence{"role-may-not-state",
             {"あなたの役割ではこの操作はできません。", "Your role does not permit this."}},

    // ---- agencies
    Sentence{"unknown-agency",
             {"その機関は見つかりません。確かめてください: tasuki contact list",
              "No such agency. Check: tasuki contact list"}},
    Sentence{"not-a-contact",
             {"この機関とはまだ鍵を交換していません。先に対面で招待してください: tasuki contact invite",
              "This agency is not a contact yet. Pair first, face to face: tasuki contact invite"}},
    Sentence{"not-face-to-face",
             {"自分が対面で確認した機関だけを紹介できます。先に対面で招待してください: tasuki contact invite",
              "Only agencies that you have met face to face can be introduced. Pair first: tasuki contact "
              "invite"}},
    Sentence{"not-two-agencies",
             {"紹介するのは、自分の機関ではない、別々の2つの機関です。",
              "Two different agencies are introduced, neither of them your own."}},
    Sentence{
        "no-shared-team",
        {"3つの機関がそろっている支援チームがありません。先に支援チームに加えてください: tasuki team add",
         "There is no team with all three agencies. Add them first: tasuki team add"}},
    Sentence{
        "safety-number-differs",
        {"安全番号が一致しません。この機関に情報を送らず、電話で確かめて PC の担当者に連絡してください。",
         "The safety numbers differ. Send nothing to this agency; ring them and tell whoever looks after the "
         "PCs."}},
    Sentence{
        "not-verified",
        {"この機関とは、対面で交換した鍵と安全番号の確認がまだです。先に: tasuki contact verify 機関名",
         "This agency was not met face to face, or its safety number not compared. First: tasuki contact "
         "verify AGENCY"}},
    Sentence{
        "succession-code-wrong",
        {"このコードは使えません。新しいノードで、この機関の ID を付けて出し直してください: tasuki "
         "succession "
         "ask ID",
         "This code does not fit. Make another on the new node, for this agency's id: tasuki succession ask "
         "ID"}},
    Sentence{"unknown-contact",
             {"その機関は連絡先にありません。確かめてください: tasuki contact list",
              "No such contact. Check: tasuki contact list"}},
    Sentence{"invitation-malformed",
             {"招待コードではありません。全部写したか確かめてください。",
              "This is no invitation code. Was all of it copied?"}},
    Sentence{"invitation-altered",
             {"招待コードが途中で変わっています。写しまちがいがないか確かめてください。",
              "The code was changed on its way. Check it for typing errors."}},
    Sentence{"invitation-expired",
             {"招待の期限が切れています。もう一度会って、新しい招待をもらってください。",
              "The invitation has expired. Meet again and get a new one."}},
    Sentence{"invitation-own",
             {"これは自分の機関が出した招待です。相手の機関で使ってください。",
              "This is your own invitation. It is for the other agency."}},
    Sentence{"invitation-no-address",
             {"招待に接続先がありません。相手のノードを --advertise 付きで起動してもらってください。",
              "The invitation names no address. Their node must be started with --advertise."}},
    Sentence{"invitation-refused",
             {"相手が招待を受け付けません。使用済みか期限切れです。新しい招待をもらってください。",
              "The other side does not take it: used up or expired. Get a new one."}},
    Sentence{
        "inviter-unreachable",
        {"相手の機関につながりません。期限まで自動でやり直します。tasuki contact list で確かめてください。",
         "The other agency cannot be reached. It is tried again until it expires; see tasuki contact list."}},
    Sentence{"pairing-interrupted",
             {"後から始めた招待の受け取りに置きかえられました。", "A later acceptance took its place."}},
    Sentence{"untrusted-hello",
             {"相手の鍵を確かめられません。この招待は使わず、もう一度会って確かめてください。",
              "The other side cannot prove its key. Do not use this invitation; meet again."}},
    Sentence{"outdated-card",
             {"相手のノードの古い写しが動いています。電話で知らせてください。",
              "An old copy of their node is running. Ring and tell them."}},
    Sentence{"network-timeout",
             {"相手から返事がありません。しばらくしてやり直してください。",
              "The other side does not answer. Try again later."}},
    Sentence{"untrusted-key",
             {"相手の鍵を確かめられません。送らずに、電話で相手に確かめてください。",
              "The other side's key cannot be trusted. Send nothing and ring them."}},
    Sentence{"changed-key",
             {"相手の鍵が変わっています。送らずに、電話で相手に確かめてください。",
              "The other side's key has changed. Send nothing and ring them."}},
    Sentence{"network-failed",
             {"相手の機関につながりません。相手のノードが動いているか確かめてください。",
              "The other agency cannot be reached. Is its node running?"}},
    Sentence{"unreachable",
             {"相手の機関につながりません。相手のノードが動いているか確かめてください。",
              "The other agency cannot be reached. Is its node running?"}},

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
    Sentence{"call-record-missing",
             {"緊急度「電話」のメッセージは、電話の記録がないと完了にできません: tasuki call log",
              "A phone message cannot be closed without a call record: tasuki call log"}},
    Sentence{"own-message",
             {"これは自分の機関が送ったメッセージです。", "This is your own agency's message."}},
    Sentence{"no-number",
             {"電話番号がわかりません。名簿で調べて電話してください。命にかかわるときは 119 番、110 番。",
              "No number is known. Look it up and ring; if a life is at stake call the emergency number."}},

    // ---- audit
    Sentence{
        "ambiguous",
        {"複数あてはまります。もう少し長く入力してください。{}", "This fits several. Type more of it. {}"}},
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

const Sentence* find(std::string_view code) {
  const auto found = std::ranges::find(kSentences, code, &Sentence::code);
  return found == kSentences.end() ? nullptr : &*found;
}

}  // namespace

bool has_sentence(std::string_view code) { return find(code) != nullptr; }

std::string sentence(const Failure& failure, Language language) {
  const auto* known = find(failure.code);
  if (known == nullptr) {
    const Text general{"できませんでした（", "This was refused ("};
    return std::string(general.in(language)) + failure.code +
           (failure.subject.empty() ? "" : ": " + failure.subject) +
           std::string(Text{"）。", ")."}.in(language));
  }
  std::string text(known->text.in(language));
  const auto place = text.find("{}");
  if (place != std::string::npos) text.replace(place, 2, failure.subject);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace tasuki::cli
