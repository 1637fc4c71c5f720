#include "tests/support/world.hpp"

#include <algorithm>

#include "core/crypto/hash.hpp"
#include "core/crypto/password.hpp"

namespace tasuki::test {

WorldNode::WorldNode(World& world, std::string name, std::uint64_t seed)
    : world_(world), name_(std::move(name)), random_(seed) {
  settings_.version = "test";
  settings_.advertised = {endpoint()};
}

void WorldNode::prepare(const std::function<void(Transaction&)>& work) {
  work(store_.begin());
  if (!store_.commit()) throw std::runtime_error("the preparation could not be committed");
}

void WorldNode::start() {
  engine_ = std::make_unique<engine::Engine>(clock_, random_, settings_);
  engine::Effects effects;
  Transaction& transaction = store_.begin();
  if (!engine_->start(transaction, effects)) throw std::runtime_error(name_ + " does not start");
  engine_->finish(transaction, effects);
  if (!store_.commit()) throw std::runtime_error(name_ + " cannot commit its start");
  carry_out(std::move(effects));
}

void WorldNode::kill() {
  death_.reset();
  store_.crash();
  engine_.reset();
  waiting_.clear();
  wake_at_ = Duration::max();
  world_.cut_links_of(*this);
}

bool WorldNode::step() {
  if (!running() || waiting_.empty()) return false;
  engine::Effects effects;
  Transaction& transaction = store_.begin();
  for (auto batch = std::exchange(waiting_, {}); auto& event : batch) {
    engine_->handle(transaction, std::move(event), effects);
  }
  engine_->finish(transaction, effects);
  const auto death = death_ && commits_ + 1 == death_->commit ? death_ : std::nullopt;
  if (death && death->before_commit) {
    kill();
    return true;
  }
  if (!store_.commit()) {
    engine_->forget();
    return true;
  }
  ++commits_;
  std::erase_if(effects, [&](const engine::Effect& effect) {
    const auto* wake = std::get_if<engine::Wake>(&effect);
    if (wake != nullptr) wake_at_ = wake->at_uptime;
    return wake != nullptr;
  });
  if (on_commit) on_commit(effects.size());
  if (death)
    effects.erase(
        effects.begin() + static_cast<std::ptrdiff_t>(std::min(death->effects_done, effects.size())),
        effects.end());
  carry_out(std::move(effects));
  if (death) kill();
  return true;
}

bool WorldNode::carry_out(engine::Effects effects) {
  for (auto& effect : effects) {
    if (auto* answer = std::get_if<engine::Answer>(&effect)) {
      answers_[answer->client].push_back(std::move(answer->response));
    } else if (auto* frame = std::get_if<engine::SendFrame>(&effect)) {
      world_.deliver(*this, std::move(*frame));
    } else if (auto* disconnect = std::get_if<engine::Disconnect>(&effect)) {
      world_.disconnect(*this, disconnect->connection);
    } else if (auto* psk = std::get_if<engine::PskAnswer>(&effect)) {
      world_.answer_psk(*this, std::move(*psk));
    } else if (auto* dial = std::get_if<engine::Dial>(&effect)) {
      world_.dial(*this, std::move(*dial));
    } else if (auto* derive = std::get_if<engine::Derive>(&effect)) {
      auto key =
          crypto::derive(derive->passphrase.reveal(), derive->salt, {derive->ops_limit, derive->mem_limit});
      push(engine::Derived{derive->job, key ? std::optional(std::move(*key)) : std::nullopt});
    } else if (const auto* wake = std::get_if<engine::Wake>(&effect)) {
      wake_at_ = wake->at_uptime;
    }
  }
  return true;
}

engine::ClientId WorldNode::post(Bytes request, std::uint32_t uid) {
  const engine::ClientId client{next_client_++};
  push(engine::Command{client, uid, std::move(request)});
  return client;
}

std::vector<Bytes> WorldNode::call(Bytes request, std::uint32_t uid) {
  const auto client = post(std::move(request), uid);
  world_.settle();
  return std::exchange(answers_[client], {});
}

WorldNode& World::add(const std::string& name) {
  auto& node = nodes_[name];
  node = std::make_unique<WorldNode>(*this, name, seed_ * 1000 + nodes_.size());
  return *node;
}

void World::settle() {
  constexpr int kFarTooMany = 100'000;
  for (int round = 0; round < kFarTooMany; ++round) {
    bool any = false;
    for (auto& [name, node] : nodes_) any = node->step() || any;
    if (!any) return;
  }
  throw std::runtime_error("the world does not come to rest");
}

void World::pass(Duration time, Duration grain) {
  while (time > Duration::zero()) {
    const Duration step = std::min(time, grain);
    time -= step;
    for (auto& [name, node] : nodes_) {
      node->clock_.advance(step);
      if (node->running() && node->clock_.uptime() >= node->wake_at_) {
        node->wake_at_ = Duration::max();
        node->push(engine::Tick{});
      }
    }
    settle();
  }
}

void World::part(const std::string& a, const std::string& b) {
  parted_.emplace_back(std::min(a, b), std::max(a, b));
  for (std::size_t i = 0; i < links_.size(); ++i) {
    const auto names = std::minmax(links_[i].initiator->name_, links_[i].responder->name_);
    if (names.first == parted_.back().first && names.second == parted_.back().second) cut(i);
  }
}

void World::join(const std::string& a, const std::string& b) {
  std::erase(parted_, std::pair(std::min(a, b), std::max(a, b)));
}

void World::cut_links_of(WorldNode& node) {
  for (std::size_t i = 0; i < links_.size(); ++i) {
    if (links_[i].initiator == &node || links_[i].responder == &node) cut(i);
  }
}

WorldNode* World::reachable(WorldNode& from, const std::vector<std::string>& endpoints) {
  for (auto& [name, node] : nodes_) {
    const std::pair pair(std::min(name, from.name_), std::max(name, from.name_));
    const bool parted = std::find(parted_.begin(), parted_.end(), pair) != parted_.end();
    const bool meant = std::find(endpoints.begin(), endpoints.end(), node->endpoint()) != endpoints.end();
    if (meant && !parted && node->running()) return node.get();
  }
  return nullptr;
}

void World::dial(WorldNode& from, engine::Dial dial) {
  WorldNode* to = reachable(from, dial.endpoints);
  if (to == nullptr || to->transport_key_ != dial.remote_static) {
    return from.push(engine::DialFailed{dial.agency, to == nullptr ? "unreachable" : "closed"});
  }
  Link link;
  link.initiator = &from;
  link.responder = to;
  link.initiator_end = engine::ConnectionId{next_connection_++};
  link.responder_end = engine::ConnectionId{next_connection_++};
  link.mode = dial.mode;
  link.initiator_static = from.transport_key_;
  link.invitation = dial.invitation;
  link.meant = dial.agency;
  link.psk = copy(dial.psk.reveal());
  const auto number = static_cast<std::uint64_t>(link.initiator_end);
  link.handshake_hash = copy(crypto::hash(
      "test/handshake", {ByteView(reinterpret_cast<const std::uint8_t*>(&number), sizeof number)}));
  if (link.invitation) {
    to->push(engine::PskQuery{link.responder_end, *link.invitation});
  } else {
    to->push(engine::PskQuery{link.responder_end, link.initiator_static});
  }
  links_.push_back(std::move(link));
}

void World::answer_psk(WorldNode& responder, engine::PskAnswer answer) {
  const auto index = link_of(responder, answer.connection);
  if (!index) return;
  Link& link = links_[*index];
  if (!answer.psk || !equal(answer.psk->reveal(), link.psk)) {
    link.initiator->push(engine::DialFailed{link.meant, "handshake-failed"});
    links_.erase(links_.begin() + static_cast<std::ptrdiff_t>(*index));
    return;
  }
  link.up = true;
  link.initiator->push(engine::LinkUp{link.initiator_end, link.mode, true, link.handshake_hash,
                                      link.responder->transport_key_, link.invitation, link.meant});
  link.responder->push(engine::LinkUp{link.responder_end, link.mode, false, link.handshake_hash,
                                      link.initiator_static, link.invitation, std::nullopt});
}

void World::deliver(WorldNode& from, engine::SendFrame send) {
  const auto index = link_of(from, send.connection);
  if (!index || !links_[*index].up) return;
  const Link& link = links_[*index];
  const bool forward = link.initiator == &from;
  WorldNode& to = forward ? *link.responder : *link.initiator;
  if (on_frame && !on_frame(from, to, send.frame)) return cut(*index);
  to.push(engine::FrameReceived{forward ? link.responder_end : link.initiator_end, std::move(send.frame)});
}

void World::disconnect(WorldNode& from, engine::ConnectionId connection) {
  if (const auto index = link_of(from, connection)) cut(*index);
}

void World::cut(std::size_t index) {
  Link& link = links_[index];
  const bool was_up = std::exchange(link.up, false);
  for (auto [node, end] :
       {std::pair(link.initiator, link.initiator_end), std::pair(link.responder, link.responder_end)}) {
    if (was_up && node->running()) node->push(engine::LinkDown{end});
  }
  if (!was_up && link.initiator->running())
    link.initiator->push(engine::DialFailed{link.meant, "unreachable"});
  links_[index].initiator_end = links_[index].responder_end = engine::ConnectionId{0};
}

std::optional<std::size_t> World::link_of(const WorldNode& node, engine::ConnectionId connection) const {
  for (std::size_t i = 0; i < links_.size(); ++i) {
    const bool mine = (links_[i].initiator == &node && links_[i].initiator_end == connection) ||
                      (links_[i].responder == &node && links_[i].responder_end == connection);
    if (mine) return i;
  }
  return std::nullopt;
}

}  // namespace tasuki::test
