#pragma once

#include "client-cli/command.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

/// What `agreement` and `roster` share.

/// The text of the file that was named, among the arguments.
inline constexpr std::string_view kDutyFileText = "file text";
/// Reads FILE.toml into it.
Attempt<> prepare_duty_file(Arguments& arguments);

Json json_of_words(const api::WordsSent& words);
/// Whom the words went to, and who sees codes and numbers only.
void show_words(const api::WordsSent& words, View& view);

}  // namespace tasuki::cli
