#include "core/engine/commands/sign_commands.hpp"

#include <algorithm>
#include <charconv>

#include "core/engine/care/readers.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/send_command.hpp"
#include "core/engine/commands/sign_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/teams.hpp"
#include "core/engine/signs/alerts.hpp"
#include "core/engine/signs/signs.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using namespace std::chrono;
using proto::api::SignDefineRequest;
using proto::api::SignObserveRequest;

constexpr std::uint32_t kUsualSeries = 14;
constexpr std::uint32_t kLongestSeries = 92;
constexpr care::DayNumber kOldestDay = 365;
constexpr std::string_view kOwnCategory = "warning-sign";

/// `2026-02-13`.
std::optional<care::DayNumber> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {};
  const std::string_view pieces[3] = {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)};
  for (int i = 0; i < 3; ++i) {
    const auto* end = pieces[i].data() + pieces[i].size();
    const auto [stopped, error] = std::from_chars(pieces[i].data(), end, parts[i]);
    if (error != std::errc() || stopped != end || parts[i] < 0) return std::nullopt;
  }
  const year_month_day date{year(parts[0]), month(static_cast<unsigned>(parts[1])),
                            day(static_cast<unsigned>(parts[2]))};
  if (!date.ok()) return std::nullopt;
  return static_cast<care::DayNumber>(local_days(date).time_since_epoch().count());
}

Result<care::DayNumber> read_day(const Desk& desk, std::string_view typed) {
  const auto today = today_of(desk);
  const auto day = typed == "today"       ? today
                   : typed == "yesterday" ? today - 1
                                          : read_date(typed).value_or(today + 1);
  if (day > today || day < today - kOldestDay) return EngineError::DayNotUsable;
  return day;
}

/// The version that is revised, or an empty one.
Result<Sign> base_of(Turn& turn, const SignDefineRequest& request, const TeamId& team) {
  if (request.sign().empty()) return Sign{{}, {}, {}, {}, {}, {}, {}};
  TRY(auto sign, find_sign(turn, request.sign()));
  if (sign.definition.team != team) return EngineError::UnknownSign;
  sign.what.sign = sign.id;
  return sign;
}

Result<std::set<AgencyId>> find_noticing(Call& call, const record::TeamState& state,
                                         const SignDefineRequest& request) {
  std::set<AgencyId> agencies;
  for (const auto& typed : request.noticed_by()) {
    TRY(const auto agency, find_member(call.transaction, state, typed));
    agencies.insert(agency);
  }
  return agencies;
}

Result<> fill_definition(const SignDefineRequest& request, care::SignDefinition& what) {
  if (request.has_what()) what.what = request.what();
  if (request.has_days()) {
    what.threshold.days = request.days();
    what.threshold.within_days = request.days();
  }
  if (request.has_within_days()) what.threshold.within_days = request.within_days();
  if (request.has_unit()) what.threshold.unit = request.unit();
  if (request.has_at_least()) what.threshold.at_least = request.at_least();
  if (request.has_view()) what.view = request.view();
  if (request.has_stage()) what.stage = request.stage();
  if (request.has_urgency()) {
    const auto urgency = care::urgency_from(request.urgency());
    if (!urgency) return EngineError::UnknownUrgency;
    what.phone = *urgency == care::Urgency::Phone;
  } else if (request.sign().empty()) {
    return EngineError::UnknownUrgency;  // there is no default
  }
  what.ended = request.end();
  return care::check(what);
}

care::Message message_about(const Call& call, const std::set<std::string>& categories, std::string kind,
                            std::string body) {
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = categories;
  message.categories.emplace(kOwnCategory);
  message.kind = std::move(kind);
  message.body = std::move(body);
  return message;
}

std::string basis_of(const care::SignDefinition& what) {
  if (!what.threshold.unit.empty()) return "measured";
  return what.view == "subjective" ? "said-by-person" : "observed";
}

/// Posts to those who are told of the sign, as far as consent and contacts go; the others are named.
Result<Posted> post_to_told(Call& call, const Sign& sign, care::Message message,
                            proto::api::SignStated& stated) {
  Turn turn = turn_of(call);
  std::set<AgencyId> not_contacts;
  Posting posting{sign.definition.team, std::move(message), reachable(turn, sign.told, &not_contacts)};
  posting.permitted_only = true;
  if (posting.to.empty()) return EngineError::NotAContact;
  for (const auto& agency : not_contacts) stated.add_not_a_contact(agency.str());
  stated.set_sign_id(sign.id.str());
  return post(turn, call.session, std::move(posting));
}

Result<care::Observation> observation_of(const Call& call, const Sign& sign,
                                         const SignObserveRequest& request) {
  TRY(const auto day, read_day(call.desk, request.day()));
  const bool measured = !sign.what.threshold.unit.empty();
  if (measured && request.seen() && !request.has_value()) return EngineError::ValueMissing;
  if (!measured && request.has_value()) return EngineError::ValueUnwanted;
  return care::Observation{sign.id, day, request.seen(), request.value()};
}

/// By its day alone nobody knows the hour; noon is what is meant for all of it.
Time time_of_day_seen(const Desk& desk, care::DayNumber day) {
  if (day == today_of(desk)) return desk.clock.now();
  return desk.settings.calendar.at(care::LocalDay(days(day)), hours(12));
}

}  // namespace

Result<> sign_define(Call& call, const SignDefineRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto state = team_state(turn, team);
  TRY(auto sign, base_of(turn, request, team));
  TRY_VOID(fill_definition(request, sign.what));
  TRY(const auto noticing, find_noticing(call, *state, request));
  if (!noticing.empty()) sign.what.noticed_by = noticing;
  auto categories = sign.definition.content.categories;
  categories.insert(request.category().begin(), request.category().end());

  Posting posting{team, message_about(call, categories, "sign", sign.what.what), sign.told};
  if (posting.to.empty() || !request.to().empty()) {
    TRY(posting.to, find_members(turn, *state, {request.to().begin(), request.to().end()}));
  }
  posting.to.insert(noticing.begin(), noticing.end());
  posting.to.erase(call.desk.agency());
  posting.message.form = sign.what;
  TRY(const auto posted, post(turn, call.session, std::move(posting)));
  proto::api::SignStated stated;
  if (posted.id) stated.set_sign_id(sign.what.sign.value_or(*posted.id).str());
  answer_posted(call, posted, stated);
  return {};
}

Result<> sign_observe(Call& call, const SignObserveRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto sign, find_sign(turn, request.sign()));
  if (sign.what.ended) return EngineError::SignEnded;
  if (!sign.may_notice(call.desk.agency())) return EngineError::NotToNotice;
  TRY(const auto observation, observation_of(call, sign, request));
  auto message = message_about(call, sign.definition.content.categories, "observation", request.note());
  message.observed_at = time_of_day_seen(call.desk, observation.day);
  message.basis = basis_of(sign.what);
  message.form = observation;
  proto::api::SignStated stated;
  stated.set_day(observation.day);
  TRY(const auto posted, post_to_told(call, sign, std::move(message), stated));
  answer_posted(call, posted, stated);
  return {};
}

Result<> sign_report(Call& call, const proto::api::SignReportRequest& request) {
  Turn turn = turn_of(call);
  TRY(const auto sign, find_sign(turn, request.sign()));
  if (sign.what.ended) return EngineError::SignEnded;
  const auto today = today_of(call.desk);
  const care::Alert alert{sign.id, today, today, sign.what.stage, {}};
  auto body = sign.what.what + (request.note().empty() ? "" : "\n" + request.note());
  auto message = message_about(call, sign.definition.content.categories, "alert", std::move(body));
  message.urgency = sign.what.phone ? care::Urgency::Phone : care::Urgency::Message;
  message.observed_at = message.stated_at;
  message.basis = basis_of(sign.what);
  message.form = alert;
  const bool again = would_be_shown_before(turn, sign.definition.team, alert);
  proto::api::SignStated stated;
  stated.set_day(today);
  stated.set_again(again);
  TRY(const auto posted, post_to_told(call, sign, std::move(message), stated));
  show_own_alert(turn, posted, sign.definition.team, alert, again);
  if (posted.id) stated.set_episode_id(episode_of_alert(turn, sign.definition.team, alert).str());
  answer_posted(call, posted, stated);
  return {};
}

Result<> sign_list(Call& call, const proto::api::SignListRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto series = request.days() == 0 ? kUsualSeries : std::min(request.days(), kLongestSeries);
  for (const auto& [id, sign] : signs_of(turn, team)) {
    if (sign.what.ended && !request.ended()) continue;
    proto::api::Response response;
    *response.mutable_sign() = describe_sign(turn, sign, series);
    show_to(turn, sign.definition.id, *call.session);
    for (const auto& observed : response.sign().series())
      show_to(turn, *RecordId::from(observed.message_id()), *call.session);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

}  // namespace tasuki::engine
