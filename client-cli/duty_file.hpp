#pragma once

#include <string>
#include <string_view>

#include "client-cli/failure.hpp"

namespace tasuki::proto::api {
class AgreementAnswer;
class AgreementSetRequest;
class RosterSetRequest;
}  // namespace tasuki::proto::api

namespace tasuki::cli {

/// The files of `agreement` and `roster`: TOML (docs/operations.md). What is wrong in one is a usage failure
/// whose subject names the place. An unknown key is wrong: nobody shall believe that it was agreed.
inline constexpr std::size_t kLongestDutyFile = 262'144;

Attempt<> read_agreement_file(std::string_view text, proto::api::AgreementSetRequest& into);
Attempt<> read_roster_file(std::string_view text, proto::api::RosterSetRequest& into);

/// As a file that `read_agreement_file` takes, for the next team.
std::string agreement_file_of(const proto::api::AgreementAnswer& agreement);
/// What a team begins with: every situation that has a code, to be struck out and changed.
std::string agreement_template();

}  // namespace tasuki::cli
