#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/audit/trail.hpp"

namespace tasuki::proto::audit {
class SignedHead;
}

namespace tasuki::audit {

inline constexpr std::string_view kWitnessDomain = "tasuki/1/audit-witness";

/// A node's word that it was shown a head. docs/protocol.md, section 13.6.
struct Witness {
  AgencyId agency;
  std::uint32_t incarnation = 0;
  crypto::Signature signature;
};

/// An authentic head that somebody else holds: no chain that does not fit it is the whole truth.
struct WitnessedHead {
  Head head;
  AgencyId witness;
};

/// Over the head's bytes, as its node signed them.
Witness witness_head(const record::SignedBytes& head, const AgencyId& agency, std::uint32_t incarnation,
                     const crypto::SigningKey& node_key);

/// For storing and handing on: the head with one witness, as bytes of a proto.audit.SignedHead.
Bytes serialize(const record::SignedBytes& head, const Witness& witness);

/// The node key of one of an agency's incarnations; nothing where it is not known.
using NodeKeyOfAgency =
    std::function<std::optional<crypto::SigningPublicKey>(const AgencyId& agency, std::uint32_t incarnation)>;
/// Heads with their witnesses; nothing unless the head and every witness's signature hold.
std::optional<std::vector<WitnessedHead>> open_witnessed(const proto::audit::SignedHead& bytes,
                                                         const NodeKeyOfAgency& node_key);
std::optional<std::vector<WitnessedHead>> open_witnessed(ByteView bytes, const NodeKeyOfAgency& node_key);
/// By the cards that are known.
NodeKeyOfAgency node_keys_in(Transaction& transaction);

// ---- what others witnessed of this node's trail (Table::AuditWitness)

/// Keeps it. Of each witness the newest is kept, and the last one of every 64 entries.
void keep_witness(Transaction& transaction, const record::SignedBytes& head, std::uint64_t number,
                  const Witness& witness);
/// The highest entry of ours that this agency witnessed.
std::optional<std::uint64_t> last_witnessed_by(Transaction& transaction, const AgencyId& witness);
/// Bytes of proto.audit.SignedHead, by witness and number.
std::vector<Bytes> kept_witnesses(Transaction& transaction);

}  // namespace tasuki::audit
