#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/care/message.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::care {

/// Ordered by what outranks what: where several apply, the last one is given.
enum class DenyReason {
  NoConsent,
  Unconfirmed,  ///< There is a consent, but nobody except the recipient itself attests it.
  Unverified,   ///< A successor whose safety number nobody here has compared.
  Refused,
  NotAMember,  ///< The sender or the recipient.
  NotDecidable,
};
/// The vocabulary's code.
std::string_view deny_reason_code(DenyReason reason);

struct Decision {
  AgencyId recipient;
  bool permitted = false;
  std::vector<RecordId> consents;  ///< Of a permit: those relied on, ascending.
  std::vector<std::string>
      missing;  ///< Of a deny: the categories that lack a consent or are refused, ascending.
  std::optional<DenyReason> reason;  ///< Of a deny.
};

struct Question {
  AgencyId sender;
  std::set<AgencyId> recipients;
  std::set<std::string> categories;
  std::string purpose{kPurposeCare};
  Time time;
  /// Successors of other agencies whom this node's staff has not verified: they get nothing yet.
  std::set<AgencyId> unverified{};
};

/// One decision per recipient, ascending (docs/protocol.md section 10.1). Default deny. A pure function: the
/// same state and question give the same decisions everywhere. Cost: recipients × (consents + refusals) of
/// the team. A consent for an agency is one for whoever stands as its successor; a refusal binds all that may
/// be the same agency, and none of these can attest for another.
std::vector<Decision> decide(const record::TeamState& state, const Question& question);

/// Whether `consent`, of `state`, counts for `recipient` at `time`: not withdrawn, within its period `[from,
/// until)`, for this purpose, and attested by somebody other than the recipient. Says nothing about refusals.
bool counts_for(const record::TeamState& state, const record::ConsentState& consent,
                const AgencyId& recipient, std::string_view purpose, Time time);

/// A consent's state as a code of the vocabulary: withdrawn, not-yet, ended, unconfirmed (counts for none of
/// its recipients), active.
std::string_view consent_state_code(const record::ConsentState& consent, Time time);

}  // namespace tasuki::care
