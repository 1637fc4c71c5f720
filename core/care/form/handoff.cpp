#include "core/care/form/handoff.hpp"

#include "core/care/payload.hpp"
#include "proto/forms.pb.h"

namespace tasuki::care {

Result<> check(const Handoff& handoff) {
  if (!is_code(handoff.window)) return CareError::UnknownCode;
  TRY_VOID(check_time(handoff.from));
  TRY_VOID(check_time(handoff.until));
  if (handoff.until <= handoff.from) return CareError::NotOrdered;
  TRY_VOID(check_said(handoff.situation, kMaxHandoffText));
  for (const auto* text :
       {&handoff.identify, &handoff.background, &handoff.assessment, &handoff.recommendation}) {
    TRY_VOID(check_text(*text, kMaxHandoffText));
  }
  if (handoff.open.size() > kMaxOpen) return CareError::TooMany;
  return check_ascending(handoff.open);
}

void write(const Handoff& handoff, proto::record::Handoff& out) {
  out.set_back(handoff.back);
  out.set_window(handoff.window);
  out.set_from(to_millis(handoff.from));
  out.set_until(to_millis(handoff.until));
  out.set_identify(handoff.identify);
  out.set_situation(handoff.situation);
  out.set_background(handoff.background);
  out.set_assessment(handoff.assessment);
  out.set_recommendation(handoff.recommendation);
  for (const auto& id : handoff.open) out.add_open(id.str());
  out.set_read_back(handoff.read_back);
}

Result<Handoff> read(const proto::record::Handoff& in) {
  TRY(auto open, read_ids<RecordId>(in.open()));
  return Handoff{in.back(),           in.window(),     from_millis(in.from()), from_millis(in.until()),
                 in.identify(),       in.situation(),  in.background(),        in.assessment(),
                 in.recommendation(), std::move(open), in.read_back()};
}

}  // namespace tasuki::care
