#pragma once

#include <array>

#include "core/base/vocabulary.hpp"

/// What `audit verify` can find. For core/base/vocabulary.cpp.
namespace tasuki::vocabulary {

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

}  // namespace tasuki::vocabulary
