#pragma once

#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"
#include "core/crypto/recovery_code.hpp"
#include "core/delivery/session_keys.hpp"
#include "core/engine/error.hpp"
#include "core/record/card.hpp"

namespace tasuki::engine {

/// Who this node is: its agency and the keys of its present incarnation (design §4). The root key is not
/// among them.
struct Identity {
  AgencyId agency;
  std::string name;
  std::string kind;
  std::uint32_t incarnation = 0;
  crypto::SigningKey node_key;
  crypto::DhKey transport_key;
  crypto::DhKey identity_key;
  crypto::DhKey envelope_key;
  record::SignedBytes card;
  record::SignedBytes whereabouts;
  std::vector<std::string> endpoints;  ///< as published
  std::vector<record::Phone> phones;   ///< as published
  record::Services services{};         ///< as published
};

/// For sessions and prekeys; as long as `identity` lives.
inline delivery::OwnKeys own_keys(const Identity& identity) {
  return {identity.agency, identity.incarnation, identity.node_key, identity.identity_key,
          identity.envelope_key};
}

/// EngineError::NoIdentity where `create_agency` has never run, or its row is damaged.
Result<Identity> load_identity(Transaction& transaction);

/// Publishes endpoints that differ from those published: the whereabouts' serial rises and the node signs
/// them anew. True where something changed. RecordError::Malformed for endpoints beyond the limits;
/// `identity` follows.
Result<bool> publish_endpoints(Transaction& transaction, Identity& identity,
                               const std::vector<std::string>& endpoints);

/// The same for hours, and what the agency can be asked for.
Result<bool> publish_services(Transaction& transaction, Identity& identity, const record::Services& services);

/// The agency's root key, by the recovery code: for `restore`. EngineError::NoIdentity;
/// CryptoError::NotAuthentic for another code.
Result<crypto::SigningKey> recover_root_key(Transaction& transaction, const crypto::RecoveryCode& code);

/// For `create_agency`: the root key's seed under the recovery code.
Bytes wrap_root_key(Random& random, const crypto::RecoveryCode& code, const crypto::SigningKey& root_key);
/// For `begin_new_life`: one more than the serial of any card of this agency's that the node has made.
Result<std::uint64_t> next_card_serial(Transaction& transaction);
/// For `begin_new_life`: the row of the life that follows. What the recovery code opens stays.
Result<> save_next_identity(Transaction& transaction, const Identity& identity);
/// For `create_agency`: the first row, with whereabouts of serial 1.
Result<> save_new_identity(Transaction& transaction, const Identity& identity, ByteView wrapped_root_key);

}  // namespace tasuki::engine
