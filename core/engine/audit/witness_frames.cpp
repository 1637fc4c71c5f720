#include "core/engine/audit/witness_frames.hpp"

#include "core/audit/held_heads.hpp"
#include "core/audit/witness.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/card_store.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using audit::HeldHead;

constexpr int kMostHeads = 128;
constexpr Duration kAskEvery = std::chrono::seconds(10);
constexpr Duration kAnswerEvery = std::chrono::seconds(1);

/// An authentic head, by the cards known here.
std::optional<HeldHead> open(Turn& turn, const proto::record::Signed& message) {
  auto bytes = record::from_proto(message);
  const auto claimed = bytes ? audit::read_head(*bytes) : std::nullopt;
  if (!claimed) return std::nullopt;
  const auto key = record::find_node_key(turn.transaction, claimed->agency, claimed->incarnation);
  if (!key || !audit::open_head(*bytes, *key)) return std::nullopt;
  return HeldHead{*claimed, std::move(*bytes), turn.desk.clock.now()};
}

void report(Turn& turn, const AgencyId& shown_by, audit::Conflict what, const HeldHead& held,
            const HeldHead& shown) {
  const Time now = turn.desk.clock.now();
  if (!audit::keep_conflict(turn.transaction, {what, held.head, held.bytes, shown.bytes, shown_by, now}))
    return;
  const auto code = audit::conflict_code(what);
  note(turn, audit::head_conflict(shown_by, held.head, shown.head, code));
  tell_audit_conflict(turn, held.head.agency, code);
  if (what == audit::Conflict::Rewritten) tell_of_conflicts(turn);
}

/// What is held of the entry that `shown` is over. A different hash is reported.
enum class Comparison { NotHeld, Same, Differs };
Comparison compare(Turn& turn, const AgencyId& shown_by, const HeldHead& shown) {
  const auto held = audit::find_held(turn.transaction, shown.head);
  if (!held) return Comparison::NotHeld;
  if (held->head.hash == shown.head.hash) return Comparison::Same;
  report(turn, shown_by, audit::Conflict::Rewritten, *held, shown);
  return Comparison::Differs;
}

void ask(Turn& turn, const AgencyId& about, const HeldHead& held) {
  auto& state = turn.desk.witnessing.peers[about];
  const Duration now = turn.desk.clock.uptime();
  const auto link = turn.desk.link_to(about);
  if (!link || (state.asked_at && now < *state.asked_at + kAskEvery)) return;
  state.asked_at = now;
  proto::wire::Frame frame;
  *frame.mutable_audit_head_ask()->mutable_held() = record::to_proto(held.bytes);
  send_frame(turn, *link, frame);
}

void witness(Turn& turn, const AgencyId& peer, const HeldHead& shown) {
  const auto link = turn.desk.link_to(peer);
  if (!link) return;
  const auto& identity = *turn.desk.identity;
  const auto made =
      audit::witness_head(shown.bytes, identity.agency, identity.incarnation, identity.node_key);
  proto::wire::Frame frame;
  *frame.mutable_audit_witness()->mutable_head() = record::to_proto(shown.bytes);
  frame.mutable_audit_witness()->set_signature(made.signature.str());
  send_frame(turn, *link, frame);
}

/// A peer that is an old copy of itself does not know it: it is shown what it had signed.
bool contradicts_itself(Turn& turn, const AgencyId& peer, const HeldHead& shown) {
  if (compare(turn, peer, shown) != Comparison::Differs) return false;
  if (const auto held = audit::find_held(turn.transaction, shown.head)) ask(turn, peer, *held);
  return true;
}

/// What a peer shows of its own trail.
struct OwnHeads {
  HeldHead newest;
  std::optional<HeldHead> earlier;
  std::uint64_t answers;

  bool stands_by(const HeldHead& held) const {
    return audit::names_same_entry(held.head, newest.head) ||
           (earlier && audit::names_same_entry(held.head, earlier->head));
  }
};

void challenge(Turn& turn, const AgencyId& peer, const OwnHeads& shown, const HeldHead& held) {
  if (shown.answers != held.head.number) return ask(turn, peer, held);
  // It was asked after it had shown the higher one, and has no such entry.
  if (shown.newest.head.number < held.head.number)
    report(turn, peer, audit::Conflict::CutBack, held, shown.newest);
}

/// The highest that others handed on and the peer has not stood by.
std::optional<HeldHead> still_unproven(Turn& turn, const AgencyId& peer, const OwnHeads& shown,
                                       const std::optional<HeldHead>& highest) {
  auto unproven = audit::newest_unproven(turn.transaction, peer, shown.newest.head.incarnation);
  const bool is_below = unproven && highest && unproven->head.number < highest->head.number;
  if (!is_below || !shown.stands_by(*unproven)) return unproven;
  audit::prove_held(turn.transaction, *unproven);
  return audit::newest_unproven(turn.transaction, peer, shown.newest.head.incarnation);
}

/// The peer's own newest head fits when the peer stands by the highest that it has shown here as well, and by
/// what others have handed on of it: that may be of another history, and says nothing of what is below it.
void take_newest(Turn& turn, const AgencyId& peer, const OwnHeads& shown) {
  if (shown.earlier && contradicts_itself(turn, peer, *shown.earlier)) return;
  if (contradicts_itself(turn, peer, shown.newest)) return;
  const auto highest = audit::newest_proven(turn.transaction, peer, shown.newest.head.incarnation);
  const auto unproven = still_unproven(turn, peer, shown, highest);
  const bool is_open = unproven && !shown.stands_by(*unproven);
  const bool is_below = is_open && highest && unproven->head.number < highest->head.number;
  if (is_below) return challenge(turn, peer, shown, *unproven);
  if (highest && !shown.stands_by(*highest)) return challenge(turn, peer, shown, *highest);
  if (!highest || highest->head.number < shown.newest.head.number) {
    audit::hold_head(turn.transaction, shown.newest, highest);
    audit::prove_held(turn.transaction, shown.newest);
  }
  if (is_open) return challenge(turn, peer, shown, *unproven);
  if (unproven) audit::prove_held(turn.transaction, *unproven);
  witness(turn, peer, shown.newest);
}

/// Of another member, handed on by `peer`. What cannot be compared is held, and its node asked about it.
void take_handed_on(Turn& turn, const AgencyId& peer, HeldHead handed_on) {
  const AgencyId& about = handed_on.head.agency;
  if (about == peer || about == turn.desk.agency() || !share_a_team(turn, about, peer)) return;
  if (compare(turn, peer, handed_on) != Comparison::NotHeld) return;
  const auto highest = audit::newest_held(turn.transaction, about, handed_on.head.incarnation);
  handed_on.unproven = !highest || highest->head.number < handed_on.head.number;
  if (audit::hold_head(turn.transaction, handed_on)) ask(turn, about, handed_on);
}

}  // namespace

void take_audit_heads(Turn& turn, const AgencyId& peer, const proto::wire::AuditHeads& heads) {
  if (heads.held_size() > kMostHeads || !share_a_team(turn, turn.desk.agency(), peer)) return;
  for (const auto& message : heads.held()) {
    if (auto held = open(turn, message)) take_handed_on(turn, peer, std::move(*held));
  }
  const auto newest = open(turn, heads.newest());
  auto earlier = open(turn, heads.earlier());
  if (!newest || newest->head.agency != peer) return;
  if (earlier && earlier->head.agency != peer) earlier.reset();
  take_newest(turn, peer, {*newest, std::move(earlier), heads.answers()});
}

void take_audit_head_ask(Turn& turn, const AgencyId& peer, const proto::wire::AuditHeadAsk& ask) {
  auto& state = turn.desk.witnessing.peers[peer];
  const Duration now = turn.desk.clock.uptime();
  const auto link = turn.desk.link_to(peer);
  if (!link || (state.answered_at && now < *state.answered_at + kAnswerEvery)) return;
  const auto theirs = open(turn, ask.held());
  const auto& identity = *turn.desk.identity;
  if (!theirs || theirs->head.agency != identity.agency || !share_a_team(turn, identity.agency, peer)) return;
  const auto newest = audit::newest_signed_head(turn.transaction);
  if (!newest || theirs->head.incarnation != identity.incarnation) return;

  state.answered_at = now;
  proto::wire::Frame frame;
  auto& heads = *frame.mutable_audit_heads();
  *heads.mutable_newest() = record::to_proto(*newest);
  heads.set_answers(theirs->head.number);
  const auto ours = own_head_at(turn, theirs->head.number);
  if (ours) *heads.mutable_earlier() = record::to_proto(*ours);
  send_frame(turn, *link, frame);

  const HeldHead shown{*audit::read_head(ours ? *ours : *newest), ours ? *ours : *newest, {}};
  if (!ours) report(turn, peer, audit::Conflict::CutBack, *theirs, shown);
  if (ours && shown.head.hash != theirs->head.hash)
    report(turn, peer, audit::Conflict::Rewritten, *theirs, shown);
}

void take_audit_witness(Turn& turn, const AgencyId& peer, const proto::wire::AuditWitness& message) {
  const auto head = open(turn, message.head());
  const auto known = record::find_known_agency(turn.transaction, peer);
  const auto signature = crypto::Signature::from(message.signature());
  if (!head || !known || !signature || head->head.agency != turn.desk.agency()) return;
  const auto& incarnation = known->card.incarnation;
  if (!crypto::verify(incarnation.node_key, audit::kWitnessDomain, head->bytes.payload, *signature)) return;
  if (!share_a_team(turn, turn.desk.agency(), peer)) return;
  audit::keep_witness(turn.transaction, head->bytes, head->head.number,
                      {peer, incarnation.number, *signature});
}

}  // namespace tasuki::engine
