#include "tests/support/network.hpp"

#include <algorithm>

#include "core/crypto/hash.hpp"
#include "tests/support/machine.hpp"

namespace tasuki::test {

namespace {

std::pair<std::string, std::string> pair_of(const std::string& a, const std::string& b) {
  return {std::min(a, b), std::max(a, b)};
}

Bytes handshake_hash(std::uint64_t link) {
  Bytes number;
  append_u64(number, link);
  return copy(crypto::hash("test/handshake", {ByteView(number)}));
}

}  // namespace

void Network::part(const std::string& a, const std::string& b) {
  parted_.push_back(pair_of(a, b));
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, link] : links_) {
    if (pair_of(link.initiator->name(), link.responder->name()) == pair_of(a, b)) numbers.push_back(number);
  }
  for (const auto number : numbers) cut(number);
}

void Network::join(const std::string& a, const std::string& b) { std::erase(parted_, pair_of(a, b)); }

void Network::cut_links_of(Machine& machine) {
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, link] : links_) {
    if (link.initiator == &machine || link.responder == &machine) numbers.push_back(number);
  }
  for (const auto number : numbers) cut(number);
}

void Network::cut_all_links() {
  for (auto* machine : machines_) cut_links_of(*machine);
}

std::size_t Network::links_up() const {
  return static_cast<std::size_t>(
      std::count_if(links_.begin(), links_.end(), [](const auto& each) { return each.second.up; }));
}

bool Network::are_parted(const Machine& a, const Machine& b) const {
  return is_parted || std::find(parted_.begin(), parted_.end(), pair_of(a.name(), b.name())) != parted_.end();
}

Machine* Network::reachable(const Machine& from, const std::vector<std::string>& endpoints) {
  for (auto* machine : machines_) {
    const bool meant = std::find(endpoints.begin(), endpoints.end(), machine->endpoint()) != endpoints.end();
    if (meant && machine->running() && !are_parted(from, *machine)) return machine;
  }
  return nullptr;
}

void Network::dial(Machine& from, engine::Dial dial) {
  Machine* to = reachable(from, dial.endpoints);
  if (to == nullptr) return from.push(engine::DialFailed{dial.agency, "unreachable"});
  if (to->transport_key() != dial.remote_static) return from.push(engine::DialFailed{dial.agency, "closed"});
  engine::PskQuery query{end_of(next_link_, false), from.transport_key()};
  if (dial.mode == engine::LinkMode::Pairing) query.who = dial.invitation.value();
  links_.emplace(next_link_++, Link{&from, to, std::move(dial)});
  to->push(std::move(query));
}

void Network::answer(engine::PskAnswer answer) {
  const auto number = number_of(answer.connection);
  const auto place = links_.find(number);
  if (place == links_.end()) return;
  auto& [initiator, responder, dial, up] = place->second;
  if (!answer.psk || !equal(answer.psk->reveal(), dial.psk.reveal())) return cut(number);
  up = true;
  const Bytes hash = handshake_hash(number);
  responder->push(engine::LinkUp{end_of(number, false), dial.mode, false, hash, initiator->transport_key(),
                                 dial.invitation, std::nullopt});
  initiator->push(engine::LinkUp{end_of(number, true), dial.mode, true, hash, dial.remote_static,
                                 dial.invitation, dial.agency});
}

void Network::deliver(engine::SendFrame frame) {
  const auto number = number_of(frame.connection);
  const auto place = links_.find(number);
  if (place == links_.end() || !place->second.up) return;
  Machine* from = place->second.initiator;
  Machine* to = place->second.responder;
  const bool from_initiator = is_initiators(frame.connection);
  if (!from_initiator) std::swap(from, to);
  if (on_frame && !on_frame(*from, *to, frame.frame)) return cut(number);
  to->push(engine::FrameReceived{end_of(number, !from_initiator), std::move(frame.frame)});
}

void Network::cut(std::uint64_t number) {
  const auto link = links_.extract(number);
  if (link.empty()) return;
  const auto& [initiator, responder, dial, up] = link.mapped();
  if (!up) return initiator->push(engine::DialFailed{dial.agency, "handshake-failed"});
  initiator->push(engine::LinkDown{end_of(number, true)});
  responder->push(engine::LinkDown{end_of(number, false)});
}

}  // namespace tasuki::test
