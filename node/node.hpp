#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.hpp"
#include "node/options.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"
#include "storage/sqlcipher_store.hpp"

namespace tasuki::node {

/// A node with everything that belongs to it, wired: the loop with the engine and the store, the peers, the
/// programs' socket, Argon2id's thread.
class Node {
 public:
  /// Where it listens, empty: nobody can connect from outside; and what is run when somebody has to look.
  struct Outwards {
    std::string listen;
    std::vector<std::string> on_alert = {};
  };
  /// Opens the sockets and starts the rules; nothing runs yet. `key` is the store's, for backups. `clock`
  /// must outlive it. EngineError::NoIdentity, NetError, LocalApiError and StoreError.
  static Result<std::unique_ptr<Node>> build(std::unique_ptr<storage::SqlcipherStore> store,
                                             const storage::HomeLayout& home, storage::StoreKey key,
                                             const Clock& clock, engine::Settings settings,
                                             const Outwards& outwards);
  ~Node();

  /// Runs on this thread and others until SIGTERM, SIGINT or SIGHUP; `ready` is called once it answers.
  Exit run(const std::function<void()>& ready);

 private:
  struct Parts;
  explicit Node(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tasuki::node
