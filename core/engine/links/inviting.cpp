#include "core/engine/links/inviting.hpp"

#include "core/delivery/invitation.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using delivery::PairingError;

constexpr Duration kLongestPairing = std::chrono::seconds(20);
/// The accepting side connects as soon as it has committed; only if it does not come, this side tries.
constexpr Duration kLeaveTheFirstDial = std::chrono::seconds(10);

/// Verifies the accepting side's greeting and keeps it as a contact. Its id.
Result<AgencyId> accept_hello(Turn& turn, const delivery::LinkFacts& facts, const InvitationId& id,
                              const proto::wire::PairHello& hello) {
  TRY(const auto theirs, delivery::open_pair_hello(hello, facts, turn.desk.agency(), std::nullopt));
  TRY_VOID(delivery::bind_invitation(turn.transaction, id, facts.remote_static, turn.desk.clock.now()));
  auto invitation = delivery::load_issued(turn.transaction, id);
  const AgencyId& agency = theirs.card.agency;
  if (!invitation || (invitation->agency && *invitation->agency != agency))
    return PairingError::InvitationRefused;
  invitation->agency = agency;
  delivery::save_issued(turn.transaction, id, *invitation);
  TRY_VOID(keep_paired_contact(turn, theirs, delivery::pair_secret(invitation->secret, facts.handshake_hash),
                               id, turn.desk.clock.uptime() + kLeaveTheFirstDial));
  return agency;
}

}  // namespace

void Inviting::link_up(Turn& turn, const LinkUp& link) {
  const auto bound = delivery::bind_invitation(turn.transaction, *link.invitation, link.remote_static,
                                               turn.desk.clock.now());
  if (!bound) return refuse_link(turn, link.connection, bound.error());
  drop_earlier(turn, *link.invitation);
  links_.insert_or_assign(link.connection, Link{facts_of(link), *link.invitation, turn.desk.clock.uptime()});
}

void Inviting::drop_earlier(Turn& turn, const InvitationId& invitation) {
  std::erase_if(links_, [&](const auto& each) {
    if (each.second.invitation != invitation) return false;
    turn.effects.push_back(Disconnect{each.first, "superseded"});
    return true;
  });
}

void Inviting::take_frame(Turn& turn, ConnectionId connection, const proto::wire::Frame& frame) {
  const auto place = links_.find(connection);
  if (place == links_.end()) return;
  Link& link = place->second;
  const auto done =
      link.done ? Result<AgencyId>(PairingError::UnexpectedFrame) : greet_back(turn, connection, link, frame);
  if (done) {
    // The accepting side closes once it has committed.
    link.done = true;
  } else {
    refuse_link(turn, connection, done.error());
    links_.erase(place);
  }
}

Result<AgencyId> Inviting::greet_back(Turn& turn, ConnectionId connection, const Link& link,
                                      const proto::wire::Frame& frame) {
  if (!frame.has_pair_hello()) return PairingError::UnexpectedFrame;
  Savepoint savepoint(turn.transaction);
  TRY(const auto agency, accept_hello(turn, link.facts, link.invitation, frame.pair_hello()));
  savepoint.keep();
  send_pair_hello(turn, connection, link.facts, agency);
  proto::wire::Frame paired;
  paired.mutable_pair_done();
  send_frame(turn, connection, paired);
  return agency;
}

void Inviting::tick(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  std::erase_if(links_, [&](const auto& each) {
    if (now < each.second.since + kLongestPairing) return false;
    turn.effects.push_back(Disconnect{each.first, "silent"});
    return true;
  });
}

std::optional<Duration> Inviting::next_wake() const {
  std::optional<Duration> wake;
  for (const auto& [connection, link] : links_) {
    const Duration due = link.since + kLongestPairing;
    wake = wake ? std::min(*wake, due) : due;
  }
  return wake;
}

std::vector<ConnectionId> Inviting::connections() const {
  std::vector<ConnectionId> all;
  for (const auto& [connection, link] : links_) all.push_back(connection);
  return all;
}

}  // namespace tasuki::engine
