#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class AgreementSetRequest;
class AgreementShowRequest;
class WordsSent;
}  // namespace tasuki::proto::api

namespace tasuki::engine {

struct Posted;

/// What the team agreed for when it is urgent. Set by the coordinator: codes go to every member as
/// governance, words to those whom consent lets have them.
Result<> agreement_set(Call& call, const proto::api::AgreementSetRequest& request);
Result<> agreement_show(Call& call, const proto::api::AgreementShowRequest& request);

/// Whom words went to.
void describe_words_sent(const std::optional<Posted>& posted, proto::api::WordsSent& out);

}  // namespace tasuki::engine
