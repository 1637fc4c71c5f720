#include "tests/support/machine.hpp"

#include <algorithm>

#include "core/crypto/password.hpp"

namespace tasuki::test {

Machine::Machine(Network& network, std::string name, std::uint64_t seed)
    : network_(network), name_(std::move(name)), host_(name_), random_(seed) {
  network_.machines_.push_back(this);
}

void Machine::kill() {
  death_.reset();
  store_.crash();
  lose_process();
  waiting_.clear();
  wake_at_ = Duration::max();
  network_.cut_links_of(*this);
}

void Machine::push(engine::Event event) {
  if (running()) waiting_.push_back(std::move(event));
}

bool Machine::step() {
  if (!running() || waiting_.empty()) return false;
  commit([&](Transaction& transaction, engine::Effects& effects) {
    for (std::size_t left = batch(); left > 0; --left) {
      auto event = std::move(waiting_.front());
      waiting_.pop_front();
      handle(transaction, std::move(event), effects);
    }
  });
  return true;
}

void Machine::die_at(Death death) {
  death_ = death;
  effects_of_commits_.clear();
}

void Machine::commit(const std::function<void(Transaction&, engine::Effects&)>& work) {
  engine::Effects effects;
  Transaction& transaction = store_.begin();
  work(transaction, effects);
  finish(transaction, effects);
  const auto death = death_ && effects_of_commits_.size() + 1 == death_->commit ? death_ : std::nullopt;
  has_died_ = has_died_ || death;
  if (death && death->before) return kill();
  if (!store_.commit()) return commit_failed();
  ++commits_;
  std::erase_if(effects, [&](const engine::Effect& effect) {
    const auto* wake = std::get_if<engine::Wake>(&effect);
    if (wake != nullptr) wake_at_ = wake->at_uptime;
    return wake != nullptr;
  });
  effects_of_commits_.push_back(effects.size());
  if (death) {
    const auto done = static_cast<std::ptrdiff_t>(std::min(death->effects, effects.size()));
    effects.erase(effects.begin() + done, effects.end());
  }
  carry_out(std::move(effects));
  if (death) kill();
}

void Machine::carry_out(engine::Effects effects) {
  for (auto& effect : effects) carry_out_one(effect);
}

void Machine::carry_out_one(engine::Effect& effect) {
  if (auto* answer = std::get_if<engine::Answer>(&effect)) {
    answered(std::move(*answer));
  } else if (auto* frame = std::get_if<engine::SendFrame>(&effect)) {
    network_.deliver(std::move(*frame));
  } else if (auto* disconnect = std::get_if<engine::Disconnect>(&effect)) {
    network_.disconnect(disconnect->connection);
  } else if (auto* psk = std::get_if<engine::PskAnswer>(&effect)) {
    network_.answer(std::move(*psk));
  } else if (auto* dial = std::get_if<engine::Dial>(&effect)) {
    network_.dial(*this, std::move(*dial));
  } else if (auto* job = std::get_if<engine::Derive>(&effect)) {
    derive(*job);
  }
}

void Machine::derive(const engine::Derive& job) {
  auto key = crypto::derive(job.passphrase.reveal(), job.salt, {job.ops_limit, job.mem_limit});
  push(engine::Derived{job.job, job.waiting, key ? std::optional(std::move(*key)) : std::nullopt});
}

}  // namespace tasuki::test
