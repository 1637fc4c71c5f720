#include "core/care/form/forward.hpp"

#include "core/care/payload.hpp"
#include "proto/forms.pb.h"

namespace tasuki::care {

Result<> check(const Forward& forward) {
  if (forward.step == 0 || forward.step > kMaxStep) return CareError::BadNumber;
  TRY_VOID(check_time(forward.stated_at));
  if (forward.holders.empty() || forward.holders.size() > kMaxHolders) return CareError::TooMany;
  return check_ascending(forward.holders);
}

Result<> check(const Milestone& milestone) {
  if (!is_code(milestone.what)) return CareError::UnknownCode;
  if (milestone.day <= 0) return CareError::BadTime;
  return {};
}

void write(const Forward& forward, proto::record::Forward& out) {
  out.set_message(forward.message.str());
  out.set_step(forward.step);
  out.set_author(forward.author.str());
  out.set_stated_at(to_millis(forward.stated_at));
  for (const auto& holder : forward.holders) out.add_holder(holder.str());
}

void write(const Milestone& milestone, proto::record::Milestone& out) {
  out.set_what(milestone.what);
  out.set_day(milestone.day);
}

Result<Forward> read(const proto::record::Forward& in) {
  TRY(const auto message, read_id<RecordId>(in.message()));
  TRY(const auto author, read_id<AgencyId>(in.author()));
  TRY(auto holders, read_ids<AgencyId>(in.holder()));
  return Forward{message, in.step(), author, from_millis(in.stated_at()), std::move(holders)};
}

Result<Milestone> read(const proto::record::Milestone& in) { return Milestone{in.what(), in.day()}; }

}  // namespace tasuki::care
