#include "core/care/arrival.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

Question question_of(const Arrival& arrival, Time time) {
  return {arrival.author, {arrival.recipient}, arrival.message.categories, arrival.message.purpose, time};
}

/// The consents that the message names for this recipient, and no others.
record::TeamState with_named_consents(const Arrival& arrival, const MessageRecipient& named) {
  record::TeamState state = *arrival.at_heads;
  std::erase_if(state.consents,
                [&](const auto& entry) { return !std::ranges::binary_search(named.consents, entry.first); });
  return state;
}

/// At the heads named, the consents named must cover the message: what a report says it was sent on must be
/// true.
Decision decide_there(const Arrival& arrival, const MessageRecipient& named) {
  return decide(with_named_consents(arrival, named), question_of(arrival, arrival.message.stated_at)).front();
}

/// A message cannot have been sent after now, but the clocks need not agree.
Decision decide_here(const Arrival& arrival) {
  const Time time = std::clamp(arrival.message.stated_at, arrival.now, arrival.now + kClockTolerance);
  return decide(arrival.at_present, question_of(arrival, time)).front();
}

bool is_membership(const Decision& decision) { return decision.reason == DenyReason::NotAMember; }

Judgement hold(Verdict verdict, const Arrival& arrival, std::optional<DenyReason> reason = std::nullopt) {
  const auto& categories = arrival.message.categories;
  return {verdict, {arrival.recipient, false, {}, {categories.begin(), categories.end()}, reason}};
}

/// Without consent, but between members; what names consents all the same must name them truly.
Judgement judge_override(const Arrival& arrival, const MessageRecipient& named) {
  const Decision there = decide_there(arrival, named);
  if (is_membership(there)) return {Verdict::Violation, there};
  const Decision here = decide_here(arrival);
  if (is_membership(here)) return {Verdict::EndedInFlight, here};
  if (there.permitted && here.permitted) return {Verdict::Accept, there};
  return {Verdict::AcceptOverride, there};
}

Judgement judge_on_consent(const Arrival& arrival, const MessageRecipient& named) {
  const Decision there = decide_there(arrival, named);
  if (!there.permitted) return {Verdict::Violation, there};
  const Decision here = decide_here(arrival);
  if (!here.permitted) return {Verdict::EndedInFlight, here};
  return {Verdict::Accept, there};
}

}  // namespace

std::string_view held_reason_code(Verdict verdict) {
  switch (verdict) {
    case Verdict::Accept:
    case Verdict::AcceptOverride:
      return {};
    case Verdict::Violation:
      return "violation";
    case Verdict::StaleHeads:
      return "stale-heads";
    case Verdict::EndedInFlight:
      return "ended-in-flight";
    case Verdict::MissingGovernance:
      return "missing-governance";
    case Verdict::NotDecidable:
      return "not-decidable";
    case Verdict::Unverified:
      return "unverified";
  }
  return "not-decidable";
}

Judgement judge_arrival(const Arrival& arrival) {
  if (arrival.at_heads == nullptr) return hold(Verdict::MissingGovernance, arrival);
  if (!arrival.at_heads->decidable || !arrival.at_present.decidable) {
    return hold(Verdict::NotDecidable, arrival, DenyReason::NotDecidable);
  }
  const MessageRecipient* named = arrival.message.find(arrival.recipient);
  if (named == nullptr) return hold(Verdict::Violation, arrival, DenyReason::NoConsent);
  if (arrival.heads_are_stale) return hold(Verdict::StaleHeads, arrival);
  auto judged =
      arrival.message.is_override() ? judge_override(arrival, *named) : judge_on_consent(arrival, *named);
  if (is_accepted(judged.verdict) && arrival.author_is_unverified)
    return hold(Verdict::Unverified, arrival, DenyReason::Unverified);
  return judged;
}

}  // namespace tasuki::care
