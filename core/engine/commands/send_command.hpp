#pragma once

#include "core/engine/care/posting.hpp"
#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class SendRequest;
}

namespace tasuki::engine {

/// States a message and queues it for everybody whom consent lets have it. Nothing is sent unless everybody
/// named is permitted, or the caller said `permitted_only` or gave an override's reason (design §7).
Result<> send(Call& call, const proto::api::SendRequest& request);

/// The end of every command that sends something: what was decided, and the message's id; or, where nothing
/// went, `consent-missing` with what is missing for whom. `accept_by`: by when it is to be accepted.
void answer_posted(Call& call, const Posted& posted, const std::optional<Time>& accept_by = std::nullopt);

}  // namespace tasuki::engine
