#include "core/engine/signs/signs.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/delivery/contact.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/desk.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// What happened longer ago decides nothing any more.
constexpr care::DayNumber kYear = 366;
constexpr std::size_t kShortestPrefix = 6;
/// What is stated in this batch comes behind everything that has been countersigned.
constexpr record::RecordNumber kNotYetNumbered{std::numeric_limits<std::uint32_t>::max(),
                                               std::numeric_limits<std::uint64_t>::max()};

care::DayNumber day_of(const Desk& desk, Time time) {
  const auto day = desk.settings.calendar.day_of(time);
  return static_cast<care::DayNumber>(day.time_since_epoch().count());
}

template <class Shape>
struct Said {
  MessageRecord message;
  Shape what;
};

std::optional<MessageRecord> load(Turn& turn, const RecordId& id) {
  auto stored = load_message(turn.transaction, id);
  if (stored) return stored;
  const auto stated = turn.desk.signs.stated.find(id);
  if (stated == turn.desk.signs.stated.end()) return std::nullopt;
  auto message = stated->second;
  message.number = kNotYetNumbered;
  return message;
}

/// As `all_of`, and what this batch states with it.
template <class Shape>
std::vector<Said<Shape>> said_in(Turn& turn, const TeamId& team) {
  std::vector<Said<Shape>> all;
  const auto form = care::Form(std::in_place_type<Shape>).index();
  for (const auto& id : messages_with_form(turn.transaction, team, form)) {
    auto message = load(turn, id);
    const auto* what = message ? std::get_if<Shape>(&message->content.form) : nullptr;
    if (what == nullptr) continue;
    Shape shape = *what;
    all.push_back({std::move(*message), std::move(shape)});
  }
  return all;
}

std::set<AgencyId> told_by(const MessageRecord& message) {
  std::set<AgencyId> told{message.author};
  for (const auto& recipient : message.content.recipients) told.insert(recipient.agency);
  return told;
}

bool is_newer(const MessageRecord& one, const MessageRecord& other) {
  return std::tie(one.content.stated_at, one.id) > std::tie(other.content.stated_at, other.id);
}

void add_definition(std::map<RecordId, Sign>& signs, Said<care::SignDefinition> said) {
  const RecordId id = said.what.sign.value_or(said.message.id);
  const auto known = signs.find(id);
  if (known != signs.end() && !is_newer(said.message, known->second.definition)) return;
  auto told = told_by(said.message);
  signs.insert_or_assign(
      id, Sign{id, std::move(said.message), std::move(said.what), std::move(told), {}, {}, {}});
}

void add_observation(std::map<RecordId, Sign>& signs, const Said<care::Observation>& said,
                     care::DayNumber today, care::DayNumber stated_on) {
  const auto sign = signs.find(said.what.sign);
  if (sign == signs.end() || !sign->second.may_notice(said.message.author)) return;
  if (said.what.day < today - kYear || said.what.day > stated_on + 1) return;
  sign->second.observed.push_back({said.message.id, said.message.author, said.message.number,
                                   said.message.content.stated_at, said.what.day, said.what.seen,
                                   said.what.value});
}

/// Nobody silences what is still to come: an alert ends with the day after it came.
care::RaisedAlert raised(Turn& turn, const Said<care::Alert>& said) {
  const auto row = load_message_row(turn.transaction, said.message.id);
  const auto came = row ? from_millis(row->received_at()) : turn.desk.clock.now();
  const auto last = std::min(said.what.last_day, day_of(turn.desk, came) + 1);
  const auto first = std::min(said.what.first_day, last);
  return {said.message.id, {first, last}, said.what.observations.empty()};
}

void add_alert(Turn& turn, std::map<RecordId, Sign>& signs, const Said<care::Alert>& said) {
  const auto sign = signs.find(said.what.sign);
  if (sign == signs.end()) return;
  sign->second.alerts.push_back(raised(turn, said));
  sign->second.told_by_alert[said.message.id] = told_by(said.message);
}

std::vector<TeamId> all_teams(Transaction& transaction) {
  std::vector<TeamId> teams;
  transaction.scan(Table::Team, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    if (const auto team = TeamId::from(key)) teams.push_back(*team);
    return true;
  });
  return teams;
}

bool is_prefix(std::string_view typed) {
  return std::ranges::all_of(typed, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_meant(const Sign& sign, std::string_view typed, bool prefix) {
  return sign.what.what == typed || (prefix && sign.id.hex().starts_with(typed));
}

}  // namespace

care::DayNumber today_of(const Desk& desk) { return day_of(desk, desk.clock.now()); }

std::map<RecordId, Sign> definitions_of(Turn& turn, const TeamId& team) {
  std::map<RecordId, Sign> signs;
  for (auto& said : said_in<care::SignDefinition>(turn, team)) add_definition(signs, std::move(said));
  return signs;
}

std::map<RecordId, Sign> signs_of(Turn& turn, const TeamId& team) {
  auto signs = definitions_of(turn, team);
  if (signs.empty()) return signs;
  const auto today = today_of(turn.desk);
  for (const auto& said : said_in<care::Observation>(turn, team)) {
    const auto stated_on = day_of(turn.desk, said.message.content.stated_at);
    add_observation(signs, said, today, stated_on);
  }
  for (const auto& said : said_in<care::Alert>(turn, team)) add_alert(turn, signs, said);
  return signs;
}

std::vector<care::RaisedAlert> alerts_naming(Turn& turn, const TeamId& team, const RecordId& sign) {
  std::vector<care::RaisedAlert> alerts;
  for (const auto& said : said_in<care::Alert>(turn, team)) {
    if (said.what.sign == sign) alerts.push_back(raised(turn, said));
  }
  return alerts;
}

std::optional<Sign> find_sign_of(Turn& turn, const TeamId& team, const RecordId& sign) {
  auto signs = signs_of(turn, team);
  const auto found = signs.find(sign);
  if (found == signs.end()) return std::nullopt;
  return std::move(found->second);
}

Result<Sign> find_sign(Turn& turn, std::string_view typed) {
  const bool prefix = !typed.empty() && is_prefix(typed);
  if (prefix && typed.size() < kShortestPrefix) return EngineError::PrefixTooShort;
  std::vector<Sign> found;
  for (const auto& team : all_teams(turn.transaction)) {
    for (auto& [id, sign] : definitions_of(turn, team)) {
      if (is_meant(sign, typed, prefix)) found.push_back(std::move(sign));
    }
  }
  if (found.empty()) return EngineError::UnknownSign;
  if (found.size() > 1) return EngineError::Ambiguous;
  return std::move(signs_of(turn, found.front().definition.team).at(found.front().id));
}

std::set<AgencyId> reachable(Turn& turn, const std::set<AgencyId>& agencies,
                             std::set<AgencyId>* not_contacts) {
  std::set<AgencyId> contacts;
  for (const auto& agency : agencies) {
    if (agency == turn.desk.agency()) continue;
    const bool contact = delivery::is_contact(turn.transaction, agency);
    if (contact) contacts.insert(agency);
    if (!contact && not_contacts != nullptr) not_contacts->insert(agency);
  }
  return contacts;
}

}  // namespace tasuki::engine
