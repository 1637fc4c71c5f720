#pragma once

#include <optional>
#include <string>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/error.hpp"
#include "core/crypto/hash.hpp"

namespace tasuki::care {

/// The turn of the next one on the roster, as a node states it that drives the escalation (docs/protocol.md
/// section 11.7). Two of one message and step are one step.
struct EscalationStep {
  Time stated_at;
  RecordId message;
  std::uint32_t step = 1;
  std::string reason;              ///< deadline, no-answer, declined
  std::optional<AgencyId> agency;  ///< None: nobody is left, the emergency number is to be called.
  std::string number;
  std::string disclosure;           ///< sent, has-it, denied, unreachable, exhausted
  std::optional<RecordId> forward;  ///< Of `sent`: the message by which it is told.
};

/// One step of one message, whoever states it: BLAKE2b-256(`tasuki/1/escalation-step`, message, number).
crypto::Digest step_id(const RecordId& message, std::uint32_t step);

Result<Bytes> serialize(const EscalationStep& step);
Result<EscalationStep> parse_escalation_step(ByteView payload);

}  // namespace tasuki::care
