#include "core/engine/links/accepting.hpp"

#include <algorithm>

#include "core/delivery/contact.hpp"
#include "core/engine/commands/contact_answer.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/links/peers.hpp"
#include "proto/api.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using namespace std::chrono_literals;
using delivery::PairingError;

/// Refused so often in a row, an invitation is not tried again: an interrupted handshake looks the same.
constexpr unsigned kRefusals = 3;
constexpr Duration kAfterRefusal = 500ms;
/// Unreachable so often in a row, whoever waits is told; it is tried on.
constexpr unsigned kUnreachableTold = 3;
constexpr Duration kFirstWait = 1s;
/// The inviting side closes after 20 seconds.
constexpr Duration kLongestAccepting = 25s;
constexpr Duration kLongestWait = 5min;

/// Whether this side has committed the contact of this very invitation.
bool is_committed(Transaction& transaction, const delivery::Invitation& invitation) {
  const auto contact = delivery::load_contact(transaction, invitation.agency);
  return contact && contact->unfinished == invitation.id;
}

proto::api::Response paired(Turn& turn, const AgencyId& inviter) {
  proto::api::Response response;
  fill_contact(turn, inviter, *response.mutable_contact());
  return response;
}

}  // namespace

void Accepting::open(Transaction& transaction, Duration now) {
  links_.clear();
  std::erase_if(attempts_,
                [&](const auto& each) { return !delivery::load_acceptance(transaction, each.first); });
  for (const auto& inviter : delivery::list_acceptances(transaction)) {
    const auto acceptance = delivery::load_acceptance(transaction, inviter);
    if (!acceptance) continue;
    auto& attempt = attempts_[inviter];
    attempt.next_dial.reset();
    if (!is_committed(transaction, acceptance->invitation)) attempt.next_dial = now;
  }
}

void Accepting::begin(Turn& turn, delivery::Invitation invitation, PendingAnswer answer) {
  const AgencyId inviter = invitation.agency;
  const auto earlier = delivery::load_acceptance(turn.transaction, inviter);
  Attempt& attempt = attempts_[inviter];
  if (earlier && earlier->invitation.id == invitation.id) {
    if (is_committed(turn.transaction, invitation))
      return engine::answer(turn.effects, answer, paired(turn, inviter));
  } else {
    answer_waiting(turn, attempt, PairingError::PairingInterrupted);
    delivery::save_acceptance(turn.transaction, {std::move(invitation), turn.desk.clock.now()});
  }
  attempt.refused = 0;
  attempt.unreachable = 0;
  attempt.waiting.push_back(answer);
  const bool is_linked = std::any_of(links_.begin(), links_.end(),
                                     [&](const auto& each) { return each.second.inviter == inviter; });
  if (!is_linked) attempt.next_dial = turn.desk.clock.uptime();
}

void Accepting::dial(Turn& turn, const AgencyId& inviter, Attempt& attempt) {
  attempt.next_dial.reset();
  auto acceptance = delivery::load_acceptance(turn.transaction, inviter);
  if (!acceptance) return;
  const auto& invitation = acceptance->invitation;
  if (!begin_dial(turn,
                  Dial{inviter, LinkMode::Pairing, invitation.endpoints, invitation.transport_key,
                       delivery::pairing_psk(invitation.secret), invitation.id},
                  LinkMode::Pairing)) {
    attempt.next_dial = turn.desk.clock.uptime() + kFirstWait;
  }
}

void Accepting::link_up(Turn& turn, const LinkUp& link) {
  const auto acceptance =
      link.agency ? delivery::load_acceptance(turn.transaction, *link.agency) : std::nullopt;
  if (!acceptance || acceptance->invitation.id != link.invitation) {
    turn.effects.push_back(Disconnect{link.connection, "superseded"});
    return;
  }
  const auto facts = facts_of(link);
  send_pair_hello(turn, link.connection, facts, *link.agency);
  links_.insert_or_assign(link.connection, Link{facts, *link.agency, turn.desk.clock.uptime(), std::nullopt});
}

void Accepting::take_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame) {
  const auto place = links_.find(connection);
  if (place == links_.end()) return;
  const AgencyId inviter = place->second.inviter;
  const auto taken = take(turn, place->second, frame);
  if (!taken) {
    if (!frame.has_refusal()) refuse_link(turn, connection, taken.error());
    give_up(turn, inviter, taken.error());
  } else if (!frame.has_pair_done()) {
    return;
  }
  turn.effects.push_back(Disconnect{connection, "paired"});
  links_.erase(connection);
}

Result<> Accepting::take(Turn& turn, Link& link, const proto::wire::Frame& frame) {
  switch (frame.kind_case()) {
    case proto::wire::Frame::kPairHello: {
      TRY(auto theirs,
          delivery::open_pair_hello(frame.pair_hello(), link.facts, turn.desk.agency(), link.inviter));
      link.theirs = std::move(theirs);
      return {};
    }
    case proto::wire::Frame::kPairDone:
      if (!link.theirs) return PairingError::UnexpectedFrame;
      return commit(turn, link);
    case proto::wire::Frame::kRefusal:
      return PairingError::InvitationRefused;
    default:
      return PairingError::UnexpectedFrame;
  }
}

Result<> Accepting::commit(Turn& turn, const Link& link) {
  const auto acceptance = delivery::load_acceptance(turn.transaction, link.inviter);
  if (!acceptance) return PairingError::PairingInterrupted;
  const auto& invitation = acceptance->invitation;
  Savepoint savepoint(turn.transaction);
  TRY_VOID(keep_paired_contact(turn, *link.theirs,
                               delivery::pair_secret(invitation.secret, link.facts.handshake_hash),
                               invitation.id, turn.desk.clock.uptime()));
  savepoint.keep();
  Attempt& attempt = attempts_[link.inviter];
  for (const auto& waiting : attempt.waiting) answer(turn.effects, waiting, paired(turn, link.inviter));
  attempt = Attempt();
  return {};
}

void Accepting::link_down(Turn& turn, ConnectionId connection) {
  const auto gone = links_.extract(connection);
  if (gone.empty()) return;
  const auto attempt = attempts_.find(gone.mapped().inviter);
  if (attempt != attempts_.end()) try_later(turn, attempt->second);
}

void Accepting::dial_failed(Turn& turn, const AgencyId& inviter, std::string_view reason) {
  const auto attempt = attempts_.find(inviter);
  if (attempt == attempts_.end()) return;
  if (reason == "handshake-failed") return was_refused(turn, inviter, attempt->second);
  try_later(turn, attempt->second);
}

void Accepting::was_refused(Turn& turn, const AgencyId& inviter, Attempt& attempt) {
  const auto acceptance = delivery::load_acceptance(turn.transaction, inviter);
  // With the contact committed here, the next contact link says whether there is anything to repeat.
  if (acceptance && is_committed(turn.transaction, acceptance->invitation)) return;
  if (++attempt.refused >= kRefusals) return give_up(turn, inviter, PairingError::InvitationRefused);
  attempt.next_dial = turn.desk.clock.uptime() + kAfterRefusal;
}

void Accepting::try_later(Turn& turn, Attempt& attempt) {
  Duration wait = kFirstWait;
  for (unsigned i = 0; i < attempt.unreachable && wait < kLongestWait; ++i) wait *= 2;
  wait = std::min(wait, kLongestWait);
  const auto half = static_cast<std::uint64_t>(wait.count() / 2);
  attempt.next_dial = turn.desk.clock.uptime() + Duration(half + turn.desk.random.below(half + 1));
  if (++attempt.unreachable == kUnreachableTold)
    answer_waiting(turn, attempt, PairingError::InviterUnreachable);
}

void Accepting::turned_down(const AgencyId& inviter, Duration now) {
  const auto attempt = attempts_.find(inviter);
  if (attempt != attempts_.end() && !attempt->second.next_dial) attempt->second.next_dial = now;
}

void Accepting::met(Turn& turn, const AgencyId& inviter, const InvitationId& invitation) {
  const auto acceptance = delivery::load_acceptance(turn.transaction, inviter);
  if (!acceptance || acceptance->invitation.id != invitation) return;
  attempts_.erase(inviter);
  delivery::erase_acceptance(turn.transaction, inviter);
}

void Accepting::give_up(Turn& turn, const AgencyId& inviter, const Error& reason) {
  if (auto attempt = attempts_.extract(inviter); !attempt.empty())
    answer_waiting(turn, attempt.mapped(), reason);
  delivery::erase_acceptance(turn.transaction, inviter);
}

void Accepting::answer_waiting(Turn& turn, Attempt& attempt, const Error& reason) {
  for (const auto& waiting : std::exchange(attempt.waiting, {})) answer_error(turn.effects, waiting, reason);
}

void Accepting::drop_silent(Turn& turn) {
  for (const auto connection : connections()) {
    if (turn.desk.clock.uptime() < links_.at(connection).since + kLongestAccepting) continue;
    turn.effects.push_back(Disconnect{connection, "silent"});
    link_down(turn, connection);
  }
}

void Accepting::tick(Turn& turn) {
  drop_silent(turn);
  const Duration now = turn.desk.clock.uptime();
  std::vector<AgencyId> due;
  for (const auto& [inviter, attempt] : attempts_) {
    if (attempt.next_dial && *attempt.next_dial <= now) due.push_back(inviter);
  }
  for (const auto& inviter : due) {
    const auto acceptance = delivery::load_acceptance(turn.transaction, inviter);
    const bool is_over = !acceptance || turn.desk.clock.now() >=
                                            acceptance->invitation.expires_at + delivery::kInvitationGrace;
    if (is_over) {
      give_up(turn, inviter, PairingError::InvitationExpired);
    } else {
      dial(turn, inviter, attempts_.at(inviter));
    }
  }
}

std::optional<Duration> Accepting::next_wake() const {
  std::optional<Duration> wake;
  const auto at = [&](Duration time) { wake = wake ? std::min(*wake, time) : time; };
  for (const auto& [inviter, attempt] : attempts_) {
    if (attempt.next_dial) at(*attempt.next_dial);
  }
  for (const auto& [connection, link] : links_) at(link.since + kLongestAccepting);
  return wake;
}

std::vector<ConnectionId> Accepting::connections() const {
  std::vector<ConnectionId> all;
  for (const auto& [connection, link] : links_) all.push_back(connection);
  return all;
}

}  // namespace tasuki::engine
