#pragma once

#include <string>
#include <string_view>

#include "client-cli/failure.hpp"

namespace tasuki::proto::api {
class PlanAnswer;
class PlanSetRequest;
}  // namespace tasuki::proto::api

namespace tasuki::cli {

inline constexpr std::size_t kLongestPlanFile = 512 * 1024;  ///< bytes

/// A crisis plan's file (TOML): review day and sections. What is wrong is told with file and line, as a usage
/// failure whose code begins with `plan-`. `file` is only named.
Attempt<> read_plan_file(std::string_view text, const std::string& file, proto::api::PlanSetRequest& request);

/// The same the other way: what read_plan_file makes the same sections of.
std::string write_plan_file(const proto::api::PlanAnswer& plan);

/// To begin with: every section, with comments for whoever fills it in together with the person.
std::string_view plan_template();

}  // namespace tasuki::cli
