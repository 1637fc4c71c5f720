#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// `2026-02-13`, of a day counted from 1970-01-01.
std::string day_text(std::int32_t day);

/// One sign of a list: what was agreed, its series, how far it is, who knows.
void show_sign(const api::SignAnswer& sign, View& view);
/// What a message about a sign says besides its body.
void show_sign_note(const api::MessageAnswer& message, View& view);

Json json_of_sign(const api::SignAnswer& sign);
/// null where the message is not about a sign.
Json json_of_sign_note(const api::MessageAnswer& message);

}  // namespace tasuki::cli
