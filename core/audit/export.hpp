#pragma once

#include <functional>

#include "core/audit/trail.hpp"

namespace tasuki::audit {

/// Takes the next piece of the file. The view is valid during the call only.
using Sink = std::function<void(ByteView)>;

/// Signs the trail's head and writes the export (docs/protocol.md, section 13.5): this agency's cards, the
/// signed records of governance, receipts and calls with the cards and certificates that they need, the
/// signed heads, every entry, a signed trailer. Messages, labels and consent notes are named by their ids
/// alone; a note on a receipt or call is part of what was signed and goes along.
///
/// Pieces are 64 KiB or somewhat more, the last one less. Cost: reads every entry, receipt and governance
/// record.
void export_trail(Transaction& transaction, const AgencyId& agency, const Moment& moment,
                  const crypto::SigningKey& node_key, const Sink& sink);

}  // namespace tasuki::audit
