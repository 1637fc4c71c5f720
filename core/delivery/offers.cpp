#include "core/delivery/offers.hpp"

#include <algorithm>

namespace tasuki::delivery {

EnvelopePrefix prefix_of(const EnvelopeHash& hash) {
  return *EnvelopePrefix::from(hash.bytes().first(EnvelopePrefix::kSize));
}

void Offers::offered(const AgencyId& peer, const std::vector<OfferedEnvelope>& envelopes) {
  auto& waiting = peers_[peer].waiting;
  for (const auto& envelope : envelopes) {
    if (waiting.size() >= settings_.most_of_a_peer) return;
    waiting.push_back(envelope);
    open_[envelope.prefix].insert_or_assign(peer, envelope.number);
  }
}

std::map<AgencyId, LinkNumber> Offers::arrived(const EnvelopeHash& hash, Duration now) {
  const EnvelopePrefix prefix = prefix_of(hash);
  const auto open = open_.extract(prefix);
  auto offered_by = open ? open.mapped() : std::map<AgencyId, LinkNumber>();
  const auto asked = asked_.find(prefix);
  if (asked == asked_.end()) return offered_by;
  Peer& peer = peers_.at(asked->second.of);
  --peer.envelopes;
  peer.bytes -= asked->second.size;
  peer.last_at = now;
  asked_.erase(asked);
  return offered_by;
}

void Offers::gone(const AgencyId& peer) {
  peers_.erase(peer);
  for (auto place = asked_.begin(); place != asked_.end();) {
    place = place->second.of == peer ? asked_.erase(place) : std::next(place);
  }
  for (auto place = open_.begin(); place != open_.end();) {
    place->second.erase(peer);
    place = place->second.empty() ? open_.erase(place) : std::next(place);
  }
}

std::set<LinkNumber> Offers::ask(const AgencyId& peer, Duration now) {
  std::set<LinkNumber> wanted;
  give_up_on_the_silent(now);
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return wanted;
  Peer& state = found->second;
  std::deque<OfferedEnvelope> elsewhere;
  while (!state.waiting.empty() && has_room(state)) {
    const OfferedEnvelope next = state.waiting.front();
    state.waiting.pop_front();
    if (!open_.contains(next.prefix)) continue;
    if (!asked_.emplace(next.prefix, Asked{peer, next.size}).second) {
      elsewhere.push_back(next);
      continue;
    }
    if (state.envelopes == 0) state.last_at = now;
    ++state.envelopes;
    state.bytes += next.size;
    wanted.insert(next.number);
  }
  state.waiting.insert(state.waiting.begin(), elsewhere.begin(), elsewhere.end());
  return wanted;
}

std::vector<AgencyId> Offers::peers() const {
  std::vector<AgencyId> peers;
  for (const auto& [peer, state] : peers_) {
    if (!state.waiting.empty()) peers.push_back(peer);
  }
  return peers;
}

std::optional<Duration> Offers::next_wake() const {
  std::optional<Duration> wake;
  if (peers().empty()) return wake;
  for (const auto& [peer, state] : peers_) {
    if (state.envelopes == 0) continue;
    wake = std::min(wake.value_or(Duration::max()), state.last_at + settings_.patience);
  }
  return wake;
}

bool Offers::has_room(const Peer& peer) const {
  return peer.envelopes < settings_.envelopes_at_once && peer.bytes < settings_.bytes_at_once;
}

bool Offers::is_silent(const Peer& peer, Duration now) const {
  return peer.envelopes > 0 && now >= peer.last_at + settings_.patience;
}

// What a silent peer was asked for stays open for others, and may still come from it.
void Offers::give_up_on_the_silent(Duration now) {
  for (auto& [id, peer] : peers_) {
    if (!is_silent(peer, now)) continue;
    std::erase_if(asked_, [&](const auto& asked) { return asked.second.of == id; });
    peer.envelopes = 0;
    peer.bytes = 0;
  }
}

}  // namespace tasuki::delivery
