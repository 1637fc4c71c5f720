#include "core/engine/catch_up.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/incoming.hpp"
#include "core/engine/peers.hpp"
#include "core/engine/release.hpp"
#include "core/engine/witness_frames.hpp"
#include "core/engine/witnessing.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

void peer_is_ready(Turn& turn, const AgencyId& peer) {
  ask_for_what_was_missed(turn, peer);
  send_again(turn, peer);
  tell_peer(turn, peer, true);
  peer_may_witness(turn, peer);
}

void take_peer_frame(Turn& turn, const AgencyId& peer, const proto::wire::Frame& frame) {
  switch (frame.kind_case()) {
    case proto::wire::Frame::kEnvelope:
      return take_envelope(turn, peer, frame.envelope());
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
    default:
      return;  // a newer version's, or a greeting that was dealt with
  }
}

}  // namespace tasuki::engine
