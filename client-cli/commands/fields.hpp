#pragma once

#include <google/protobuf/repeated_field.h>

#include "client-cli/command.hpp"

namespace tasuki::cli {

using Texts = google::protobuf::RepeatedPtrField<std::string>;

inline void copy(const std::vector<std::string>& from, Texts& to) { to.Assign(from.begin(), from.end()); }

/// `--to`: nothing where it says `team`, which is every other member, as without it.
void copy_recipients(const Arguments& arguments, Texts& to);

/// Of every command that sends something: whom consent leaves out does not stop the rest; and the decision
/// alone.
Option permitted_only_option();
Option dry_run_option();

/// The first instant of the day that `flag` names.
Attempt<Time> day_of(const Arguments& arguments, std::string_view flag, const Zone& zone);
/// As the API has it: the first instant behind the day that `flag` names.
Attempt<Time> end_of_day_of(const Arguments& arguments, std::string_view flag, const Zone& zone);
/// 0 where the flag is not given.
Attempt<std::int64_t> time_of(const Arguments& arguments, std::string_view flag, const Moment& moment,
                              Tense tense);

}  // namespace tasuki::cli
