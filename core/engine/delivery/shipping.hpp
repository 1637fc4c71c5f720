#pragma once

#include "core/delivery/outbox.hpp"
#include "core/engine/turn.hpp"
#include "core/record/certificate.hpp"
#include "core/record/record.hpp"

namespace tasuki::proto::wire {
class CardShare;
}

namespace tasuki::engine {

/// What has to go ahead of a record so that its reader can check it: the author's card, the staff
/// certificate, and for a message the team's governance. Each goes to a peer once; Table::PeerHolds
/// remembers.

/// The governance of `team` that `peer` was not sent yet, in an order in which every record follows what it
/// names and what checks it: cards, certificates and their ends. Cheap when there is
/// nothing new.
void ship_governance(Turn& turn, const AgencyId& peer, const TeamId& team);
/// What the peer asks for, with what it stands on, though it was sent before.
void ship_wanted_governance(Turn& turn, const AgencyId& peer, const TeamId& team,
                            const std::vector<RecordId>& wanted);
/// A certificate, with the card of its agency unless that is ours or the peer's own.
void ship_certificate(Turn& turn, const AgencyId& peer, const CertificateHash& certificate,
                      const AgencyId& author);
/// Somebody has left: what they stated after that does not count.
void ship_certificate_end(Turn& turn, const AgencyId& peer, const CertificateHash& certificate);
/// The same to every contact that was given the certificate; whoever is given it later gets its end with it.
void announce_certificate_end(Turn& turn, const CertificateHash& certificate);
/// Who has left, of those whose certificates the peer was given, and of its own: a peer that lives anew may
/// have forgotten. To be asked for before what it holds is forgotten here.
std::vector<record::StaffCertificateEnd> ends_known_to(Turn& turn, const AgencyId& peer);
void ship_ends(Turn& turn, const AgencyId& peer, const std::vector<record::StaffCertificateEnd>& ends);
/// A record of ours or relayed, behind its certificate.
void ship_record(Turn& turn, const AgencyId& peer, const record::SignedRecord& record, delivery::Lane lane);
/// The same for a record that this batch states and that is not in the store yet.
void ship_statement(Turn& turn, const AgencyId& peer, const RecordId& id, const CertificateHash& certificate,
                    delivery::Lane lane);
/// A statement of this batch that `author`, whose message it is about, is to hand on to `readers`: we do not
/// know them.
void ship_to_be_handed_on(Turn& turn, const AgencyId& author, const RecordId& id,
                          const CertificateHash& certificate, const std::vector<AgencyId>& readers,
                          delivery::Lane lane);
/// Hands on what another agency stated.
void hand_on(Turn& turn, const AgencyId& reader, const record::SignedRecord& record, delivery::Lane lane);
/// The card, whereabouts and prekey of `agency`, with its cards of earlier incarnations, unless the peer has
/// these very ones. Our own, and the peer's own, only where there are earlier ones: a copy that lives anew
/// may not know of a life that began after it was made.
void ship_card(Turn& turn, const AgencyId& peer, const AgencyId& agency);

/// Our own whereabouts have changed while the node runs: every contact is told, not only those that greet us
/// next.
void announce_whereabouts(Turn& turn);

/// The peer handed this over: it need not be sent back, if it is all that is known here.
void note_card_held(Transaction& transaction, const AgencyId& peer, const AgencyId& agency,
                    const proto::wire::CardShare& share);

/// The peer handed `thing` over itself: it need not be sent back.
void note_held(Transaction& transaction, const AgencyId& peer, ByteView thing);
bool is_held(Transaction& transaction, const AgencyId& peer, ByteView thing);
/// It did not leave after all, or was taken back: it may be shipped again.
void forget_held(Transaction& transaction, const AgencyId& peer, ByteView thing);

}  // namespace tasuki::engine
