#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/delivery/link_numbers.hpp"

namespace tasuki::delivery {

/// The first half of an envelope's hash: enough to find what was opened before, and to tell what several
/// offer apart (docs/protocol.md, section 12.7). Two envelopes with one prefix are one sender's deliberate
/// work of 2^64, and cost that sender one of them.
using EnvelopePrefix = Id<struct EnvelopePrefixTag, 16>;
EnvelopePrefix prefix_of(const EnvelopeHash& hash);

struct OfferedEnvelope {
  EnvelopePrefix prefix;
  std::uint32_t size = 0;
  LinkNumber number = 0;
};

struct OfferSettings {
  /// Asked of one peer and not come yet: the bound on what a peer may have to write at once.
  std::size_t envelopes_at_once = 512;
  std::size_t bytes_at_once = std::size_t{4} << 20;
  /// Most that are remembered of one peer's offers; it offers the rest again on its next link.
  std::size_t most_of_a_peer = 16'384;
  /// A peer that was asked and has brought nothing for so long: another that offers the same is asked.
  Duration patience = std::chrono::minutes(1);
};

/// Which envelopes to ask of whom, when several peers offer the same (docs/protocol.md, section 12.7): each
/// is asked of one at a time, whatever the number of paths. In memory: an offer is repeated on every link.
/// Times are uptimes.
class Offers {
 public:
  explicit Offers(OfferSettings settings = {}) : settings_(settings) {}

  /// In the peer's order. The caller leaves out what has come already.
  void offered(const AgencyId& peer, const std::vector<OfferedEnvelope>& envelopes);
  /// From whomever, or it will not be taken. Gives all who have offered it, and under which number: they need
  /// not any more.
  std::map<AgencyId, LinkNumber> arrived(const EnvelopeHash& hash, Duration now);
  /// The link to that peer is gone, and its offers with it.
  void gone(const AgencyId& peer);

  /// What to ask of `peer` now; each is given once.
  std::set<LinkNumber> ask(const AgencyId& peer, Duration now);
  /// Those of whom something may be asked.
  std::vector<AgencyId> peers() const;
  /// When to ask again of others what was asked and has not come; nothing while nothing more could be asked.
  std::optional<Duration> next_wake() const;
  std::size_t awaited() const { return asked_.size(); }

 private:
  struct Asked {
    AgencyId of;
    std::uint32_t size;
  };
  struct Peer {
    std::deque<OfferedEnvelope> waiting;
    std::size_t envelopes = 0;  ///< asked and not come
    std::size_t bytes = 0;
    Duration last_at{0};  ///< when it was asked, with nothing awaited before, or brought something
  };
  bool has_room(const Peer& peer) const;
  bool is_silent(const Peer& peer, Duration now) const;
  void give_up_on_the_silent(Duration now);

  OfferSettings settings_;
  std::map<AgencyId, Peer> peers_;
  std::map<EnvelopePrefix, Asked> asked_;
  std::map<EnvelopePrefix, std::map<AgencyId, LinkNumber>> open_;  ///< offered and not come; by whom
};

}  // namespace tasuki::delivery
