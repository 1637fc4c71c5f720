#include "core/base/vocabulary.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/base/utf8.hpp"

namespace tasuki::vocabulary {
namespace {

constexpr List kLists[] = {List::AgencyKind,   List::Profession,     List::Role,        List::Category,
                           List::Urgency,      List::Basis,          List::MessageKind, List::ReceiptState,
                           List::MessageState, List::HeldReason,     List::Purpose,     List::Obtained,
                           List::ConsentState, List::Decision,       List::DenyReason,  List::LegalBasis,
                           List::CallOutcome,  List::CoverageWindow, List::Trust,       List::AuditFault,
                           List::IgnoredReason};

bool is_code(std::string_view code) {
  return !code.empty() && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == code.npos;
}

TEST(Vocabulary, EveryListHasDistinctCodesAndBothLanguagesWords) {
  for (const List list : kLists) {
    std::set<std::string_view> codes, japanese, english;
    EXPECT_FALSE(words(list).empty());
    for (const Word& word : words(list)) {
      EXPECT_TRUE(is_code(word.code)) << word.code;
      EXPECT_TRUE(codes.insert(word.code).second) << word.code;
      EXPECT_TRUE(japanese.insert(word.japanese).second) << word.japanese;
      EXPECT_TRUE(english.insert(word.english).second) << word.english;
      EXPECT_TRUE(is_utf8(word.japanese) && !word.japanese.empty() && !word.english.empty());
    }
  }
}

TEST(Vocabulary, HoldsAsManyWordsAsTheGlossary) {
  EXPECT_EQ(words(List::AgencyKind).size(), 27u);
  EXPECT_EQ(words(List::Profession).size(), 19u);
  EXPECT_EQ(words(List::Category).size(), 17u);
  EXPECT_EQ(words(List::Urgency).size(), 2u);
  EXPECT_EQ(words(List::ReceiptState).size(), 5u);
  EXPECT_EQ(words(List::CoverageWindow).size(), 5u);
}

TEST(Vocabulary, SaysACodeInBothLanguages) {
  EXPECT_EQ(say(List::AgencyKind, "visiting-nursing", Language::Japanese), "訪問看護ステーション");
  EXPECT_EQ(say(List::ReceiptState, "delivered", Language::English), "delivered");
  EXPECT_EQ(say(List::Category, "family", Language::Japanese), "家族");
}

TEST(Vocabulary, AnUnknownCodeIsShownAsItIs) {
  EXPECT_EQ(say(List::MessageKind, "from-the-future", Language::Japanese), "from-the-future");
  EXPECT_FALSE(is_known(List::MessageKind, "from-the-future"));
  EXPECT_FALSE(is_known(List::Urgency, "Phone"));
  EXPECT_FALSE(is_known(List::Urgency, ""));
}

TEST(Vocabulary, FindsACodeByEitherWord) {
  EXPECT_EQ(code_of(List::Profession, "病棟看護師"), "ward-nurse");
  EXPECT_EQ(code_of(List::Profession, "ward nurse"), "ward-nurse");
  EXPECT_EQ(code_of(List::Profession, "ward-nurse"), "ward-nurse");
  EXPECT_FALSE(code_of(List::Profession, "nurse"));
}

}  // namespace
}  // namespace tasuki::vocabulary
