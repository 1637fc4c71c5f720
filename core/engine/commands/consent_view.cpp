#include "core/engine/commands/consent_view.hpp"

#include "core/care/consent.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

/// What consents and refusals have in common.
template <class State>
proto::api::ConsentAnswer describe(const TeamId& team, const State& state, std::string kind) {
  proto::api::ConsentAnswer out;
  out.set_consent_id(state.id.str());
  out.set_team_id(team.str());
  out.set_kind(std::move(kind));
  for (const auto& category : state.categories) out.add_category(category);
  for (const auto& recipient : state.recipients) out.add_to(recipient.str());
  return out;
}

}  // namespace

proto::api::ConsentAnswer describe_consent(const TeamId& team, const record::ConsentState& consent,
                                           Time now) {
  auto out = describe(team, consent, "consent");
  out.set_from(to_millis(consent.from));
  out.set_until(consent.until ? to_millis(*consent.until) : 0);
  for (const auto& agency : consent.attested_by) out.add_attested_by(agency.str());
  out.set_state(std::string(care::consent_state_code(consent, now)));
  out.set_obtained(consent.obtained);
  out.set_obtained_on(to_millis(consent.obtained_on));
  return out;
}

proto::api::ConsentAnswer describe_refusal(const TeamId& team, const record::RefusalState& refusal) {
  auto out = describe(team, refusal, "refusal");
  out.add_attested_by(refusal.author.str());
  out.set_from(to_millis(refusal.stated_at));
  out.set_state(refusal.lifted_by ? "lifted" : "active");
  return out;
}

}  // namespace tasuki::engine
