#pragma once

#include "core/engine/engine.hpp"

namespace tasuki::node {

/// What the loop drives: `engine::Engine`, whose contract this is, or a test's stand-in.
class Rules {
 public:
  virtual ~Rules() = default;
  virtual Result<> start(Transaction& transaction, engine::Effects& effects) = 0;
  virtual void handle(Transaction& transaction, engine::Event event, engine::Effects& effects) = 0;
  virtual void finish(Transaction& transaction, engine::Effects& effects) = 0;
  virtual void forget() = 0;
};

/// Where effects go once they are on the disk. Called on the loop's thread; must not wait.
class Outside {
 public:
  virtual ~Outside() = default;
  /// Holds no Wake: those are the loop's own.
  virtual void carry_out(engine::Effects effects) = 0;
  /// So many bytes of a connection's frames have been dealt with, kept or not.
  virtual void dealt_with(engine::ConnectionId connection, std::size_t bytes) = 0;
};

/// What a store needs besides transactions. Called on the loop's thread, between transactions.
class Upkeep {
 public:
  virtual ~Upkeep() = default;
  /// After every batch; must be quick.
  virtual void after_batch() = 0;
  /// Nothing has happened for a while. True: there is more to do.
  virtual bool when_idle() = 0;
  /// How much room the disk has.
  virtual engine::DiskRoom room() = 0;
};

}  // namespace tasuki::node
