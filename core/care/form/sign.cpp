#include "core/care/form/sign.hpp"

#include "core/base/vocabulary.hpp"
#include "core/care/payload.hpp"
#include "proto/forms.pb.h"

namespace tasuki::care {

namespace {

using vocabulary::List;

constexpr std::size_t kMaxAgencies = 256;
constexpr DayNumber kLastDay = 84'006;  // the end of 2199

Result<> check_day(DayNumber day) {
  if (day <= 0 || day > kLastDay) return CareError::BadTime;
  return {};
}

Result<> check_measured(std::int64_t value) {
  if (value > kMaxMeasured || value < -kMaxMeasured) return CareError::BadNumber;
  return {};
}

Result<> check_threshold(const Threshold& threshold) {
  TRY_VOID(check_text(threshold.unit, kMaxUnit, Lines::One));
  TRY_VOID(check_measured(threshold.at_least));
  if (threshold.unit.empty() && threshold.at_least != 0) return CareError::BadNumber;
  const bool fits =
      threshold.days >= 1 && threshold.days <= threshold.within_days && threshold.within_days <= kMaxSignDays;
  if (!fits) return CareError::BadNumber;
  return {};
}

}  // namespace

Result<> check(const SignDefinition& sign) {
  TRY_VOID(check_said(sign.what, kMaxSignText));
  TRY_VOID(check_threshold(sign.threshold));
  if (sign.noticed_by.size() > kMaxAgencies) return CareError::TooMany;
  if (!is_code(sign.view) || !vocabulary::is_known(List::Stage, sign.stage)) return CareError::UnknownCode;
  if (sign.ended && !sign.sign) return CareError::MalformedPayload;
  return {};
}

Result<> check(const Observation& observation) {
  TRY_VOID(check_day(observation.day));
  return check_measured(observation.value);
}

Result<> check(const Alert& alert) {
  TRY_VOID(check_day(alert.first_day));
  TRY_VOID(check_day(alert.last_day));
  if (alert.last_day < alert.first_day) return CareError::NotOrdered;
  if (!vocabulary::is_known(List::Stage, alert.stage)) return CareError::UnknownCode;
  if (alert.observations.size() > kMaxObservations) return CareError::TooMany;
  return check_ascending(alert.observations);
}

void write(const SignDefinition& sign, proto::record::SignDefinition& out) {
  if (sign.sign) out.set_sign(sign.sign->str());
  out.set_what(sign.what);
  out.set_unit(sign.threshold.unit);
  out.set_at_least(sign.threshold.at_least);
  out.set_days(sign.threshold.days);
  out.set_within_days(sign.threshold.within_days);
  for (const auto& agency : sign.noticed_by) out.add_noticed_by(agency.str());
  out.set_view(sign.view);
  out.set_stage(sign.stage);
  out.set_phone(sign.phone);
  out.set_ended(sign.ended);
}

void write(const Observation& observation, proto::record::Observation& out) {
  out.set_sign(observation.sign.str());
  out.set_day(observation.day);
  out.set_seen(observation.seen);
  out.set_value(observation.value);
}

void write(const Alert& alert, proto::record::Alert& out) {
  out.set_sign(alert.sign.str());
  out.set_first_day(alert.first_day);
  out.set_last_day(alert.last_day);
  out.set_stage(alert.stage);
  for (const auto& id : alert.observations) out.add_observation(id.str());
}

Result<SignDefinition> read(const proto::record::SignDefinition& in) {
  SignDefinition sign;
  if (!in.sign().empty()) {
    TRY(sign.sign, read_id<RecordId>(in.sign()));
  }
  sign.what = in.what();
  sign.threshold = {in.unit(), in.at_least(), in.days(), in.within_days()};
  TRY(const auto noticed_by, read_ids<AgencyId>(in.noticed_by()));
  sign.noticed_by = {noticed_by.begin(), noticed_by.end()};
  sign.view = in.view();
  sign.stage = in.stage();
  sign.phone = in.phone();
  sign.ended = in.ended();
  return sign;
}

Result<Observation> read(const proto::record::Observation& in) {
  TRY(const auto sign, read_id<RecordId>(in.sign()));
  return Observation{sign, in.day(), in.seen(), in.value()};
}

Result<Alert> read(const proto::record::Alert& in) {
  TRY(const auto sign, read_id<RecordId>(in.sign()));
  TRY(auto observations, read_ids<RecordId>(in.observation()));
  return Alert{sign, in.first_day(), in.last_day(), in.stage(), std::move(observations)};
}

}  // namespace tasuki::care
