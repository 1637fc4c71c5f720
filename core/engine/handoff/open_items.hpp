#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/message.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

/// Something that is open in a team, or happened in it, as this node knows it. Says no text of anybody's.
struct OpenItem {
  std::string_view what;  ///< unaccepted, question, call-back, alert; message, call, receipt
  RecordId message;
  AgencyId agency;  ///< Whose message, call or receipt it is.
  care::Urgency urgency = care::Urgency::Message;
  std::string kind{};
  std::set<std::string> categories{};
  Time at{};
  std::string number{};
  std::string outcome{};  ///< Of a call; of a receipt its state.
  std::string stage{};    ///< Of an alert.

  /// Whether somebody has to do something about it.
  bool is_open() const;
};

/// How far back it is looked for. What is older was not forgotten by a shift but by everybody.
inline constexpr Duration kLookBack = std::chrono::hours(24 * 35);
inline constexpr std::size_t kMostItems = 200;

/// What nobody has accepted that is to be accepted, questions without an answer, calls that nobody took, the
/// newest alert of each sign that nobody has closed. Newest first.
std::vector<OpenItem> open_items(Turn& turn, const TeamId& team);
/// Messages, calls, and what people said about messages, since then. Oldest first.
std::vector<OpenItem> items_since(Turn& turn, const TeamId& team, Time since);

/// Of the newest alert; empty where there was none.
struct NewestStage {
  std::string stage;
  Time at;
  std::set<std::string> categories;
};
std::optional<NewestStage> newest_stage(Transaction& transaction, const TeamId& team);

}  // namespace tasuki::engine
