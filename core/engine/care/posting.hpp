#pragma once

#include <optional>
#include <set>
#include <vector>

#include "core/care/consent.hpp"
#include "core/care/message.hpp"
#include "core/engine/turn.hpp"

namespace tasuki::engine {

class LoginSession;

/// A message on its way out: what it says, and whom it is meant for.
struct Posting {
  TeamId team;
  /// Without recipients and heads, which are filled in.
  care::Message message;
  std::set<AgencyId> to{};
  bool permitted_only = false;  ///< To those whom consent allows; otherwise to everybody or to nobody.
  bool dry_run = false;         ///< Decides, and leaves nothing behind.
};

struct Posted {
  std::vector<care::Decision> decisions;         ///< One per agency that was meant.
  std::optional<RecordId> id;                    ///< None: denied, or a dry run.
  std::set<AgencyId> to;                         ///< Whom it goes to. Nobody: it was denied.
  std::optional<Time> accept_by = std::nullopt;  ///< Until when somebody is to have accepted it.

  bool is_denied() const { return to.empty(); }
};

/// What consent says of it.
std::vector<care::Decision> decide_posting(Turn& turn, const Posting& posting);

/// The one way by which any piece of information leaves: decided, stated, noted as disclosures, queued.
/// `session` null: the node itself says it, which others take of alerts and escalations only.
/// EngineError::TeamEnded, NotAContact, and what care::serialize refuses.
Result<Posted> post(Turn& turn, const LoginSession* session, Posting posting);

}  // namespace tasuki::engine
