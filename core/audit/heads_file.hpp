#pragma once

#include <optional>

#include "core/audit/export.hpp"
#include "core/audit/verify.hpp"

namespace tasuki::audit {

/// The heads that a node holds of others, as a file (docs/protocol.md, section 13.7): what `audit verify
/// --witness` checks another agency's trail with. Small; says nothing about this node's own trail.

/// Countersigns each head that is held, those of conflicts too, and writes them behind the cards that they
/// need.
void write_heads(Transaction& transaction, const AgencyId& agency, const Moment& moment,
                 const crypto::SigningKey& node_key, const Sink& sink);

struct HeadsFile {
  struct Line {
    WitnessedHead seen;
    Bytes bytes;  ///< a proto.audit.SignedHead, for who checks it again
  };
  AgencyId by;
  Time made_at{};
  std::vector<Line> heads;
};
/// Every signature checked, with nothing but the file. Nothing where anything of it does not hold.
std::optional<HeadsFile> read_heads_file(ByteView file);

}  // namespace tasuki::audit
