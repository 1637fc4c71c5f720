#pragma once

#include <set>
#include <vector>

#include "core/care/calendar/window.hpp"
#include "core/engine/care/messages.hpp"
#include "core/record/team_state.hpp"

namespace tasuki::engine {

/// One recipient said that they take it over, and has not declined since.
struct Acceptance {
  AgencyId agency;
  CertificateHash certificate;
  Time at;
  std::string note;  ///< What they read back.
};
std::vector<Acceptance> acceptances_of(Transaction& transaction, const MessageRecord& message);
bool is_accepted(Transaction& transaction, const MessageRecord& message);

/// Whether accepting it needs a note: a handoff of something that is a matter for the phone.
bool needs_read_back(const MessageRecord& message);

/// For whom a handoff is, before anybody else is named.
struct HandoffTarget {
  care::Span window;
  std::set<AgencyId> to;
  Time since;  ///< Of a hand-back: from when on it tells what happened.
};
/// By the team's roster; a hand-back goes to whoever handed over, too. EngineError::NobodyCovers where there
/// is no roster, or it names nobody else, and `named` is false. With `named` recipients the window is the
/// next one, by the usual hours where there is no roster.
Result<HandoffTarget> find_target(Turn& turn, const record::TeamState& state, bool back, bool named);

}  // namespace tasuki::engine
