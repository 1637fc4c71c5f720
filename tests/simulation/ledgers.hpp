#pragma once

#include <map>

#include "core/engine/care/messages.hpp"
#include "core/record/ledger_cache.hpp"
#include "core/record/team_state.hpp"
#include "tests/simulation/node.hpp"

namespace tasuki::simulation {

/// What nodes' committed ledgers say, folded apart from the nodes' own memory.
class Ledgers {
 public:
  /// Whether it continues another agency, and the node's people have not compared its safety number.
  bool is_unverified(Node& node, Transaction& transaction, const TeamId& team, const AgencyId& agency);
  /// A team that the node does not know has no members.
  record::TeamState state(Node& node, Transaction& transaction, const TeamId& team);
  /// Whether the node's own ledger and clock let `recipient` have the message now. An override asks for
  /// both sides' membership alone, and that the recipient is no successor whom nobody has verified.
  bool permits(Node& node, Transaction& transaction, const engine::MessageRecord& message,
               const AgencyId& recipient);
  /// Whether it may have anything at all.
  bool permits_something(Node& node, Transaction& transaction, const TeamId& team, const AgencyId& recipient);

 private:
  std::map<std::size_t, record::LedgerCache> caches_;
};

}  // namespace tasuki::simulation
