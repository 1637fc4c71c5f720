#include "core/engine/signs/raising.hpp"

#include <algorithm>

#include "core/engine/care/posting.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/signs/alerts.hpp"
#include "core/engine/signs/signs.hpp"

namespace tasuki::engine {

namespace {

/// What each place in the order gives those before it.
constexpr Duration kGrace = std::chrono::minutes(1);
/// Nobody may be told just now.
constexpr Duration kTriedAgainAfter = std::chrono::minutes(10);
/// What ended longer ago is history, however late it becomes known. As long as a message lives.
constexpr care::DayNumber kOldestDays = 35;

std::set<AgencyId> told_already(const Sign& sign, const care::Episode& episode) {
  std::set<AgencyId> told;
  for (const auto& alert : episode.alerts) {
    const auto& by_this = sign.told_by_alert.at(alert.id);
    told.insert(by_this.begin(), by_this.end());
  }
  return told;
}

std::string basis_of(const Sign& sign) {
  if (!sign.what.threshold.unit.empty()) return "measured";
  return sign.what.view == "subjective" ? "said-by-person" : "observed";
}

care::Alert alert_of(const Sign& sign, const care::Episode& episode) {
  care::Alert alert{sign.id, episode.days.first, episode.days.last, sign.what.stage, {}};
  for (const auto& observed : episode.observed) alert.observations.push_back(observed.id);
  std::ranges::sort(alert.observations);
  if (alert.observations.size() > care::kMaxObservations) alert.observations.resize(care::kMaxObservations);
  return alert;
}

/// When the last of what it stands on was seen.
std::optional<Time> observed_at(Turn& turn, const care::Episode& episode) {
  std::optional<Time> latest;
  for (const auto& observed : episode.observed) {
    const auto message = load_message(turn.transaction, observed.id);
    if (message && message->content.observed_at)
      latest = std::max(latest.value_or(*message->content.observed_at), *message->content.observed_at);
  }
  return latest;
}

Posting posting_of(Turn& turn, const Sign& sign, const care::Episode& episode, std::set<AgencyId> to) {
  care::Message message;
  message.stated_at = turn.desk.clock.now();
  message.categories = sign.definition.content.categories;
  message.urgency = sign.what.phone ? care::Urgency::Phone : care::Urgency::Message;
  message.body = sign.what.what;
  message.observed_at = observed_at(turn, episode);
  message.basis = basis_of(sign);
  message.kind = "alert";
  message.form = alert_of(sign, episode);
  Posting posting{sign.definition.team, std::move(message), std::move(to)};
  posting.permitted_only = true;
  return posting;
}

bool may_anybody_be_told(Turn& turn, const Posting& posting) {
  const auto decisions = decide_posting(turn, posting);
  return std::ranges::any_of(decisions, [](const auto& decision) { return decision.permitted; });
}

/// Told of the sign, and by no alert of the episode: whether this node can tell them now or not.
std::set<AgencyId> left_out(const Desk& desk, const Sign& sign, const care::Episode& episode) {
  auto left = sign.told;
  left.erase(desk.agency());
  for (const auto& told : told_already(sign, episode)) left.erase(told);
  return left;
}

bool is_to_be_told(const Desk& desk, const care::Episode& episode) {
  return episode.reached && episode.days.last >= today_of(desk) - kOldestDays;
}

Duration place_of(Turn& turn, const Sign& sign, const care::Episode& episode) {
  const auto order = care::raising_order(sign.what.threshold, episode, sign.told);
  const auto place = std::ranges::find(order, turn.desk.agency()) - order.begin();
  return place * kGrace;
}

/// False where it did not go out.
bool raise(Turn& turn, const Sign& sign, Posting posting) {
  const auto alert = std::get<care::Alert>(posting.message.form);
  const bool again = would_be_shown_before(turn, posting.team, alert);
  const TeamId team = posting.team;
  const auto posted = post(turn, nullptr, std::move(posting));
  if (!posted || !posted->id) return false;
  show_own_alert(turn, *posted, team, alert, again);
  turn.desk.signs.noticed.erase(sign.id);
  return true;
}

using Due = std::optional<Duration>;

Due earlier(Due one, Due other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

struct Look {
  Due again{};         ///< None: the episode is settled.
  bool waits = false;  ///< For this node's turn.
};

/// Whom nobody may tell just now, or this node has not met yet, may be told later.
Look look_at(Turn& turn, const Sign& sign, const care::Episode& episode) {
  if (!is_to_be_told(turn.desk, episode)) return {};
  const auto left = left_out(turn.desk, sign, episode);
  if (left.empty()) return {};
  auto posting = posting_of(turn, sign, episode, reachable(turn, left));
  const Duration now = turn.desk.clock.uptime();
  if (!may_anybody_be_told(turn, posting)) return {now + kTriedAgainAfter};
  const Duration since = turn.desk.signs.noticed.try_emplace(sign.id, now).first->second;
  const Duration turn_comes = since + place_of(turn, sign, episode);
  if (now < turn_comes) return {turn_comes, true};
  return {raise(turn, sign, std::move(posting)) ? Due() : now + kTriedAgainAfter};
}

Due look_at(Turn& turn, const Sign& sign) {
  Due next;
  bool waits = false;
  if (!sign.what.ended) {
    for (const auto& episode : sign.episodes()) {
      const auto look = look_at(turn, sign, episode);
      next = earlier(next, look.again);
      waits = waits || look.waits;
    }
  }
  if (!waits) turn.desk.signs.noticed.erase(sign.id);
  return next;
}

void look_at(Turn& turn, const TeamId& team) {
  Due next;
  for (const auto& [id, sign] : signs_of(turn, team)) next = earlier(next, look_at(turn, sign));
  if (next) turn.desk.signs.due[team] = *next;
}

}  // namespace

void look_at_signs_soon(Desk& desk) {
  desk.signs.stated.clear();
  for (const auto& team : std::exchange(desk.signs.changed, {})) desk.signs.due[team] = desk.clock.uptime();
}

void look_at_all_signs(Desk& desk, Transaction& transaction) {
  desk.signs = {};
  transaction.scan(Table::Team, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto team = TeamId::from(key)) desk.signs.due[*team] = desk.clock.uptime();
    return true;
  });
}

void raise_alerts_in_time(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  std::vector<TeamId> teams;
  for (const auto& [team, due] : turn.desk.signs.due) {
    if (due <= now) teams.push_back(team);
  }
  for (const auto& team : teams) {
    turn.desk.signs.due.erase(team);
    look_at(turn, team);
  }
}

std::optional<Duration> next_look_at_signs(const Desk& desk) {
  std::optional<Duration> next;
  for (const auto& [team, due] : desk.signs.due) next = earlier(next, due);
  return next;
}

}  // namespace tasuki::engine
