#include <gtest/gtest.h>

#include "storage/sqlcipher_store.hpp"
#include "storage/text_index.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

using Numbers = std::vector<std::uint64_t>;

TEST(FoldText, HalfWidthKanaAndFullWidthLettersBecomeOrdinaryOnes) {
  EXPECT_EQ(fold_text("ｶﾞﾙｼｱ"), "ガルシア");
  EXPECT_EQ(fold_text("ＡＢＣ　Abc"), "abc abc");
  EXPECT_EQ(fold_text("Straße"), "strasse");
}

TEST(FoldText, DifferentLettersStayDifferent) {
  EXPECT_NE(fold_text("斎藤"), fold_text("齋藤"));
  EXPECT_NE(fold_text("はは"), fold_text("ハハ"));
}

TEST(FoldText, ControlCharactersBecomeSpacesAndInvalidTextNothing) {
  EXPECT_EQ(fold_text(std::string_view("a\0b\nc", 5)), "a b c");
  EXPECT_EQ(fold_text("服\xff薬"), "");
  EXPECT_EQ(fold_text("\xe6\x9c"), "");
}

TEST(Tokenize, GivesEveryPairAndEveryCharacterOnce) {
  const std::string text = "眠い眠";
  const auto tokens = tokenize(text);
  EXPECT_EQ(tokens.pairs, (std::vector<std::string_view>{"眠い", "い眠"}));
  EXPECT_EQ(tokens.characters, (std::vector<std::string_view>{"い", "眠"}));
  EXPECT_TRUE(tokenize("").characters.empty());
}

/// The same questions before and after the texts have moved into the index.
class Search : public testing::TestWithParam<bool> {
 protected:
  Search() : store_(SqlcipherStore::create(folder_ / "store.db", Secret<32>::random(random_)).value()) {}

  void write(std::uint64_t number, std::string_view text) {
    store_->begin().index_text(number, text);
    ASSERT_TRUE(store_->commit());
    settle();
  }
  void remove(std::uint64_t number) {
    store_->begin().unindex_text(number);
    ASSERT_TRUE(store_->commit());
    settle();
  }
  Numbers find(std::string_view text, std::size_t limit = 100) {
    const auto found = store_->begin().find_text(text, limit);
    store_->rollback();
    return found;
  }
  void settle() {
    if (GetParam()) ASSERT_TRUE(store_->index_waiting(1'000));
  }

  test::SeededRandom random_{1};
  test::TemporaryFolder folder_;
  std::unique_ptr<SqlcipherStore> store_;
};

INSTANTIATE_TEST_SUITE_P(WaitingAndIndexed, Search, testing::Bool());

TEST_P(Search, FindsWhatIsContainedAndNothingElse) {
  write(1, "昨夜は服薬を忘れて転倒した");
  write(2, "服を着替え、薬を飲んだ");
  EXPECT_EQ(find("服薬"), Numbers{1});
  EXPECT_EQ(find("転倒し"), Numbers{1});
  EXPECT_EQ(find("した"), Numbers{1});
  EXPECT_EQ(find("薬"), (Numbers{2, 1}));
  EXPECT_EQ(find("だ"), Numbers{2});
  EXPECT_EQ(find("転した"), Numbers{});
}

TEST_P(Search, FindsAcrossWidthsAndCasesButKeepsLettersApart) {
  write(1, "ﾃﾞｲｹｱで斎藤さんとＣＰＲ");
  write(2, "デイケアで齋藤さんと");
  EXPECT_EQ(find("デイケア"), (Numbers{2, 1}));
  EXPECT_EQ(find("cpr"), Numbers{1});
  EXPECT_EQ(find("斎藤"), Numbers{1});
  EXPECT_EQ(find("齋"), Numbers{2});
}

TEST_P(Search, TakesQuotesOperatorsAndEmojiAsText) {
  write(1, R"(she said "no" AND left* (col:x) 🙂👍)");
  for (const char* text : {R"("no")", "no\" AND", "left*", "(col:x)", "🙂", "👍", "🙂👍", "\""}) {
    EXPECT_EQ(find(text), Numbers{1}) << text;
  }
  EXPECT_EQ(find("no OR left"), Numbers{});
}

TEST_P(Search, FindsASingleCharacterText) {
  write(1, "薬");
  EXPECT_EQ(find("薬"), Numbers{1});
  EXPECT_EQ(find("薬を"), Numbers{});
}

TEST_P(Search, FindsNothingForEmptyOrInvalidText) {
  write(1, "");
  write(2, "a\xff");
  EXPECT_EQ(find(""), Numbers{});
  EXPECT_EQ(find("\xff"), Numbers{});
  EXPECT_EQ(find("a"), Numbers{});
}

TEST_P(Search, ALaterTextTakesAnEarlierOnesPlace) {
  write(1, "服薬");
  write(1, "転倒");
  EXPECT_EQ(find("服薬"), Numbers{});
  EXPECT_EQ(find("転倒"), Numbers{1});
}

TEST_P(Search, WhatIsTakenOutIsNotFound) {
  write(1, "服薬");
  write(2, "服薬");
  remove(1);
  remove(3);
  EXPECT_EQ(find("服薬"), Numbers{2});
}

TEST_P(Search, FindsALongTextInALongerOne) {
  std::string phrase;
  for (int i = 0; i < 1'000; ++i) phrase += "観察" + std::to_string(i);
  write(1, "前" + phrase + "後");
  EXPECT_EQ(find(phrase), Numbers{1});
  EXPECT_EQ(find(phrase + "x"), Numbers{});
}

TEST_P(Search, MixesWhatWaitsWithWhatIsIndexedNewestFirst) {
  for (std::uint64_t number : {2, 4, 6}) write(number, "服薬");
  auto& transaction = store_->begin();
  for (std::uint64_t number : {1, 3, 5, 7}) transaction.index_text(number, "服薬");
  transaction.unindex_text(4);
  EXPECT_EQ(transaction.find_text("服薬", 5), (Numbers{7, 6, 5, 3, 2}));
}

TEST(IndexWaiting, MovesAtMostWhatItIsToldAndSaysHowMuch) {
  test::SeededRandom random(1);
  test::TemporaryFolder folder;
  auto store = SqlcipherStore::create(folder / "store.db", Secret<32>::random(random)).value();
  auto& transaction = store->begin();
  for (std::uint64_t number = 1; number <= 5; ++number) transaction.index_text(number, "服薬");
  ASSERT_TRUE(store->commit());
  EXPECT_EQ(store->waiting_texts(), 5u);
  EXPECT_EQ(store->index_waiting(3).value(), 3u);
  EXPECT_EQ(store->waiting_texts(), 2u);
  EXPECT_EQ(store->index_waiting(3).value(), 2u);
  EXPECT_EQ(store->index_waiting(3).value(), 0u);
}

}  // namespace
}  // namespace tasuki::storage
