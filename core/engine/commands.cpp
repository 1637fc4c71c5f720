#include "core/engine/commands.hpp"

#include <optional>

#include "core/engine/desk.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::Request;

struct Entry {
  Access access;
  Result<> (*run)(Call&, const Request&);
};

/// Every command, who may call it, and who carries it out.
std::optional<Entry> find_command(Request::CommandCase command) {
  switch (command) {
    default:
      return std::nullopt;
  }
}

}  // namespace

void run_command(Desk& desk, Transaction& transaction, const Command& command, Effects& effects) {
  Request request;
  if (!request.ParseFromArray(command.request.data(), static_cast<int>(command.request.size()))) {
    return answer_error(effects, {command.client, 0}, EngineError::MalformedRequest);
  }
  Call call{desk, transaction, effects, command.client, command.uid, request.number()};
  const auto entry = find_command(request.command_case());
  if (!entry) return call.refuse(EngineError::UnknownCommand);

  Savepoint savepoint(transaction);
  const std::size_t before = effects.size();
  const auto done = entry->run(call, request);
  if (done) return savepoint.keep();
  effects.erase(effects.begin() + static_cast<std::ptrdiff_t>(before), effects.end());
  call.refuse(done.error());
}

}  // namespace tasuki::engine
