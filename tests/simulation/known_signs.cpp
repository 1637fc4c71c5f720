#include "tests/simulation/known_signs.hpp"

#include <algorithm>
#include <tuple>

#include "core/engine/care/forms.hpp"
#include "core/engine/care/message_row.hpp"
#include "proto/state.pb.h"

namespace tasuki::simulation {

namespace {

constexpr Day kYear = 366;

Day day_of(Time time) {
  return static_cast<Day>(engine::Settings().calendar.day_of(time).time_since_epoch().count());
}

Days all_between(Day first, Day last) {
  Days days;
  for (Day day = first; day <= last; ++day) days.insert(day);
  return days;
}

bool in_force(const engine::MessageRecord& one, const engine::MessageRecord& other) {
  return std::tie(one.content.stated_at, one.id) > std::tie(other.content.stated_at, other.id);
}

KnownAlert alert_of(Node& node, Transaction& transaction, engine::MessageRecord message, care::Alert said) {
  KnownAlert alert{std::move(message), std::move(said), {}, node.clock().now(), {}, {}, {}};
  if (const auto row = engine::load_message_row(transaction, alert.message.id)) {
    alert.came = from_millis(row->received_at());
    alert.is_ours = row->outgoing();
    alert.is_told = !row->outgoing() || row->own_alert() || alert.by_person();
    alert.is_again = row->alert_again();
  }
  const Day last = std::min(alert.said.last_day, day_of(alert.came) + 1);
  alert.days = all_between(std::min(alert.said.first_day, last), last);
  return alert;
}

bool may_count(Node& node, const KnownSign& sign, const KnownObservation& observation) {
  const auto& author = observation.message.author;
  const auto& noticed_by = sign.what.noticed_by;
  if (noticed_by.empty() ? !sign.tells(author) : !noticed_by.contains(author)) return false;
  return observation.said.day >= today_at(node) - kYear &&
         observation.said.day <= day_of(observation.message.content.stated_at) + 1;
}

void take_definition(std::map<RecordId, KnownSign>& signs, engine::MessageRecord message,
                     care::SignDefinition what) {
  const RecordId id = what.sign.value_or(message.id);
  const auto known = signs.find(id);
  if (known != signs.end() && !in_force(message, known->second.definition)) return;
  signs.insert_or_assign(id, KnownSign{id, std::move(message), std::move(what)});
}

}  // namespace

bool is_about_sign(const engine::MessageRecord& message) {
  const auto& form = message.content.form;
  return std::holds_alternative<care::SignDefinition>(form) ||
         std::holds_alternative<care::Observation>(form) || std::holds_alternative<care::Alert>(form);
}

Day today_at(Node& node) { return day_of(node.clock().now()); }

std::map<RecordId, KnownSign> known_signs(Node& node, Transaction& transaction, const TeamId& team,
                                          const Wanted& wanted) {
  std::map<RecordId, KnownSign> signs;
  for (auto& [message, what] : engine::all_of<care::SignDefinition>(transaction, team)) {
    if (wanted(message.id)) take_definition(signs, std::move(message), std::move(what));
  }
  for (auto& [message, what] : engine::all_of<care::Observation>(transaction, team)) {
    const auto sign = signs.find(what.sign);
    if (sign == signs.end() || !wanted(message.id)) continue;
    KnownObservation observation{std::move(message), std::move(what)};
    if (may_count(node, sign->second, observation))
      sign->second.observations.push_back(std::move(observation));
  }
  for (auto& [message, what] : engine::all_of<care::Alert>(transaction, team)) {
    const auto sign = signs.find(what.sign);
    if (sign == signs.end() || !wanted(message.id)) continue;
    const RecordId id = message.id;
    sign->second.alerts.emplace(id, alert_of(node, transaction, std::move(message), std::move(what)));
  }
  return signs;
}

std::map<RecordId, KnownSign> known_signs(Node& node, Transaction& transaction, const TeamId& team) {
  return known_signs(node, transaction, team, [](const RecordId&) { return true; });
}

Looked looked(const care::Threshold& threshold, const std::vector<KnownObservation>& observations) {
  std::map<std::pair<Day, AgencyId>, const KnownObservation*> last_words;
  for (const auto& each : observations) {
    auto& last = last_words[{each.said.day, each.message.author}];
    if (last == nullptr ||
        std::tie(each.message.number, each.message.id) > std::tie(last->message.number, last->message.id))
      last = &each;
  }
  Looked all;
  for (const auto& [place, last] : last_words) {
    const bool enough = threshold.unit.empty() || last->said.value >= threshold.at_least;
    (last->said.seen && enough ? all.counting : all.in_vain).insert(place.first);
  }
  for (const auto day : all.counting) all.in_vain.erase(day);
  return all;
}

Days reached(const care::Threshold& threshold, const Days& counting) {
  Days days;
  for (const auto last : counting) {
    const auto first = counting.upper_bound(last - static_cast<Day>(threshold.within_days));
    if (std::distance(first, counting.upper_bound(last)) < static_cast<std::ptrdiff_t>(threshold.days))
      continue;
    days.merge(all_between(*first, last));
  }
  return days;
}

Days standing(const KnownSign& sign, const Looked& looked, const KnownAlert& alert) {
  if (alert.by_person() || !share(alert.days, looked.in_vain)) return alert.days;
  Days left = alert.days;
  for (const auto day : looked.in_vain) left.erase(day);
  return reached(sign.what.threshold, left);
}

Days covered(const KnownSign& sign, const Looked& looked) {
  Days days = reached(sign.what.threshold, looked.counting);
  for (const auto& [id, alert] : sign.alerts) days.merge(standing(sign, looked, alert));
  return days;
}

Days episode_around(const Days& covered, Day day) {
  if (!covered.contains(day)) return {};
  Day first = day;
  Day last = day;
  while (covered.contains(first - 1)) --first;
  while (covered.contains(last + 1)) ++last;
  return all_between(first, last);
}

bool share(const Days& one, const Days& other) {
  return std::ranges::any_of(one, [&](Day day) { return other.contains(day); });
}

}  // namespace tasuki::simulation
