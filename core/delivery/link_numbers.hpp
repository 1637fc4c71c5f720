#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/base/id.hpp"

namespace tasuki::delivery {

/// An envelope's number on the link on which it was offered or sent (docs/protocol.md, section 12.4). None is
/// used twice on a link; 0 stands for none.
using LinkNumber = std::uint32_t;

/// In pairs, ascending: a number, and how many from it on.
std::vector<std::uint32_t> runs_of(const std::set<LinkNumber>& numbers);

/// Which envelope this side meant by which number on its link to each peer. In memory: a new link begins
/// anew, and offers again what is not acknowledged.
class LinkNumbers {
 public:
  using Given = std::pair<LinkNumber, EnvelopeHash>;

  /// The next number of that link.
  LinkNumber give(const AgencyId& peer, const EnvelopeHash& hash);
  /// Those of what the peer names, ascending; the rest of runs that do not ascend is not looked at. Costs
  /// what was given, however long a run is.
  std::vector<Given> in_runs(const AgencyId& peer, std::span<const std::uint32_t> runs) const;
  /// It is not asked for or acknowledged any more.
  void forget(const AgencyId& peer, LinkNumber number);
  /// The link is gone, and its numbers with it.
  void gone(const AgencyId& peer) { peers_.erase(peer); }

 private:
  struct Peer {
    LinkNumber last = 0;
    std::map<LinkNumber, EnvelopeHash> given;
  };
  std::map<AgencyId, Peer> peers_;
};

}  // namespace tasuki::delivery
