#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class ActRequest;
class InboxRequest;
class SearchRequest;
class WatchRequest;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

Result<> inbox(Call& call, const proto::api::InboxRequest& request);
Result<> search(Call& call, const proto::api::SearchRequest& request);
/// open, accept, decline, close: the receipt of somebody who read, took on, declined or finished a message.
Result<> act(Call& call, const proto::api::ActRequest& request);
Result<> watch(Call& call, const proto::api::WatchRequest& request);

}  // namespace tasuki::engine
