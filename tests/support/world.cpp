#include "tests/support/world.hpp"

#include <algorithm>

namespace tasuki::test {

WorldNode::WorldNode(World& world, std::string name, std::uint64_t seed)
    : Machine(world, std::move(name), seed), world_(world) {
  settings_.version = "test";
  settings_.advertised = {endpoint()};
}

void WorldNode::prepare(const std::function<void(Transaction&)>& work) {
  work(store().begin());
  if (!store().commit()) throw std::runtime_error("the preparation could not be committed");
}

void WorldNode::start() {
  engine_ = std::make_unique<engine::Engine>(clock_, random(), settings_);
  commit([&](Transaction& transaction, engine::Effects& effects) {
    if (!engine_->start(transaction, effects)) throw std::runtime_error(name() + " does not start");
  });
}

void WorldNode::handle(Transaction& transaction, engine::Event event, engine::Effects& effects) {
  engine_->handle(transaction, std::move(event), effects);
}

void WorldNode::finish(Transaction& transaction, engine::Effects& effects) {
  engine_->finish(transaction, effects);
}

void WorldNode::answered(engine::Answer answer) {
  answers_[answer.client].push_back(std::move(answer.response));
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
      node->clock().advance(step);
      if (node->running() && node->clock().uptime() >= node->wake_at()) {
        node->ticked();
        node->push(engine::Tick{});
      }
    }
    settle();
  }
}

}  // namespace tasuki::test
