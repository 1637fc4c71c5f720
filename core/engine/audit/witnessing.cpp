#include "core/engine/audit/witnessing.hpp"

#include <algorithm>
#include <set>

#include "core/audit/held_heads.hpp"
#include "core/audit/witness.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/record/teams.hpp"
#include "core/record/ledger.hpp"
#include "core/record/team_state.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

/// What happened with the greeting is in the head that is signed within a second of it.
constexpr Duration kAfterGreeting = std::chrono::milliseconds(1'500);
constexpr Duration kShowEvery = std::chrono::minutes(1);
constexpr Duration kTellEvery = std::chrono::hours(1);
/// Of other members, in one frame.
constexpr std::size_t kMostHeld = 64;

/// The members of the teams that `peer` and this node belong to, those two left out.
std::set<AgencyId> fellow_members(Turn& turn, const AgencyId& peer) {
  std::set<AgencyId> fellows;
  for (const auto& team : record::known_ledgers(turn.transaction)) {
    const auto state = team_state(turn, team);
    if (state->is_member(peer) && state->is_member(turn.desk.agency()))
      fellows.insert(state->members.begin(), state->members.end());
  }
  fellows.erase(peer);
  fellows.erase(turn.desk.agency());
  return fellows;
}

/// Proofs first: whoever is shown both heads of one needs to believe nobody.
void add_held(Turn& turn, const AgencyId& peer, proto::wire::AuditHeads& heads) {
  const auto fellows = fellow_members(turn, peer);
  const auto add = [&](const record::SignedBytes& bytes) {
    if (static_cast<std::size_t>(heads.held_size()) < kMostHeld) *heads.add_held() = record::to_proto(bytes);
  };
  for (const auto& conflict : audit::head_conflicts(turn.transaction)) {
    if (conflict.what != audit::Conflict::Rewritten || !fellows.contains(conflict.entry.agency)) continue;
    add(conflict.held);
    add(conflict.shown);
  }
  for (const auto& fellow : fellows) {
    if (const auto held = audit::newest_held(turn.transaction, fellow)) add(held->bytes);
  }
}

/// The newest, unless that one was witnessed and the peer has just been shown it, and what it witnessed last,
/// as it lies here now.
void add_own(Turn& turn, const AgencyId& peer, bool greeted, proto::wire::AuditHeads& heads) {
  const auto newest = audit::newest_signed_head(turn.transaction);
  const auto last = audit::last_witnessed_by(turn.transaction, peer);
  const auto read = newest ? audit::read_head(*newest) : std::nullopt;
  if (!read || (last == read->number && !greeted)) return;
  *heads.mutable_newest() = record::to_proto(*newest);
  if (!last) return;
  if (const auto earlier = own_head_at(turn, *last)) *heads.mutable_earlier() = record::to_proto(*earlier);
}

void show_heads(Turn& turn, const AgencyId& peer, Witnessing::Peer& state) {
  const Duration now = turn.desk.clock.uptime();
  const auto link = turn.desk.link_to(peer);
  if (!link || !share_a_team(turn, turn.desk.agency(), peer)) return;
  proto::wire::Frame frame;
  auto& heads = *frame.mutable_audit_heads();
  add_own(turn, peer, std::exchange(state.greeted, false), heads);
  if (!state.told_at || now >= *state.told_at + kTellEvery) {
    add_held(turn, peer, heads);
    state.told_at = now;
  }
  if (!heads.has_newest() && heads.held().empty()) return;
  state.shown_at = now;
  send_frame(turn, *link, frame);
}

}  // namespace

std::optional<record::SignedBytes> own_head_at(Turn& turn, std::uint64_t number) {
  const auto& identity = *turn.desk.identity;
  return audit::sign_head_at(turn.transaction, identity.agency, {turn.desk.clock.now(), identity.incarnation},
                             identity.node_key, number);
}

void peer_may_witness(Turn& turn, const AgencyId& peer) {
  auto& state = turn.desk.witnessing.peers[peer];
  state.greeted = true;
  const Duration due = turn.desk.clock.uptime() + kAfterGreeting;
  if (!state.due || due < *state.due) state.due = due;
}

void note_new_head(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  for (auto& [peer, state] : turn.desk.witnessing.peers) {
    if (state.due || !turn.desk.link_to(peer)) continue;
    state.due = state.shown_at ? std::max(now, *state.shown_at + kShowEvery) : now;
  }
}

void tell_of_conflicts(Turn& turn) {
  for (auto& [peer, state] : turn.desk.witnessing.peers) {
    state.told_at.reset();
    state.due = turn.desk.clock.uptime();
  }
}

void show_heads_in_time(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  for (auto& [peer, state] : turn.desk.witnessing.peers) {
    if (!state.due || now < *state.due) continue;
    state.due.reset();
    show_heads(turn, peer, state);
  }
}

std::optional<Duration> next_showing(const Turn& turn) {
  std::optional<Duration> next;
  for (const auto& [peer, state] : turn.desk.witnessing.peers) {
    if (state.due) next = next ? std::min(*next, *state.due) : state.due;
  }
  return next;
}

}  // namespace tasuki::engine
