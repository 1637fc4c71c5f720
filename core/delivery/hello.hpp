#pragma once

#include <cstdint>
#include <optional>

#include "core/base/store.hpp"
#include "core/delivery/pairing_error.hpp"
#include "core/record/card.hpp"

namespace tasuki::proto::wire {
class Hello;
class PairHello;
}  // namespace tasuki::proto::wire

namespace tasuki::delivery {

/// The greetings that open every link (docs/protocol.md, section 5): who speaks, how it is reached, its
/// prekey, and a proof by its node key that it is the one at this end of this handshake.

inline constexpr std::string_view kPairProofDomain = "tasuki/1/pair-proof";
inline constexpr std::string_view kHelloProofDomain = "tasuki/1/hello-proof";

enum class LinkSide : std::uint8_t { Initiator = 1, Responder = 2 };

/// What the finished handshake says.
struct LinkFacts {
  Bytes handshake_hash;
  LinkSide our_side;
  crypto::DhPublicKey remote_static;
};

/// What a proof's signature covers: the handshake hash, the prover's side, the initiator's id, the
/// responder's id.
Bytes proof_message(ByteView handshake_hash, LinkSide prover, const AgencyId& initiator,
                    const AgencyId& responder);

/// What this node says of itself.
struct OwnHello {
  AgencyId agency;
  const crypto::SigningKey& node_key;
  const record::SignedBytes& card;
  const record::SignedBytes& whereabouts;
  const record::SignedBytes& prekey;
};
void fill_pair_hello(const OwnHello& own, const LinkFacts& link, const AgencyId& peer,
                     proto::wire::PairHello& hello);
void fill_hello(const OwnHello& own, const LinkFacts& link, const AgencyId& peer, proto::wire::Hello& hello);

/// What the other side says, verified: the card by the root key, whereabouts and proof by the card's node
/// key, the card's transport key against the handshake. The prekey is not verified here.
struct PeerHello {
  record::Card card;
  record::SignedBytes signed_card;
  record::SignedBytes signed_whereabouts;
  record::SignedBytes prekey;
};
/// UntrustedHello unless everything fits; `expected`: whom the link is to, where that is known beforehand.
Result<PeerHello> open_pair_hello(const proto::wire::PairHello& hello, const LinkFacts& link,
                                  const AgencyId& self, const std::optional<AgencyId>& expected);
Result<PeerHello> open_hello(const proto::wire::Hello& hello, const LinkFacts& link, const AgencyId& self,
                             const AgencyId& expected);

/// Keeps card and whereabouts, the newest of each. OutdatedCard where a later incarnation is known: an old
/// copy of the node is running. UntrustedHello for a second card of an incarnation with other keys. True: the
/// whereabouts told something new.
Result<bool> keep_hello(Transaction& transaction, const PeerHello& hello);

}  // namespace tasuki::delivery
