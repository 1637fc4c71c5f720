#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// One sign of a list: what was agreed, its series, how far it is, who knows.
void show_sign(const api::SignAnswer& sign, View& view);
/// What a message about a sign says besides its body.
void show_sign_note(const api::MessageAnswer& message, View& view);

Json json_of_sign(const api::SignAnswer& sign);
/// null where the message is not about a sign.
Json json_of_sign_note(const api::MessageAnswer& message);

}  // namespace tasuki::cli
