#include <array>

#include "client-cli/sentences/sentence.hpp"

namespace tasuki::cli {

namespace {

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
    Sentence{"deadline-passed",
             {"期限がもう過ぎています。これからの時刻を入力してください（--by、--accept-by）。",
              "That deadline has passed. Give a time to come (--by, --accept-by)."}},
    Sentence{"subcommand-missing",
             {"「{}」のあとに、何をするかを入力してください。一覧: tasuki --help",
              "Say what to do with \"{}\". The commands: tasuki --help"}},
    Sentence{"deadline-without-ask",
             {"期限には依頼（--ask）が必要です。", "A deadline needs something asked: --ask"}},
    Sentence{"no-category", {"情報区分を指定してください: --category", "Say what it is about: --category"}},

};

}  // namespace

std::span<const Sentence> sentences_about_usage() { return kSentences; }

}  // namespace tasuki::cli
