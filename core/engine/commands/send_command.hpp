#pragma once

#include "core/engine/care/posting.hpp"
#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class SendRequest;
class SignStated;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

/// States a message and queues it for everybody whom consent lets have it. Nothing is sent unless everybody
/// named is permitted, or the caller said `permitted_only` or gave an override's reason (design §7).
Result<> send(Call& call, const proto::api::SendRequest& request);

/// The end of every command that sends something: what was decided, and the message's id; or, where nothing
/// went, `consent-missing` with what is missing for whom.
void answer_posted(Call& call, const Posted& posted);
/// The same of what is about a warning sign.
void answer_posted(Call& call, const Posted& posted, const proto::api::SignStated& sign);

}  // namespace tasuki::engine
