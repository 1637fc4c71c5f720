#pragma once

#include "core/engine/commands/call.hpp"

namespace tasuki::proto::api {
class QuestionsRequest;
}

namespace tasuki::engine {

/// What is asked and not answered yet, by its deadline: who owes what to whom.
Result<> questions(Call& call, const proto::api::QuestionsRequest& request);

}  // namespace tasuki::engine
