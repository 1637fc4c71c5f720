#include "core/engine/signs/alerts.hpp"

#include <algorithm>

#include "core/engine/care/message_row.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr Duration kPersonIsHeardAgain = std::chrono::hours(12);

/// Of no id that there is: an alert that is about to be stated.
const RecordId kToCome{};

std::optional<RecordId> sign_in(const MessageRecord& message) {
  const auto& form = message.content.form;
  if (const auto* definition = std::get_if<care::SignDefinition>(&form))
    return definition->sign.value_or(message.id);
  if (const auto* observation = std::get_if<care::Observation>(&form)) return observation->sign;
  if (const auto* alert = std::get_if<care::Alert>(&form)) return alert->sign;
  return std::nullopt;
}

care::DayRange days_of_alert(const care::Alert& alert) { return {alert.first_day, alert.last_day}; }

/// Without the alert of this id. Of a sign whose definition is not here by its alerts' own days alone.
std::vector<care::Episode> episodes_without(Turn& turn, const TeamId& team, const RecordId& sign,
                                            const RecordId& left_out) {
  auto known = find_sign_of(turn, team, sign);
  auto alerts = known ? known->alerts : alerts_naming(turn, team, sign);
  std::erase_if(alerts, [&](const auto& alert) { return alert.id == left_out; });
  if (!known) return care::episodes_of({}, {}, alerts);
  return care::episodes_of(known->what.threshold, known->observed, alerts);
}

}  // namespace

RecordId episode_of_alert(Turn& turn, const TeamId& team, const care::Alert& alert) {
  const auto days = days_of_alert(alert);
  const auto episodes = episodes_without(turn, team, alert.sign, kToCome);
  const auto* episode = care::episode_touching(episodes, days);
  return care::episode_id(alert.sign, episode != nullptr ? *episode : care::Episode{days, false, {}, {}});
}

namespace {

bool is_recent(Turn& turn, const RecordId& alert) {
  const auto row = load_message_row(turn.transaction, alert);
  if (!row) return true;  // stated in this very batch
  return turn.desk.clock.now() - from_millis(row->received_at()) < kPersonIsHeardAgain;
}

bool is_again(Turn& turn, const TeamId& team, const care::Alert& alert, const RecordId& id) {
  const auto days = days_of_alert(alert);
  const auto episodes = episodes_without(turn, team, alert.sign, id);
  // It may join several: that of the last days, which was raised, to earlier ones that were not yet.
  return std::ranges::any_of(episodes, [&](const care::Episode& episode) {
    if (!episode.days.touches(days) || !episode.was_raised()) return false;
    if (!alert.observations.empty()) return true;
    return std::ranges::any_of(episode.alerts, [&](const auto& other) { return is_recent(turn, other.id); });
  });
}

}  // namespace

std::optional<AboutSign> about_sign(Turn& turn, const MessageRecord& message) {
  const auto id = sign_in(message);
  if (!id) return std::nullopt;
  AboutSign about{*id, {}, {}, {}};
  const auto signs = definitions_of(turn, message.team);
  if (const auto sign = signs.find(*id); sign != signs.end()) {
    about.what = sign->second.what.what;
    about.unit = sign->second.what.threshold.unit;
  }
  if (const auto* alert = std::get_if<care::Alert>(&message.content.form))
    about.episode = episode_of_alert(turn, message.team, *alert);
  return about;
}

void sign_has_changed(Turn& turn, const MessageRecord& message) {
  if (!sign_in(message)) return;
  turn.desk.signs.changed.insert(message.team);
  if (message.author == turn.desk.agency()) turn.desk.signs.stated.insert_or_assign(message.id, message);
}

bool was_shown_before(Turn& turn, const MessageRecord& message) {
  const auto* alert = std::get_if<care::Alert>(&message.content.form);
  return alert != nullptr && is_again(turn, message.team, *alert, message.id);
}

bool would_be_shown_before(Turn& turn, const TeamId& team, const care::Alert& alert) {
  return is_again(turn, team, alert, kToCome);
}

void show_own_alert(Turn& turn, const Posted& posted, const TeamId& team, const care::Alert& alert,
                    bool again) {
  if (!posted.id) return;
  auto row = load_message_row(turn.transaction, *posted.id);
  if (!row) return;
  row->set_alert_again(again);
  row->set_own_alert(!alert.observations.empty());
  save_message_row(turn.transaction, *posted.id, *row);
  const auto stated = turn.desk.signs.stated.find(*posted.id);
  if (stated != turn.desk.signs.stated.end() && stated->second.team == team)
    tell_message(turn, MessageRecord(stated->second), *row);
}

}  // namespace tasuki::engine
