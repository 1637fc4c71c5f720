#pragma once

#include <map>

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class EventAnswer;
}

namespace tasuki::engine {

/// The programs that asked to be told what happens. Events leave with the commit that made them true.
class Watchers {
 public:
  void add(PendingAnswer watcher);
  void remove(ClientId client);
  void tell(Effects& effects, const proto::api::EventAnswer& event) const;
  bool none() const { return watchers_.empty(); }

 private:
  std::map<ClientId, std::uint64_t> watchers_;
};

}  // namespace tasuki::engine
