#pragma once

#include "net/local_api.hpp"
#include "net/peer_transport.hpp"
#include "node/alert_hook.hpp"
#include "node/backups.hpp"
#include "node/deriver.hpp"
#include "node/rules.hpp"

namespace tasuki::node {

/// The engine behind the loop's door.
class EngineRules final : public Rules {
 public:
  explicit EngineRules(engine::Engine engine) : engine_(std::move(engine)) {}
  Result<> start(Transaction& transaction, engine::Effects& effects) override;
  void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) override;
  void finish(Transaction& transaction, engine::Effects& effects) override;
  void forget() override;

 private:
  engine::Engine engine_;
};

/// Takes each effect to the one who carries it out.
class Wiring final : public Outside {
 public:
  Wiring(net::LocalApi& programs, net::PeerTransport& peers, Deriver& deriver, Backups& backups,
         AlertHook& alerts)
      : programs_(programs), peers_(peers), deriver_(deriver), backups_(backups), alerts_(alerts) {}
  void carry_out(engine::Effects effects) override;
  void dealt_with(engine::ConnectionId connection, std::size_t bytes) override;

 private:
  net::LocalApi& programs_;
  net::PeerTransport& peers_;
  Deriver& deriver_;
  Backups& backups_;
  AlertHook& alerts_;
};

}  // namespace tasuki::node
