#include "client-cli/freshness.hpp"

#include <algorithm>
#include <array>

namespace tasuki::cli {

namespace {

/// Two clocks, not the future.
constexpr Duration kClocksDiffer = std::chrono::minutes(1);

constexpr Text kJustNow{"いま", "just now"};

std::string age_of(const api::Freshness& freshness, const View& view) {
  const Duration age(freshness.age_ms());
  if (age < -kClocksDiffer)
    return view.say({"未来の時刻の情報（時計を確かめてください）", "from the future (check the clocks)"});
  const auto length = length_of(std::max(age, Duration(0)), view.language());
  if (length.empty()) return view.say(kJustNow);
  return length + view.say({"前", " ago"});
}

constexpr std::array<std::string_view, 9> kOweNone{
    "question", "request", "handoff", "hand-back", "milestone", "sign", "crisis-plan", "agreement", "roster"};

}  // namespace

Basis basis_of_kind(std::string_view message_kind) {
  return std::ranges::find(kOweNone, message_kind) == kOweNone.end() ? Basis::Owed : Basis::NotOwed;
}

std::string freshness_line(const api::Freshness& freshness, const View& view, Basis basis) {
  if (freshness.stale_after_ms() == 0) return {};
  std::string line = age_of(freshness, view);
  if (!freshness.observed()) {
    const bool just_now = line == view.say(kJustNow);
    line += just_now ? view.say({"記載", ", as stated"}) : view.say({"に記載", ", as stated"});
  }
  if (!freshness.basis().empty()) {
    line += view.say({"・", ", "}) + view.word(List::Basis, freshness.basis());
  } else if (basis == Basis::Owed) {
    line += view.say({"・根拠の記載なし", ", basis not said"});
  }
  if (freshness.stale()) line += view.say({"  ⚠ 古い情報", "  ⚠ old"});
  return line;
}

Style style_of(const api::Freshness& freshness) { return freshness.stale() ? Style::Warning : Style::Plain; }

void add_freshness(Json& json, bool known, const api::Freshness& freshness) {
  json["age_seconds"] = known ? Json(freshness.age_ms() / 1000) : Json();
  json["stale"] = known ? Json(freshness.stale()) : Json();
  json["stale_after_seconds"] = known ? Json(freshness.stale_after_ms() / 1000) : Json();
}

}  // namespace tasuki::cli
