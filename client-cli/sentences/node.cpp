#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
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

};

}  // namespace

std::span<const Sentence> sentences_about_node() { return kSentences; }

}  // namespace tasuki::cli
