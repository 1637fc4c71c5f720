#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// One recipient: may it be told, on which consents, or what is missing and why.
void show_decision(const api::Decision& decision, View& view);

}  // namespace tasuki::cli
