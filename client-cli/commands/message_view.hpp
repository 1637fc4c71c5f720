#pragma once

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// A message as a list shows it. Its body is shown only where it has been opened: opening is an act that the
/// sender is told of, and a list must not take its place.
void show_message(const api::MessageAnswer& message, View& view);

/// A message with its body.
void show_opened_message(const api::MessageAnswer& message, View& view);

Style style_of_state(std::string_view state);

}  // namespace tasuki::cli
