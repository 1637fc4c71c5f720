#include "core/engine/watchers.hpp"

#include "proto/api.pb.h"

namespace tasuki::engine {

void Watchers::add(PendingAnswer watcher) { watchers_[watcher.client] = watcher.number; }

void Watchers::remove(ClientId client) { watchers_.erase(client); }

void Watchers::tell(Effects& effects, const proto::api::EventAnswer& event) const {
  for (const auto& [client, number] : watchers_) {
    proto::api::Response response;
    *response.mutable_event() = event;
    answer(effects, {client, number}, std::move(response), false);
  }
}

}  // namespace tasuki::engine
