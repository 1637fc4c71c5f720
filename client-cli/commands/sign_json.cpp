#include "client-cli/commands/sign_view.hpp"

namespace tasuki::cli {

namespace {

/// A number as people read it; null of a sign that is not measured.
Json json_of_value(std::int64_t thousandths, const std::string& unit) {
  return unit.empty() ? Json() : Json(static_cast<double>(thousandths) / 1'000);
}

Json json_of_day(const api::SignDayAnswer& day, const std::string& unit) {
  return {{"day", show_day(day.day())},
          {"seen", day.seen()},
          {"value", day.seen() ? json_of_value(day.value(), unit) : Json()},
          {"agency_id", json_hex(day.agency_id())},
          {"stated_at", json_time(day.stated_at())},
          {"message_id", json_hex(day.message_id())}};
}

Json json_of_episode(const api::SignAnswer& sign) {
  if (!sign.has_open_episode()) return {};
  const auto& episode = sign.open_episode();
  return {{"episode_id", json_hex(episode.episode_id())},
          {"first_day", show_day(episode.first_day())},
          {"last_day", show_day(episode.last_day())},
          {"alert_ids", json_hexes(episode.alert())}};
}

void add_observation(const tasuki::proto::record::Observation& observation, const std::string& unit,
                     Json& json) {
  json["day"] = show_day(observation.day());
  json["seen"] = observation.seen();
  json["value"] = observation.seen() ? json_of_value(observation.value(), unit) : Json();
}

void add_alert(const tasuki::proto::record::Alert& alert, const api::SignNote& note, Json& json) {
  json["first_day"] = show_day(alert.first_day());
  json["last_day"] = show_day(alert.last_day());
  json["stage"] = alert.stage();
  json["observation_ids"] = json_hexes(alert.observation());
  json["episode_id"] = json_hex(note.episode_id());
  json["again"] = note.again();
}

}  // namespace

Json json_of_sign(const api::SignAnswer& sign) {
  Json series = Json::array();
  for (const auto& day : sign.series()) series.push_back(json_of_day(day, sign.unit()));
  return {{"sign_id", json_hex(sign.sign_id())},
          {"team_id", json_hex(sign.team_id())},
          {"what", sign.what()},
          {"categories", json_texts(sign.category())},
          {"view", sign.view()},
          {"stage", sign.stage()},
          {"urgency", sign.urgency()},
          {"unit", json_text(sign.unit())},
          {"at_least", json_of_value(sign.at_least(), sign.unit())},
          {"days", sign.days()},
          {"within_days", sign.within_days()},
          {"progress", sign.progress()},
          {"series", series},
          {"last", sign.has_last() ? json_of_day(sign.last(), sign.unit()) : Json()},
          {"open_episode", json_of_episode(sign)},
          {"told", json_hexes(sign.told())},
          {"noticed_by", json_hexes(sign.noticed_by())},
          {"defined_by", json_hex(sign.defined_by())},
          {"defined_at", json_time(sign.defined_at())},
          {"ended", sign.ended()}};
}

Json json_of_sign_note(const api::MessageAnswer& message) {
  if (!message.has_sign()) return {};
  Json json{{"sign_id", json_hex(message.sign().sign_id())}, {"what", json_text(message.sign().what())}};
  const auto& form = message.form();
  if (form.has_observation()) add_observation(form.observation(), message.sign().unit(), json);
  if (form.has_alert()) add_alert(form.alert(), message.sign(), json);
  return json;
}

}  // namespace tasuki::cli
