#pragma once

#include <optional>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/store.hpp"
#include "core/delivery/outbox.hpp"

namespace tasuki::proto::state {
class InFlightEnvelope;
}

namespace tasuki::delivery {

/// Most envelopes, and bytes of them, that may be unacknowledged towards one peer. The number stays below the
/// bound on skipped keys (core/crypto/double_ratchet.hpp), so that loss of all but the last can still be
/// opened.
inline constexpr std::size_t kWindowEnvelopes = 8192;
inline constexpr std::size_t kWindowBytes = std::size_t{8} << 20;
/// With carriers may lie as much as one of them takes (core/delivery/carried.hpp): weeks of a peer that is
/// off. It travels when it is asked for, so the window above does not bound it.
inline constexpr std::size_t kDepositedBytes = std::size_t{64} << 20;
/// The lane that others may not block has so much more, on a link and with carriers.
inline constexpr std::size_t kReservedEnvelopes = 1024;
inline constexpr std::size_t kReservedBytes = std::size_t{8} << 20;

/// How much is under way to a peer.
struct InFlight {
  std::size_t envelopes = 0;
  std::size_t bytes = 0;

  bool has_room(std::size_t most_bytes, Lane lane) const {
    const bool reserve = lane == Lane::First;
    return envelopes < kWindowEnvelopes + (reserve ? kReservedEnvelopes : 0) &&
           bytes < (reserve ? kDepositedBytes + kReservedBytes : most_bytes);
  }
};

/// Kept until acknowledged, as it travels: the same bytes go out again on the next connection.
void add_in_flight(Transaction& transaction, const AgencyId& peer, const EnvelopeHash& hash,
                   const proto::state::InFlightEnvelope& envelope);
/// Ends it; what it held, if it was under way to that peer. A second acknowledgement gives nothing.
std::optional<Bytes> take_in_flight(Transaction& transaction, const AgencyId& peer, const EnvelopeHash& hash);
/// The same without ending it.
std::optional<Bytes> find_in_flight(Transaction& transaction, const AgencyId& peer, const EnvelopeHash& hash);
/// To whom it is under way, if it is.
std::optional<AgencyId> recipient_in_flight(Transaction& transaction, const EnvelopeHash& hash);
/// Serialised proto.state.InFlightEnvelope, oldest first.
std::vector<Bytes> all_in_flight(Transaction& transaction, const AgencyId& peer);
InFlight count_in_flight(Transaction& transaction, const AgencyId& peer);

}  // namespace tasuki::delivery
