#include "client-cli/shown_text.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "client-cli/table.hpp"

namespace tasuki::cli {
namespace {

struct Width {
  std::string_view text;
  std::size_t columns;
};

TEST(TextWidth, CountsColumnsNotCharacters) {
  constexpr Width kWidths[] = {
      {"", 0},         {"Tasuki", 6},   {"斎藤", 4},
      {"齋藤", 4},     {"ｱｵｿﾞﾗ", 5},     // 半角ｶﾅ: the voiced mark has a column of its own
      {"アオゾラ", 8}, {"か\u3099", 2},  // combining voiced mark
      {"e\u0301", 1},  {"😀", 2},       {"👩\u200d⚕\ufe0f", 2},  // joined
      {"👍🏽", 2},                                               // with a skin tone
      {"🇯🇵", 2},       {"🇯🇵🇯🇵", 4},     {"☎", 1},
      {"☎\ufe0f", 2},  {"—…", 2},       {"\U00020bb7野家", 6},  // beyond the basic plane
  };
  for (const auto& [text, columns] : kWidths) EXPECT_EQ(text_width(text), columns) << text;
}

TEST(TextWidth, PaddingBringsWideAndNarrowNamesToOneColumn) {
  for (const auto* name : {"斎藤", "齋藤 花", "ｱｵｿﾞﾗ", "😀", "ab"})
    EXPECT_EQ(text_width(padded(name, 10)), 10u) << name;
  EXPECT_EQ(padded("斎藤斎藤", 4), "斎藤斎藤");
}

TEST(TextWidth, ShorteningNeverCutsACharacterInTwo) {
  EXPECT_EQ(shortened("斎藤花子", 8), "斎藤花子");
  EXPECT_EQ(shortened("斎藤花子", 7), "斎藤花…");
  EXPECT_EQ(shortened("斎藤花子", 6), "斎藤…");
  EXPECT_EQ(shortened("abc", 2), "a…");
}

TEST(Printable, AnEscapeSequenceDoesNotReachTheTerminal) {
  const auto shown = printable("\x1b[2J\x1b]0;title\x07斎藤");
  EXPECT_EQ(shown, "␛[2J␛]0;title␇斎藤");
}

TEST(Printable, NoControlCharacterIsLeft) {
  std::string all;
  for (int c = 0; c < 0x20; ++c) all += static_cast<char>(c);
  all += "\x7f";
  for (int c = 0x80; c < 0xa0; ++c) all += std::string("\xc2") + static_cast<char>(c);
  for (const char c : printable_line(all)) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  EXPECT_EQ(printable_line(all).find("\xc2\x9b"), std::string::npos) << "C1 introduces sequences too";
  EXPECT_NE(printable_line(all).find("<U+009B>"), std::string::npos);
}

TEST(Printable, MarksThatTurnTheReadingDirectionAreShown) {
  EXPECT_EQ(printable("a\u202egpj.exe"), "a<U+202E>gpj.exe");
  EXPECT_EQ(printable("\u2066x\u2069"), "<U+2066>x<U+2069>");
  EXPECT_EQ(printable("\u200b"), "<U+200B>") << "what cannot be seen";
}

TEST(Printable, LineEndsStayInABodyAndShowInALine) {
  EXPECT_EQ(printable("一\n二\r\n三"), "一\n二\n三");
  EXPECT_EQ(printable_line("一\n二"), "一⏎二");
  EXPECT_EQ(printable("一\r二"), "一␍二") << "a bare return would overwrite the line";
}

TEST(Printable, WhatIsNoUtf8IsReplacedByteByByte) {
  EXPECT_EQ(printable("a\xff\xfe"
                      "b"),
            "a\ufffd\ufffd"
            "b");
  EXPECT_EQ(printable("\xe6\x96"), "\ufffd\ufffd");
}

TEST(Printable, OrdinaryTextIsLeftAlone) {
  for (const auto* text : {"斎藤 花子", "ｱｵｿﾞﾗ", "👩\u200d⚕\ufe0f", "Ähre", "か\u3099"})
    EXPECT_EQ(printable(text), text);
}

TEST(TableOutput, ColumnsStandUnderEachOther) {
  Table table;
  table.add({{"斎藤"}, {"病棟看護師"}, {"x"}});
  table.add({{"ｱｵ"}, {"医師"}, {"y"}});
  table.add({{"😀"}, {""}, {"z"}});
  std::ostringstream out;
  table.print(out, false);
  EXPECT_EQ(out.str(),
            "斎藤  病棟看護師  x\n"
            "ｱｵ    医師        y\n"
            "😀                z\n");
}

TEST(TableOutput, ARowsLastCellGoesOnBelowItselfWhereThePageEnds) {
  Table table;
  table.add({{"  提供先", Style::Faint},
             {"そよかぜヘルパー、みどり訪問看護、さくら精神科病院、ひまわり相談支援センター"}});
  table.add({{"  短いもの"}, {"x"}});
  std::ostringstream out;
  table.print(out, false);
  EXPECT_EQ(out.str(),
            "  提供先    そよかぜヘルパー、みどり訪問看護、さくら精神科病院、\n"
            "            ひまわり相談支援センター\n"
            "  短いもの  x\n");
}

TEST(TableOutput, ColourIsForTerminalsOnly) {
  for (const bool colour : {false, true}) {
    Table table;
    table.add({{"重要", Style::Bad}});
    std::ostringstream out;
    table.print(out, colour);
    EXPECT_EQ(out.str(), colour ? "\x1b[1;31m重要\x1b[0m\n" : "重要\n");
  }
}

TEST(TableOutput, ACellCannotBringItsOwnColour) {
  Table table;
  table.add({{"\x1b[31mred"}});
  std::ostringstream out;
  table.print(out, true);
  EXPECT_EQ(out.str(), "␛[31mred\n");
}

}  // namespace
}  // namespace tasuki::cli
