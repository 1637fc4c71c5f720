#include "core/delivery/links.hpp"

#include <algorithm>
#include <utility>

namespace tasuki::delivery {

Links::Links(const AgencyId& self, LinkSettings settings) : self_(self), settings_(settings) {}

void Links::add(const AgencyId& peer, Duration now) {
  const auto [place, is_new] = peers_.try_emplace(peer);
  if (is_new) place->second.next_dial = now;
}

LinkActions Links::remove(const AgencyId& peer) {
  LinkActions actions;
  const auto place = peers_.find(peer);
  if (place == peers_.end()) return actions;
  for (const Link& link : place->second.links) {
    actions.push_back(DropLink{link.connection, "removed"});
    owners_.erase(link.connection);
  }
  peers_.erase(place);
  return actions;
}

void Links::hurry(const AgencyId& peer, Duration now) {
  const auto place = peers_.find(peer);
  if (place == peers_.end() || place->second.dialling || !place->second.links.empty()) return;
  place->second.failures = 0;
  place->second.next_dial = now;
}

void Links::link_up(ConnectionId connection, const AgencyId& peer, bool opened_here, Duration now) {
  Peer& state = peers_[peer];
  if (opened_here) state.dialling = false;
  state.next_dial.reset();
  state.links.push_back({connection, opened_here, now, now, false, std::nullopt});
  owners_.insert_or_assign(connection, peer);
}

LinkActions Links::proven(ConnectionId connection, Duration now) {
  Link* link = find(connection);
  if (link == nullptr || link->proven) return {};
  link->proven = true;
  link->heard_at = now;
  const AgencyId peer = owners_.at(connection);
  Peer& state = peers_.at(peer);
  state.failures = 0;

  // At most one other is proven: every earlier pair was settled here.
  const auto other = std::find_if(state.links.begin(), state.links.end(), [&](const Link& candidate) {
    return candidate.proven && candidate.connection != connection;
  });
  if (other == state.links.end()) return {};
  const bool this_is_newer = link->up_at >= other->up_at;
  const bool this_stays =
      this_is_newer ? newer_stays(peer, *other, *link) : !newer_stays(peer, *link, *other);
  Link& loser = this_stays ? *other : *link;
  const DropLink drop{loser.connection, "superseded"};
  owners_.erase(loser.connection);
  std::erase_if(state.links, [&](const Link& each) { return each.connection == drop.connection; });
  return {drop};
}

bool Links::newer_stays(const AgencyId& peer, const Link& older, const Link& newer) const {
  const bool same_time = newer.up_at - older.up_at <= settings_.simultaneous;
  if (!same_time || older.opened_here == newer.opened_here) return true;
  return newer.opened_here == (self_ < peer);
}

void Links::heard(ConnectionId connection, Duration now) {
  if (Link* link = find(connection); link != nullptr) {
    link->heard_at = now;
    link->pinged_at.reset();
  }
}

void Links::link_down(ConnectionId connection, Duration now, Random& random) {
  const Link* link = find(connection);
  if (link == nullptr) return;
  const bool had_worked = link->proven;
  const auto owner = owners_.find(connection);
  Peer& peer = peers_.at(owner->second);
  owners_.erase(owner);
  std::erase_if(peer.links, [&](const Link& each) { return each.connection == connection; });
  if (!peer.links.empty() || peer.dialling) return;
  if (had_worked) {
    const auto within = static_cast<std::uint64_t>(settings_.redial_within.count());
    peer.next_dial = now + Duration(random.below(within + 1));
  } else {
    plan_after_failure(peer, now, random);
  }
}

void Links::dial_failed(const AgencyId& peer, Duration now, Random& random) {
  const auto place = peers_.find(peer);
  if (place == peers_.end()) return;
  place->second.dialling = false;
  if (place->second.links.empty()) plan_after_failure(place->second, now, random);
}

void Links::cannot_dial(const AgencyId& peer) {
  const auto place = peers_.find(peer);
  if (place == peers_.end()) return;
  place->second.dialling = false;
  place->second.next_dial.reset();
}

void Links::plan_after_failure(Peer& peer, Duration now, Random& random) {
  ++peer.failures;
  peer.next_dial = now + backoff(peer.failures, random);
}

Duration Links::backoff(unsigned failures, Random& random) const {
  Duration longest = settings_.first_backoff;
  for (unsigned i = 1; i < failures && longest < settings_.longest_backoff; ++i) longest *= 2;
  longest = std::min(longest, settings_.longest_backoff);
  // Half of it is certain, half is chance, so that nodes that went down together do not come back together.
  const auto half = static_cast<std::uint64_t>(longest.count() / 2);
  return Duration(half + random.below(half + 1));
}

LinkActions Links::tick(Duration now, Random& random) {
  LinkActions actions;
  std::vector<ConnectionId> dead;
  for (auto& [id, peer] : peers_) {
    for (Link& link : peer.links) {
      if (is_dead(link, now, actions)) dead.push_back(link.connection);
    }
    if (!peer.next_dial || *peer.next_dial > now) continue;
    peer.next_dial.reset();
    peer.dialling = true;
    actions.push_back(DialPeer{id});
  }
  for (const ConnectionId connection : dead) {
    actions.push_back(DropLink{connection, "silent"});
    link_down(connection, now, random);
  }
  return actions;
}

bool Links::is_dead(Link& link, Duration now, LinkActions& actions) {
  if (now < due(link)) return false;
  if (link.pinged_at) return true;
  actions.push_back(SendPing{link.connection});
  link.pinged_at = now;
  return false;
}

Duration Links::due(const Link& link) const {
  if (link.pinged_at) return *link.pinged_at + settings_.drop_after_ping;
  return link.heard_at + settings_.ping_after;
}

std::optional<Duration> Links::next_wake() const {
  std::optional<Duration> wake;
  const auto at = [&](Duration time) { wake = wake ? std::min(*wake, time) : time; };
  for (const auto& [id, peer] : peers_) {
    if (peer.next_dial) at(*peer.next_dial);
    for (const Link& link : peer.links) at(due(link));
  }
  return wake;
}

std::optional<ConnectionId> Links::link_to(const AgencyId& peer) const {
  const auto place = peers_.find(peer);
  if (place == peers_.end()) return std::nullopt;
  for (const Link& link : place->second.links) {
    if (link.proven) return link.connection;
  }
  return std::nullopt;
}

std::optional<AgencyId> Links::peer_of(ConnectionId connection) const {
  const auto owner = owners_.find(connection);
  if (owner == owners_.end()) return std::nullopt;
  return owner->second;
}

bool Links::is_proven(ConnectionId connection) const {
  const Link* link = find(connection);
  return link != nullptr && link->proven;
}

Links::Link* Links::find(ConnectionId connection) {
  return const_cast<Link*>(std::as_const(*this).find(connection));
}

const Links::Link* Links::find(ConnectionId connection) const {
  const auto owner = owners_.find(connection);
  if (owner == owners_.end()) return nullptr;
  for (const Link& link : peers_.at(owner->second).links) {
    if (link.connection == connection) return &link;
  }
  return nullptr;
}

}  // namespace tasuki::delivery
