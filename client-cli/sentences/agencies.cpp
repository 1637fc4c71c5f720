#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

constexpr std::array kSentences{
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

};

}  // namespace

std::span<const Sentence> sentences_about_agencies() { return kSentences; }

}  // namespace tasuki::cli
