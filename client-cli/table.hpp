#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tasuki::cli {

/// How a piece of text stands out on a terminal. Without colour all are plain.
enum class Style { Plain, Strong, Faint, Good, Warning, Bad };

/// `text` in the colour of `style`; as it is where `colour` is false.
std::string painted(const std::string& text, Style style, bool colour);

struct Cell {
  std::string text;
  Style style = Style::Plain;
};

/// Rows under each other, each column as wide as its widest cell. Cells are shown as `printable_line`s; a
/// row's last one goes on below itself where the page ends.
class Table {
 public:
  void add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }
  /// Prints and forgets the rows.
  void print(std::ostream& out, bool colour);

 private:
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace tasuki::cli
