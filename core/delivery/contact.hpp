#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/secret.hpp"
#include "core/base/store.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::delivery {

/// How a contact's keys became known. Part of every key derivation of its sessions (the mode label).
enum class Trust { FaceToFace, Introduced };
std::string_view trust_code(Trust trust);

/// Another agency whose keys this node knows. Its card and whereabouts are in Table::Card.
struct Contact {
  AgencyId agency;
  Trust trust = Trust::FaceToFace;
  Secret<32> pair_secret;
  bool verified = false;  ///< somebody compared the safety number
  Time since;
  crypto::DhPublicKey transport_key;  ///< the static key that the pair secret belongs to
  /// The invitation it came from, until it was first seen as a contact: until then the pairing can be
  /// repeated.
  std::optional<InvitationId> unfinished;
  /// This node has begun a new life, under keys that this contact has not been seen to know.
  bool renewing = false;
  /// Of an introduced contact: on whose word it first became one.
  std::optional<AgencyId> introduced_by{};
  /// Of an introduced contact: it has shown that it shares this very pair secret.
  bool shown = false;
};

std::optional<Contact> load_contact(Transaction& transaction, const AgencyId& agency);
void save_contact(Transaction& transaction, const Contact& contact);
bool is_contact(Transaction& transaction, const AgencyId& agency);
/// Ordered by id.
std::vector<AgencyId> list_contacts(Transaction& transaction);
/// Whose static key this is. Costs a scan over the contacts.
std::optional<AgencyId> find_contact_by_transport_key(Transaction& transaction,
                                                      const crypto::DhPublicKey& key);

/// The pre-shared key of ordinary handshakes with a contact. As everywhere, keys of one trust never serve the
/// other.
Secret<32> contact_psk(const Secret<32>& pair_secret, Trust trust);

/// A node whose keys are new opens its first link to a contact as a pairing whose id and key both can compute
/// from the pair secret (docs/protocol.md, section 3.5). `who` is the agency that lives anew.
InvitationId renewal_id(const Secret<32>& pair_secret, Trust trust, const AgencyId& who);
Secret<32> renewal_psk(const Secret<32>& pair_secret, Trust trust);
/// The contact whose renewal this is. Costs a scan over the contacts.
std::optional<AgencyId> find_contact_by_renewal(Transaction& transaction, const InvitationId& renewal);

/// Sixty digits that both agencies see alike, to compare by voice or eye: of the two root keys, whichever is
/// asked first. Twelve groups of five, a space between them.
std::string safety_number(const AgencyId& one, const AgencyId& other);
/// What somebody typed for it: only the digits count, full-width ones too.
bool same_safety_number(std::string_view number, std::string_view typed);

}  // namespace tasuki::delivery
