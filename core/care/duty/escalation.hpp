#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"

namespace tasuki::care::duty {

/// How long behind a step's due time the next driver takes over, for each place in their order.
inline constexpr Duration kGrace = std::chrono::minutes(3);
inline constexpr Duration kUsualPhoneWithin = std::chrono::minutes(10);
inline constexpr std::string_view kUsualEmergencyNumber = "119";

/// Somebody to be rung, under one number. An agency with two numbers is rung twice.
struct Callee {
  AgencyId agency;
  std::string number;

  friend auto operator<=>(const Callee&, const Callee&) = default;
};

/// A step that somebody stated. Two of one number are one step, claimed twice.
struct Claimed {
  std::uint32_t step = 1;
  AgencyId by;
  Time stated_at;
  std::optional<Callee> callee;  ///< None: nobody was left.
};

/// What a node knows of a `phone` message that has to be accepted. Nothing in it depends on the order in
/// which it became known.
struct Escalation {
  AgencyId author;
  AgencyId coordinator;                ///< At the message's heads.
  std::vector<AgencyId> recipients{};  ///< In the message's order.
  std::vector<Callee> roster{};        ///< Who answers now, in order.
  std::set<std::string> to_ring{};     ///< The recipients' numbers, before the first step.
  std::vector<Claimed> steps{};
  std::set<AgencyId> accepted{};  ///< Who accepted it, or closed it, by itself or by what forwards it.
  std::set<AgencyId> declined{};
  std::set<std::string> unanswered{};  ///< Numbers that were rung without an answer.
};

/// Who sees to it that it goes on, in order: the sender, the coordinator if it is a recipient, the
/// recipients.
std::vector<AgencyId> drivers_of(const Escalation& escalation);
/// How many come before `self` in that order; none where `self` does not drive it.
std::optional<std::size_t> place_of(const Escalation& escalation, const AgencyId& self);

/// The highest step that is known; 0: none.
std::uint32_t step_reached(const Escalation& escalation);
/// Whose turn it is. Of a step that was claimed twice, the claim stated first (then by the smaller id).
const Claimed* present_claim(const Escalation& escalation);
/// Somebody accepted it.
bool is_taken(const Escalation& escalation);
/// Nobody on the roster is left: the emergency number is to be called.
bool is_exhausted(const Escalation& escalation);

/// Why it goes on before the deadline: `no-answer` or `declined`; empty: it does not.
std::string_view out_of_turn(const Escalation& escalation);
/// Whose turn comes next: the first on the roster who was not tried. None: nobody is left.
std::optional<Callee> next_callee(const Escalation& escalation);

/// How long has passed, by clocks that count and do not show (they never jump).
struct Waited {
  Duration since_step{0};               ///< Since the message, or the highest step, came here.
  std::optional<Duration> since_out{};  ///< Since it is known here that it goes on before the deadline.
  bool at_once = false;                 ///< It became known here first, and nobody before us can be reached.
};
struct Limits {
  Duration first = kUsualPhoneWithin;  ///< Until the message has to be accepted.
  Duration each = kUsualPhoneWithin;   ///< Behind each step.
  Duration grace = kGrace;
};

/// Nothing more is to be done here: it was accepted, nobody is left, or others drive it.
struct Over {};
/// Nothing is due yet.
struct Wait {
  Duration more;
};
/// This node states the next step now.
struct Claim {
  std::uint32_t step;
  std::string_view reason;
  std::optional<Callee> callee;
};
using Due = std::variant<Over, Wait, Claim>;

Due what_is_due(const Escalation& escalation, const AgencyId& self, const Waited& waited,
                const Limits& limits);

/// Whoever sees to it states this at once, by what is known here: it goes on before the deadline.
std::optional<Claim> due_at_once(const Escalation& escalation);

}  // namespace tasuki::care::duty
