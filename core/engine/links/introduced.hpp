#pragma once

#include <optional>
#include <vector>

#include "core/crypto/hash.hpp"
#include "core/delivery/contact.hpp"
#include "core/engine/turn.hpp"
#include "core/record/card_store.hpp"

namespace tasuki::proto::wire {
class Introduction;
}

namespace tasuki::engine {

/// The introduced agencies' side (docs/protocol.md, section 3.6): an introduction becomes a contact, and two
/// that may have been given several secrets come to use the same one.

/// What `introducer` says of an agency, from an envelope of its own.
void take_introduction(Turn& turn, const AgencyId& introducer, const proto::wire::Introduction& message);
/// Some team has changed: what waited for the three to be in one may be taken now.
void settle_introductions(Turn& turn);

/// The dials by which an introduced contact may be reached, the likeliest first; at least one.
std::vector<Dial> dials_to_introduced(Turn& turn, const delivery::Contact& contact,
                                      const record::KnownAgency& known);
/// A link to `peer` counts, made with the key of this print: the other side holds the same secret, and from
/// now on it is the one in use.
void secret_was_shown(Turn& turn, const AgencyId& peer, const std::optional<crypto::Digest>& psk_print);
/// Of several secrets, none of them shown, the next one: what is under way to a contact without a link may be
/// sealed under one that the other side was not given, and its answer too. At pauses that grow from ten
/// minutes to a day.
void try_other_secrets(Turn& turn);
/// The key of a handshake that names an introduction.
std::optional<Secret<32>> psk_for_introduction(Transaction& transaction, const InvitationId& id);
/// Whom a link is to that named an introduction.
std::optional<AgencyId> introduced_contact(Transaction& transaction, const InvitationId& id);
/// The two have met face to face: what is under way to it was sealed under an introducer's secret.
void met_face_to_face(Turn& turn, const AgencyId& peer, const std::optional<delivery::Contact>& before);

}  // namespace tasuki::engine
