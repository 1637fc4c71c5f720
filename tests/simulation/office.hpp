#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/engine/event.hpp"
#include "proto/api.pb.h"

namespace tasuki::simulation {

class World;

/// The people at one agency, who type commands. They log in when their node starts and remember what it
/// answered; a command that the node died over is one of which nobody knows what became.
class Office {
 public:
  Office(World& world, std::size_t node, const std::string& administrator, const std::string& nurse)
      : world_(world), node_(node), administrator_(administrator), nurse_(nurse) {}

  using Reply = std::function<void(const proto::api::Response&)>;
  /// False where nobody is logged in. `reply` may never come.
  bool ask(proto::api::Request request, Reply reply = {});
  /// Somebody else sits down: the nurse or the administrator.
  void change_shift();
  /// The administrator logs in if need be, and disables the nurse's account.
  const std::string& nurse() const { return nurse_; }
  bool is_administrator_in() const { return !token_.empty() && on_duty_ == administrator_; }

  void opens();
  void closes();
  void answered(const engine::Answer& answer);
  /// The node could not keep what the command did: it says so, and nothing happened.
  void was_undone(engine::ClientId client) { waiting_.erase(client); }

 private:
  void log_in(const std::string& who);
  void post(proto::api::Request request, Reply reply);

  World& world_;
  std::size_t node_;
  std::string administrator_;
  std::string nurse_;
  std::string on_duty_;
  std::string token_;
  std::map<engine::ClientId, Reply> waiting_;
  std::uint64_t next_client_ = 1;
};

}  // namespace tasuki::simulation
