#include "tests/simulation/wires.hpp"

#include <algorithm>
#include <memory>

#include "core/crypto/hash.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

constexpr Duration kUsualDelay{20};
constexpr Duration kGivesUpAfter = std::chrono::seconds(10);

std::pair<std::size_t, std::size_t> pair_of(std::size_t one, std::size_t other) {
  return {std::min(one, other), std::max(one, other)};
}

Bytes handshake_hash(std::uint64_t link) {
  Bytes number;
  append_u64(number, link);
  return copy(crypto::hash("simulation/handshake", {ByteView(number)}));
}

}  // namespace

Wires::Link* Wires::find(std::uint64_t link) {
  const auto place = links_.find(link);
  return place == links_.end() ? nullptr : &place->second;
}

Duration Wires::delay_between(std::size_t one, std::size_t other) const {
  const auto place = delays_.find(pair_of(one, other));
  return place == delays_.end() ? kUsualDelay : place->second;
}

Duration Wires::arrival(Link& link, std::size_t end) {
  const Duration delay = delay_between(link.ends[0].node, link.ends[1].node);
  auto& arrives = link.ends[end].arrives;
  arrives = std::max(arrives, world_.timeline().now() + delay + world_.chance().between(Duration(0), delay));
  return arrives;
}

// ---- handshakes

void Wires::dial_fails(std::size_t from, const AgencyId& agency, const std::string& reason, Duration after) {
  world_.later(from, after, [agency, reason] { return engine::DialFailed{agency, reason}; });
}

void Wires::dial(std::size_t from, engine::Dial dial) {
  const auto to = world_.node_at(dial.endpoints);
  if (!to || !world_.node(*to).running() || are_parted(from, *to)) {
    const bool refused = to && !are_parted(from, *to);
    return dial_fails(
        from, dial.agency, refused ? "refused" : "unreachable",
        refused ? delay_between(from, *to) : world_.chance().between(kUsualDelay, kGivesUpAfter));
  }
  if (world_.node(*to).transport_key() != dial.remote_static)
    return dial_fails(from, dial.agency, "closed", delay_between(from, *to));
  const auto number = next_link_++;
  links_.emplace(number, Link{{End{from}, End{*to}}, std::move(dial)});
  begin_handshake(number);
  world_.timeline().after(kGivesUpAfter, [this, number] {
    const Link* link = find(number);
    if (link != nullptr && !link->handshake_done) cut(number, true);
  });
}

void Wires::begin_handshake(std::uint64_t number) {
  Link& link = *find(number);
  world_.timeline().at(arrival(link, 1), [this, number] {
    const Link* there = find(number);
    if (there == nullptr) return;
    engine::PskQuery query{end_of(number, 1), world_.node(there->ends[0].node).transport_key()};
    if (there->dial.mode == engine::LinkMode::Pairing) query.who = there->dial.invitation.value();
    world_.node(there->ends[1].node).push(std::move(query));
  });
}

void Wires::answer(engine::PskAnswer answer) {
  const auto number = link_of(answer.connection);
  Link* link = find(number);
  if (link == nullptr) return;
  if (!answer.psk || !equal(answer.psk->reveal(), link->dial.psk.reveal())) {
    if (auto* fork = world_.book().fork_of(link->ends[0].node)) fork->was_refused = true;
    return cut(number, true);
  }
  link->handshake_done = true;
  link_up(number, 1);
  world_.timeline().at(arrival(*link, 0), [this, number] { link_up(number, 0); });
}

void Wires::link_up(std::uint64_t number, std::size_t end) {
  Link* link = find(number);
  if (link == nullptr) return;
  link->ends[end].up = true;
  const bool initiator = end == 0;
  const auto& dial = link->dial;
  world_.trace(world_.node(link->ends[end].node).name(), "link to",
               world_.node(link->ends[1 - end].node).name());
  world_.node(link->ends[end].node)
      .push(engine::LinkUp{end_of(number, end), dial.mode, initiator, handshake_hash(number),
                           initiator ? dial.remote_static : world_.node(link->ends[0].node).transport_key(),
                           dial.invitation, initiator ? std::optional(dial.agency) : std::nullopt});
}

// ---- frames

void Wires::send(engine::SendFrame frame) {
  const auto number = link_of(frame.connection);
  const auto from = index_of(frame.connection);
  Link* link = find(number);
  if (link == nullptr || !link->ends[from].up) return;
  const std::size_t sender = link->ends[from].node;
  const std::size_t recipient = link->ends[1 - from].node;
  link->ends[from].has_spoken = true;
  world_.sent(sender, recipient, frame.frame);
  if (world_.chance().per_mille(world_.profile().loss_per_mille)) {
    world_.injured("a frame and its link lost");
    return cut(number, world_.chance().one_in(2));
  }
  world_.timeline().at(
      arrival(*link, 1 - from),
      [this, number, end = 1 - from, bytes = std::move(frame.frame)] { deliver(number, end, bytes); });
}

void Wires::deliver(std::uint64_t number, std::size_t end, Bytes frame) {
  const Link* link = find(number);
  if (link == nullptr) return;
  if (are_parted(link->ends[0].node, link->ends[1].node)) return cut(number, false);
  world_.node(link->ends[end].node).push(engine::FrameReceived{end_of(number, end), std::move(frame)});
}

bool Wires::inject(std::uint64_t number, std::size_t to, Bytes frame) {
  Link* link = find(number);
  if (link == nullptr || !link->ends[0].up || !link->ends[1].up) return false;
  const std::size_t end = link->ends[0].node == to ? 0 : 1;
  if (link->ends[end].node != to || !link->ends[1 - end].has_spoken) return false;
  world_.timeline().at(arrival(*link, end),
                       [this, number, end, bytes = std::move(frame)] { deliver(number, end, bytes); });
  return true;
}

// ---- endings

void Wires::tell_down(const Link& link, std::uint64_t number, std::size_t end, Duration after) {
  const auto node = link.ends[end].node;
  if (!link.ends[end].up) return dial_fails(node, link.dial.agency, "timeout", after);
  world_.later(node, after, [number, end] { return engine::LinkDown{end_of(number, end)}; });
}

void Wires::disconnect(engine::ConnectionId connection) {
  auto link = links_.extract(link_of(connection));
  if (link.empty()) return;
  const auto own = index_of(connection);
  auto& [ends, dial, done] = link.mapped();
  if (!done) return dial_fails(ends[0].node, dial.agency, "handshake-failed", Duration(0));
  tell_down(link.mapped(), link.key(), own, Duration(0));
  // What was sent before arrives before the end does; what was under way to this side is lost.
  tell_down(link.mapped(), link.key(), 1 - own, arrival(link.mapped(), 1 - own) - world_.timeline().now());
}

void Wires::cut(std::uint64_t number, bool told) {
  auto link = links_.extract(number);
  if (link.empty()) return;
  auto& [ends, dial, done] = link.mapped();
  if (!done)
    return dial_fails(ends[0].node, dial.agency, "handshake-failed",
                      world_.chance().between(Duration(0), kGivesUpAfter));
  for (std::size_t end = 0; end < 2; ++end) {
    if (told || !ends[end].up)
      tell_down(link.mapped(), number, end, world_.chance().between(Duration(0), std::chrono::seconds(1)));
  }
}

void Wires::lose_links_of(std::size_t node) {
  std::vector<std::uint64_t> lost;
  for (const auto& [number, link] : links_) {
    if (link.ends[0].node == node || link.ends[1].node == node) lost.push_back(number);
  }
  for (const auto number : lost) cut(number, !world_.chance().one_in(4));
}

void Wires::cut_all(bool told) {
  while (!links_.empty()) cut(links_.begin()->first, told);
}

void Wires::part(std::size_t one, std::size_t other) { parted_.insert(pair_of(one, other)); }
void Wires::join(std::size_t one, std::size_t other) { parted_.erase(pair_of(one, other)); }
void Wires::join_all() {
  parted_.clear();
  delays_.clear();
}
bool Wires::are_parted(std::size_t one, std::size_t other) const {
  return parted_.contains(pair_of(one, other));
}
void Wires::set_delay(std::size_t one, std::size_t other, Duration delay) {
  delays_.insert_or_assign(pair_of(one, other), delay);
}

std::vector<std::uint64_t> Wires::links_up() const {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, link] : links_) {
    if (link.ends[0].up && link.ends[1].up) numbers.push_back(number);
  }
  return numbers;
}

bool Wires::is_linked(std::size_t one, std::size_t other) const {
  return std::ranges::any_of(links_, [&](const auto& each) {
    const auto& [ends, dial, done] = each.second;
    return ends[0].up && ends[1].up && pair_of(ends[0].node, ends[1].node) == pair_of(one, other);
  });
}

}  // namespace tasuki::simulation
