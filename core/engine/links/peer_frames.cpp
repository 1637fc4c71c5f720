#include "core/delivery/carried.hpp"
#include "core/engine/audit/witness_frames.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/catch_up.hpp"
#include "core/engine/delivery/depositing.hpp"
#include "core/engine/delivery/incoming.hpp"
#include "core/engine/delivery/offering.hpp"
#include "core/engine/delivery/taking_back.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/links/peers.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// Of an envelope from here, of one that was carried for the peer, or of one that it keeps as a carrier.
void take_acknowledgement(Turn& turn, const AgencyId& peer, const proto::wire::EnvelopeAck& acknowledgement) {
  auto& numbers = turn.desk.numbers;
  const std::vector<std::uint32_t> runs(acknowledgement.run().begin(), acknowledgement.run().end());
  for (const auto& [number, hash] : numbers.in_runs(peer, runs)) {
    numbers.forget(peer, number);
    if (!take_arrived(turn, peer, hash) && !delivery::handed_over(turn.transaction, peer, hash))
      take_kept(turn, peer, hash);
  }
}

/// And every number that was given on it, in either direction.
void forget_link(Turn& turn, const AgencyId& peer) {
  turn.desk.offers.gone(peer);
  turn.desk.numbers.gone(peer);
  turn.desk.acknowledgements.erase(peer);
  turn.desk.wanted.erase(peer);
  turn.desk.expected.erase(peer);
  carrier_is_gone(turn, peer);
}

}  // namespace

void peer_is_ready(Turn& turn, const AgencyId& peer) {
  ask_for_what_was_missed(turn, peer);
  forget_link(turn, peer);
  turn.desk.agreed.insert(peer);
  if (turn.desk.peers.carries.contains(peer)) carrier_is_up(turn, peer);
  offer_all(turn, peer);
  tell_peer(turn, peer, true);
  peer_may_witness(turn, peer);
}

void peer_is_gone(Turn& turn, const AgencyId& peer) {
  forget_link(turn, peer);
  tell_peer(turn, peer, false);
}

void take_peer_frame(Turn& turn, const AgencyId& peer, const proto::wire::Frame& frame) {
  switch (frame.kind_case()) {
    case proto::wire::Frame::kEnvelope:
      return take_envelope(turn, peer, frame.envelope(), frame.number());
    case proto::wire::Frame::kEnvelopeAck:
      return take_acknowledgement(turn, peer, frame.envelope_ack());
    case proto::wire::Frame::kCannotOpen:
      return take_cannot_open(turn, peer, frame.cannot_open());
    case proto::wire::Frame::kAuditHeads:
      return take_audit_heads(turn, peer, frame.audit_heads());
    case proto::wire::Frame::kAuditHeadAsk:
      return take_audit_head_ask(turn, peer, frame.audit_head_ask());
    case proto::wire::Frame::kAuditWitness:
      return take_audit_witness(turn, peer, frame.audit_witness());
    case proto::wire::Frame::kPrekey:
      return take_prekey(turn, peer, frame.prekey());
    case proto::wire::Frame::kOffer:
      return take_offer(turn, peer, frame.offer());
    case proto::wire::Frame::kWant:
      return take_want_of_offered(turn, peer, frame.want());
    case proto::wire::Frame::kDepositOffer:
      return take_deposit_offer(turn, peer, frame.deposit_offer());
    case proto::wire::Frame::kDepositAnswer:
      return take_deposit_answer(turn, peer, frame.deposit_answer());
    case proto::wire::Frame::kRecall:
      return take_recall(turn, peer, frame.recall());
    case proto::wire::Frame::kRecalled:
      return take_recalled(turn, peer, frame.recalled());
    default:
      return;  // a newer version's, or a greeting that was dealt with
  }
}

}  // namespace tasuki::engine
