#pragma once

#include <string>
#include <variant>

#include "core/care/form/forward.hpp"
#include "core/care/form/handoff.hpp"
#include "core/care/form/plan.hpp"
#include "core/care/form/sign.hpp"
#include "core/care/form/words.hpp"

namespace tasuki::proto::record {
class Form;
}

namespace tasuki::care {

/// What a message says in fields that programs can read, besides its body. Nothing for ordinary messages, and
/// for forms of newer versions, whose body is shown all the same.
using Form = std::variant<std::monostate, Words, SignDefinition, Observation, Alert, PlanPart, Handoff,
                          Forward, Milestone>;

Result<> check(const Form& form);
/// Nothing is written where there is no form.
void write(const Form& form, proto::record::Form& out);
Result<Form> read(const proto::record::Form& in);

/// Its texts, one a line: what a search finds besides the body.
std::string texts_of(const Form& form);

}  // namespace tasuki::care
