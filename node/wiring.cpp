#include "node/wiring.hpp"

namespace tasuki::node {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

}  // namespace

Result<> EngineRules::start(Transaction& transaction, engine::Effects& effects) {
  return engine_.start(transaction, effects);
}

void EngineRules::handle(Transaction& transaction, engine::Event event, engine::Effects& effects) {
  engine_.handle(transaction, std::move(event), effects);
}

void EngineRules::finish(Transaction& transaction, engine::Effects& effects) {
  engine_.finish(transaction, effects);
}

void EngineRules::forget() { engine_.forget(); }

void Wiring::carry_out(engine::Effects effects) {
  std::vector<engine::Answer> answers;
  const Overloaded carry{
      [&](engine::Answer answer) { answers.push_back(std::move(answer)); },
      [&](engine::SendFrame send) { peers_.send(std::move(send)); },
      [&](engine::Disconnect disconnect) { peers_.disconnect(std::move(disconnect)); },
      [&](engine::PskAnswer answer) { peers_.answer(std::move(answer)); },
      [&](engine::Dial dial) { peers_.dial(std::move(dial)); },
      [&](engine::Derive job) { deriver_.derive(std::move(job)); },
      [&](engine::TakeBackup job) { backups_.take(job); },
      [&](engine::TakeBackupPiece job) { backups_.take(job); },
      [&](engine::Alert alert) { alerts_.raise(std::move(alert)); },
      [](const engine::Wake&) {},
  };
  for (auto& effect : effects) std::visit(carry, std::move(effect));
  if (!answers.empty()) programs_.answer(std::move(answers));
}

void Wiring::dealt_with(engine::ConnectionId connection, std::size_t bytes) {
  peers_.frame_done(connection, bytes);
}

}  // namespace tasuki::node
