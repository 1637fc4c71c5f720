#include "core/engine/commands/sign_view.hpp"

#include <algorithm>

#include "core/engine/desk.hpp"
#include "core/engine/signs/alerts.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

void fill_observed(proto::api::SignDayAnswer& out, const care::Observed& observed) {
  out.set_day(observed.day);
  out.set_seen(observed.seen);
  out.set_value(observed.value);
  out.set_agency_id(observed.agency.str());
  out.set_stated_at(to_millis(observed.stated_at));
  out.set_message_id(observed.id.str());
}

void fill_agreed(proto::api::SignAnswer& out, const Sign& sign) {
  out.set_sign_id(sign.id.str());
  out.set_team_id(sign.definition.team.str());
  out.set_what(sign.what.what);
  for (const auto& category : sign.definition.content.categories) out.add_category(category);
  out.set_unit(sign.what.threshold.unit);
  out.set_at_least(sign.what.threshold.at_least);
  out.set_days(sign.what.threshold.days);
  out.set_within_days(sign.what.threshold.within_days);
  out.set_view(sign.what.view);
  out.set_stage(sign.what.stage);
  out.set_urgency(sign.what.phone ? "phone" : "message");
  out.set_ended(sign.what.ended);
  for (const auto& agency : sign.told) out.add_told(agency.str());
  for (const auto& agency : sign.what.noticed_by) out.add_noticed_by(agency.str());
  out.set_defined_by(sign.definition.author.str());
  out.set_defined_at(to_millis(sign.definition.content.stated_at));
}

void fill_series(proto::api::SignAnswer& out, const std::map<care::DayNumber, care::SignDay>& days,
                 care::DayNumber first) {
  for (auto day = days.lower_bound(first); day != days.end(); ++day) {
    for (const auto& observed : day->second.observed) fill_observed(*out.add_series(), observed);
  }
}

void fill_last(proto::api::SignAnswer& out, const std::map<care::DayNumber, care::SignDay>& days) {
  const care::Observed* last = nullptr;
  for (const auto& [day, what] : days) {
    for (const auto& observed : what.observed) {
      if (last == nullptr || observed.stated_at > last->stated_at) last = &observed;
    }
  }
  if (last != nullptr) fill_observed(*out.mutable_last(), *last);
}

/// It is there today, or was yesterday and nobody has looked today.
void fill_open_episode(proto::api::SignAnswer& out, const Sign& sign,
                       const std::map<care::DayNumber, care::SignDay>& days, care::DayNumber today) {
  const auto last = days.contains(today) ? today : today - 1;
  for (const auto& episode : sign.episodes()) {
    if (episode.days.last < last) continue;
    auto& open = *out.mutable_open_episode();
    open.Clear();
    open.set_episode_id(care::episode_id(sign.id, episode).str());
    open.set_first_day(episode.days.first);
    open.set_last_day(episode.days.last);
    for (const auto& alert : episode.alerts) open.add_alert(alert.id.str());
  }
}

}  // namespace

proto::api::SignAnswer describe_sign(Turn& turn, const Sign& sign, std::uint32_t series_days) {
  proto::api::SignAnswer out;
  const auto today = today_of(turn.desk);
  const auto days = care::days_of(sign.what.threshold, sign.observed);
  fill_agreed(out, sign);
  fill_series(out, days, today - static_cast<care::DayNumber>(series_days) + 1);
  fill_last(out, days);
  out.set_progress(care::progress_of(sign.what.threshold, days, today).days);
  fill_open_episode(out, sign, days, today);
  out.set_today(today);
  out.set_series_days(series_days);
  return out;
}

void add_sign_note(Turn& turn, const RecordId& id, const proto::state::MessageState& row,
                   proto::api::MessageAnswer& line) {
  if (!line.has_form()) return;
  const auto message = load_message(turn.transaction, id);
  const auto about = message ? about_sign(turn, *message) : std::nullopt;
  if (!about) return;
  auto& sign = *line.mutable_sign();
  sign.set_sign_id(about->sign.str());
  sign.set_what(about->what);
  sign.set_unit(about->unit);
  if (about->episode) sign.set_episode_id(about->episode->str());
  sign.set_again(row.alert_again());
}

}  // namespace tasuki::engine
