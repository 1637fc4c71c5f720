#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/care/arrival.hpp"

namespace tasuki::care {

/// To the coordinator, at once: a message went out to protect a life, without consent (docs/protocol.md
/// section 11.5).
struct OverrideNotice {
  Time stated_at;
  RecordId message;
  std::set<AgencyId> recipients;  ///< Those that no consent covered.
  std::set<std::string> categories;
  std::string reason;
};
Result<Bytes> serialize(const OverrideNotice& notice);
Result<OverrideNotice> parse_override_notice(ByteView payload);

/// The numbers are those of proto.record.HoldReason.
enum class HoldReason : std::uint8_t { Violation = 1, EndedInFlight = 2, StaleHeads = 3 };

/// By the recipient's node: why it does not show a message (docs/protocol.md section 11.6).
struct HoldNotice {
  Time stated_at;
  RecordId message;
  HoldReason reason = HoldReason::Violation;
};
Result<Bytes> serialize(const HoldNotice& notice);
Result<HoldNotice> parse_hold_notice(ByteView payload);

/// The reason to report a verdict with; none for those that concern nobody else.
std::optional<HoldReason> hold_reason(Verdict verdict);
/// Violations go to the coordinator as well as to the sender.
inline bool concerns_coordinator(HoldReason reason) { return reason != HoldReason::EndedInFlight; }

}  // namespace tasuki::care
