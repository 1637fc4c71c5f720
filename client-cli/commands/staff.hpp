#pragma once

#include "client-cli/json.hpp"

namespace tasuki::cli {

Json json_of(const api::StaffAnswer& staff);
Json json_of_staff(const api::Response& response, Language);

}  // namespace tasuki::cli
