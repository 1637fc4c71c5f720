#include "core/delivery/hello.hpp"

#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::delivery {

namespace {

LinkSide other(LinkSide side) {
  return side == LinkSide::Initiator ? LinkSide::Responder : LinkSide::Initiator;
}

/// The proof's message, from whichever end.
Bytes message_of(const LinkFacts& link, LinkSide prover, const AgencyId& self, const AgencyId& peer) {
  const bool opened_here = link.our_side == LinkSide::Initiator;
  return proof_message(link.handshake_hash, prover, opened_here ? self : peer, opened_here ? peer : self);
}

template <class Hello>
void fill(std::string_view domain, const OwnHello& own, const LinkFacts& link, const AgencyId& peer,
          Hello& hello) {
  *hello.mutable_card() = record::to_proto(own.card);
  *hello.mutable_whereabouts() = record::to_proto(own.whereabouts);
  *hello.mutable_prekey() = record::to_proto(own.prekey);
  hello.set_proof(own.node_key.sign(domain, message_of(link, link.our_side, own.agency, peer)).str());
}

bool is_expected(const record::Card& card, const LinkFacts& link, const AgencyId& self,
                 const std::optional<AgencyId>& expected) {
  if (card.agency == self || (expected && card.agency != *expected)) return false;
  return card.incarnation.transport_key == link.remote_static;
}

template <class Hello>
Result<PeerHello> open(std::string_view domain, const Hello& hello, const LinkFacts& link,
                       const AgencyId& self, const std::optional<AgencyId>& expected) {
  TRY(auto signed_card, record::from_proto(hello.card()));
  TRY(auto signed_whereabouts, record::from_proto(hello.whereabouts()));
  TRY(auto prekey, record::from_proto(hello.prekey()));
  TRY(auto card, record::open_card(signed_card));
  if (!is_expected(card, link, self, expected)) return PairingError::UntrustedHello;
  const auto& node_key = card.incarnation.node_key;
  TRY(const auto whereabouts, record::open_whereabouts(signed_whereabouts, node_key));
  if (whereabouts.agency != card.agency || whereabouts.incarnation != card.incarnation.number) {
    return PairingError::UntrustedHello;
  }
  const auto proof = crypto::Signature::from(hello.proof());
  const Bytes proven = message_of(link, other(link.our_side), self, card.agency);
  if (!proof || !crypto::verify(node_key, domain, proven, *proof)) return PairingError::UntrustedHello;
  return PeerHello{std::move(card), std::move(signed_card), std::move(signed_whereabouts), std::move(prekey)};
}

/// One answer for whatever was wrong.
Result<PeerHello> undifferentiated(Result<PeerHello> opened) {
  if (!opened) return PairingError::UntrustedHello;
  return opened;
}

}  // namespace

Bytes proof_message(ByteView handshake_hash, LinkSide prover, const AgencyId& initiator,
                    const AgencyId& responder) {
  const std::uint8_t side = static_cast<std::uint8_t>(prover);
  return concat({handshake_hash, ByteView(&side, 1), initiator.bytes(), responder.bytes()});
}

void fill_pair_hello(const OwnHello& own, const LinkFacts& link, const AgencyId& peer,
                     proto::wire::PairHello& hello) {
  fill(kPairProofDomain, own, link, peer, hello);
}

void fill_hello(const OwnHello& own, const LinkFacts& link, const AgencyId& peer, proto::wire::Hello& hello) {
  fill(kHelloProofDomain, own, link, peer, hello);
}

Result<PeerHello> open_pair_hello(const proto::wire::PairHello& hello, const LinkFacts& link,
                                  const AgencyId& self, const std::optional<AgencyId>& expected) {
  return undifferentiated(open(kPairProofDomain, hello, link, self, expected));
}

Result<PeerHello> open_hello(const proto::wire::Hello& hello, const LinkFacts& link, const AgencyId& self,
                             const AgencyId& expected) {
  return undifferentiated(open(kHelloProofDomain, hello, link, self, expected));
}

Result<bool> keep_hello(Transaction& transaction, const PeerHello& hello) {
  const auto known = record::find_known_agency(transaction, hello.card.agency);
  if (known && known->card.incarnation.number > hello.card.incarnation.number)
    return PairingError::OutdatedCard;
  // Of two lives under one number the one that is known stays.
  if (const auto kept = record::keep_card(transaction, hello.signed_card); !kept) {
    return kept.error().is(record::RecordError::IncarnationConflict) ? PairingError::OutdatedCard
                                                                     : PairingError::UntrustedHello;
  }
  const auto kept = record::keep_whereabouts(transaction, hello.signed_whereabouts);
  if (!kept) return PairingError::UntrustedHello;
  return *kept;
}

}  // namespace tasuki::delivery
