#pragma once

#include <cstdint>

namespace tasuki::record {

/// What a record states (proto/records.proto, Kind). Any number may come from outside: 1 to 63 are
/// governance, all others care.
enum class Kind : std::uint32_t {
  TeamFounding = 1,
  MemberAdd = 2,
  MemberRemove = 3,
  CoordinatorHandover = 4,
  CoordinatorReplacement = 5,
  Consent = 6,
  Confirmation = 7,
  Refusal = 8,
  Withdrawal = 9,
  RefusalLift = 10,
  RulesRaise = 11,
  UrgencyAgreement = 12,
  Roster = 13,
  Succession = 24,
  Message = 64,
  Receipt = 65,
  CallRecord = 66,
  Label = 67,
  ConsentNote = 68,
  OverrideNotice = 69,
  HoldNotice = 70,
  EscalationStep = 71,
};

inline bool is_governance(Kind kind) {
  const auto number = static_cast<std::uint32_t>(kind);
  return number >= 1 && number <= 63;
}

}  // namespace tasuki::record
