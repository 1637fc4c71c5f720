#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "client-cli/arguments.hpp"
#include "client-cli/language.hpp"
#include "client-cli/moment.hpp"
#include "client-cli/table.hpp"

namespace tasuki::cli {

/// In the largest unit that fits: `3時間`, `3 hours`; empty below a minute.
std::string length_of(Duration length, Language language);

/// Sets answers as text for people. Whatever it is given is made fit for a terminal first (printable), so
/// that nothing a peer wrote reaches one as it is.
class View {
 public:
  struct Setting {
    Language language = Language::Japanese;
    bool colour = false;
    bool terminal = false;  ///< somebody looks at it right now
    Moment moment = {};
    std::map<std::string, std::string> agency_names = {};  ///< by their raw ids
  };
  View(std::ostream& out, Setting setting, const Arguments& arguments)
      : out_(out), setting_(std::move(setting)), arguments_(arguments) {}

  const Arguments& arguments() const { return arguments_; }
  const Moment& moment() const { return setting_.moment; }
  Language language() const { return setting_.language; }
  bool terminal() const { return setting_.terminal; }

  std::string say(Text text) const { return std::string(text.in(setting_.language)); }
  std::string word(List list, std::string_view code) const;
  /// The words of several codes: `睡眠・食事、服薬`.
  template <class Codes>
  std::string words(List list, const Codes& codes) const {
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : say({"、", ", "})) + word(list, code);
    return text;
  }
  /// The first eight digits: long enough to type, and to be accepted.
  std::string id(std::string_view bytes) const;
  /// The name of the agency with these raw bytes as its id, where known; else its `id`.
  std::string agency(const std::string& bytes) const;
  /// In the node's zone; `—` where `millis` is 0.
  std::string time(std::int64_t millis) const;
  std::string day(std::int64_t millis) const;
  /// `3時間前の情報`; where `millis` is 0 nothing.
  std::string freshness(std::int64_t millis) const;

  void line(const std::string& text = {}, Style style = Style::Plain);
  /// `label: value`, indented.
  void field(Text label, const std::string& value, Style style = Style::Plain);
  /// Several lines, each indented.
  void body(const std::string& text);
  /// A row of a table; rows that follow each other are aligned, and printed before the next line or by
  /// `flush`.
  void row(std::vector<Cell> cells) { table_.add(std::move(cells)); }
  void heading(std::vector<Text> titles);
  /// The one thing to do next. For people at a terminal or not: it is part of the answer.
  void next(Text what, const std::string& command);
  /// Prints the table so far and hands everything to the system.
  void flush();
  /// For what is no text of people: a QR code's blocks.
  void raw(const std::string& text);

  bool table_empty() const { return table_.empty(); }
  /// How many answers were shown.
  std::size_t shown = 0;

 private:
  std::ostream& out_;
  Setting setting_;
  const Arguments& arguments_;
  Table table_;
};

}  // namespace tasuki::cli
