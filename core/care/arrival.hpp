#pragma once

#include <optional>
#include <string_view>

#include "core/care/consent.hpp"

namespace tasuki::care {

/// How far a message's own time may lie ahead of this node's clock and still be believed when consent is
/// decided again.
inline constexpr Duration kClockTolerance = std::chrono::hours(2);

enum class Verdict {
  Accept,             ///< On consent, here and now as well as there and then.
  AcceptOverride,     ///< Sent to protect a life, without consent. Marked in every report.
  Violation,          ///< Denied at the heads that the message itself names: quarantined, reported.
  StaleHeads,         ///< Heads older than what its author had shown before: quarantined, reported.
  EndedInFlight,      ///< Permitted there, denied now: held unread, the sender told.
  MissingGovernance,  ///< Names heads that are not here yet: held, and asked for.
  NotDecidable,       ///< Governance that this program cannot judge: held until it is updated.
  Unverified,  ///< Of a successor whose safety number nobody here has compared: held until somebody has.
};
/// Why the message is held, as a code of the vocabulary; empty for the two that accept.
std::string_view held_reason_code(Verdict verdict);
inline bool is_accepted(Verdict verdict) {
  return verdict == Verdict::Accept || verdict == Verdict::AcceptOverride;
}

struct Arrival {
  const Message& message;
  AgencyId author;
  AgencyId recipient;                           ///< This node's agency.
  const record::TeamState* at_heads = nullptr;  ///< state_at(message.heads); none while a head is missing.
  const record::TeamState& at_present;          ///< state_at(everything held).
  bool heads_are_stale = false;                 ///< The author had shown newer ones before.
  bool author_is_unverified = false;  ///< A successor, and nobody here has compared its safety number.
  Time now;
};

struct Judgement {
  Verdict verdict;
  Decision decision;  ///< The one that decided; of a hold without decision: denied, with the reason where
                      ///< there is one.
};

/// The receiver's decision (docs/protocol.md section 10.2). Pure; called again at every governance change
/// while the message is held.
Judgement judge_arrival(const Arrival& arrival);

}  // namespace tasuki::care
