#include "core/care/consent.hpp"

#include <algorithm>

namespace tasuki::care {

namespace {

using Codes = std::set<std::string>;

using Agencies = std::set<AgencyId>;

/// A recipient, and who counts as the same agency.
struct Who {
  Agencies line;  ///< consents for any of these are for it
  Agencies kin;   ///< refusals for any of these bind it, and their word for each other is none
};
Who who_is(const record::TeamState& state, const AgencyId& recipient) {
  if (state.successions.empty()) return {{recipient}, {recipient}};
  return {state.line_of(recipient), state.kin_of(recipient)};
}

bool share_any(const Agencies& some, const Agencies& others) {
  return std::ranges::any_of(some, [&](const AgencyId& agency) { return others.contains(agency); });
}

bool attested_by_other(const record::ConsentState& consent, const Agencies& kin) {
  return std::ranges::any_of(consent.attested_by,
                             [&](const AgencyId& agency) { return !kin.contains(agency); });
}

/// All that a consent needs in order to count, but for its attestation.
bool would_count_for(const record::ConsentState& consent, const Who& recipient, std::string_view purpose,
                     Time time) {
  return !consent.withdrawn_by && share_any(recipient.line, consent.recipients) &&
         consent.purpose == purpose && consent.from <= time && (!consent.until || time < *consent.until);
}

Codes refused(const record::TeamState& state, const Who& recipient, const Codes& categories) {
  Codes found;
  for (const auto& [id, refusal] : state.refusals) {
    if (refusal.lifted_by || !share_any(recipient.kin, refusal.recipients)) continue;
    std::ranges::set_intersection(refusal.categories, categories, std::inserter(found, found.end()));
  }
  return found;
}

/// The consents that count, each with what it covers of what was asked, in the order of their ids.
using Covers = std::vector<std::pair<RecordId, Codes>>;

Covers counting(const record::TeamState& state, const Question& question, const Who& recipient) {
  Covers found;
  for (const auto& [id, consent] : state.consents) {
    if (!would_count_for(consent, recipient, question.purpose, question.time)) continue;
    if (!attested_by_other(consent, recipient.kin)) continue;
    Codes covered;
    std::ranges::set_intersection(consent.categories, question.categories,
                                  std::inserter(covered, covered.end()));
    if (!covered.empty()) found.emplace_back(id, std::move(covered));
  }
  return found;
}

std::size_t count_in(const Codes& codes, const Codes& of) {
  return static_cast<std::size_t>(
      std::ranges::count_if(codes, [&](const auto& code) { return of.contains(code); }));
}

/// The one that covers most of what is left is taken until nothing is gained; of equals the smallest id. Not
/// always the fewest, but always the same. What no consent covers stays in `left`.
std::vector<RecordId> choose(const Covers& covers, Codes& left) {
  std::vector<RecordId> chosen;
  while (!left.empty()) {
    const auto best =
        std::ranges::max_element(covers, {}, [&](const auto& cover) { return count_in(cover.second, left); });
    if (best == covers.end() || count_in(best->second, left) == 0) break;
    for (const auto& code : best->second) left.erase(code);
    chosen.push_back(best->first);
  }
  std::ranges::sort(chosen);
  return chosen;
}

bool lacks_only_attestation(const record::TeamState& state, const Question& question, const Who& recipient,
                            const Codes& missing) {
  return std::ranges::any_of(state.consents, [&](const auto& entry) {
    const auto& consent = entry.second;
    return would_count_for(consent, recipient, question.purpose, question.time) &&
           count_in(consent.categories, missing) > 0;
  });
}

Decision deny(const AgencyId& recipient, DenyReason reason, const Codes& missing) {
  return {recipient, false, {}, {missing.begin(), missing.end()}, reason};
}

Decision decide_one(const record::TeamState& state, const Question& question, const AgencyId& recipient) {
  if (!state.decidable) return deny(recipient, DenyReason::NotDecidable, question.categories);
  if (!state.is_member(question.sender) || !state.is_member(recipient)) {
    return deny(recipient, DenyReason::NotAMember, question.categories);
  }
  const Who who = who_is(state, recipient);
  Codes missing = question.categories;
  auto chosen = choose(counting(state, question, who), missing);
  const Codes forbidden = refused(state, who, question.categories);
  missing.insert(forbidden.begin(), forbidden.end());
  if (!forbidden.empty()) return deny(recipient, DenyReason::Refused, missing);
  if (question.unverified.contains(recipient))
    return deny(recipient, DenyReason::Unverified, question.categories);
  if (chosen.empty() || !missing.empty()) {
    const bool unconfirmed = lacks_only_attestation(state, question, who, missing);
    return deny(recipient, unconfirmed ? DenyReason::Unconfirmed : DenyReason::NoConsent, missing);
  }
  return {recipient, true, std::move(chosen), {}, std::nullopt};
}

}  // namespace

std::string_view deny_reason_code(DenyReason reason) {
  switch (reason) {
    case DenyReason::NoConsent:
      return "no-consent";
    case DenyReason::Unverified:
      return "unverified";
    case DenyReason::Unconfirmed:
      return "unconfirmed";
    case DenyReason::Refused:
      return "refused";
    case DenyReason::NotAMember:
      return "not-a-member";
    case DenyReason::NotDecidable:
      return "not-decidable";
  }
  return "no-consent";
}

bool counts_for(const record::TeamState& state, const record::ConsentState& consent,
                const AgencyId& recipient, std::string_view purpose, Time time) {
  const Who who = who_is(state, recipient);
  return would_count_for(consent, who, purpose, time) && attested_by_other(consent, who.kin);
}

std::vector<Decision> decide(const record::TeamState& state, const Question& question) {
  std::vector<Decision> decisions;
  for (const auto& recipient : question.recipients)
    decisions.push_back(decide_one(state, question, recipient));
  return decisions;
}

std::string_view consent_state_code(const record::ConsentState& consent, Time time) {
  if (consent.withdrawn_by) return "withdrawn";
  if (time < consent.from) return "not-yet";
  if (consent.until && time >= *consent.until) return "ended";
  const bool confirmed = std::ranges::any_of(
      consent.recipients, [&](const AgencyId& recipient) { return attested_by_other(consent, {recipient}); });
  return confirmed ? "active" : "unconfirmed";
}

}  // namespace tasuki::care
