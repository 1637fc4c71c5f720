#pragma once

#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/store.hpp"
#include "core/delivery/envelope.hpp"

namespace tasuki::delivery {

/// A carrier's shelf: envelopes for others, unreadable here (design §9; docs/protocol.md, section 12.8).

/// Of one depositor; what exceeds it is refused.
inline constexpr std::size_t kCarriedEnvelopes = 16'384;
inline constexpr std::size_t kCarriedBytes = std::size_t{64} << 20;

/// Who handed over how much for whom, and until when: all that a carrier learns.
struct CarriedEnvelope {
  EnvelopeHash hash;
  AgencyId recipient;
  AgencyId depositor;
  std::uint32_t size = 0;
  Time since;
  Time expires_at;
};

struct CarriedAmount {
  std::size_t envelopes = 0;
  std::size_t bytes = 0;

  bool has_room_for(std::size_t size) const {
    return envelopes < kCarriedEnvelopes && bytes + size <= kCarriedBytes;
  }
};

/// Whether it is on the shelf, or was: what was handed over or recalled is remembered until it expires.
bool is_known_carried(Transaction& transaction, const EnvelopeHash& hash);
void keep_carried(Transaction& transaction, const Envelope& envelope, const AgencyId& depositor, Time now);
/// Newest first.
std::vector<CarriedEnvelope> carried_for(Transaction& transaction, const AgencyId& recipient);
/// Everything, by recipient. Reads no envelope.
std::vector<CarriedEnvelope> all_carried(Transaction& transaction);
/// One row read; a scan only where an earlier version kept what is here.
CarriedAmount carried_from(Transaction& transaction, const AgencyId& depositor);
/// A serialised proto.wire.Envelope; nothing where none for that recipient is here.
std::optional<Bytes> carried_bytes(Transaction& transaction, const AgencyId& recipient,
                                   const EnvelopeHash& hash);

/// The recipient has it: its bytes are deleted. False where none for that recipient was here.
bool handed_over(Transaction& transaction, const AgencyId& recipient, const EnvelopeHash& hash);
/// Whoever shows the key whose hash is an envelope's recall tag sent it: it is deleted. False where nothing
/// has that tag.
bool recall_carried(Transaction& transaction, ByteView recall_key);
/// Deletes what has expired. Costs a scan of the shelf.
void forget_expired_carried(Transaction& transaction, Time now);

}  // namespace tasuki::delivery
