#pragma once

#include "client-cli/json.hpp"

namespace tasuki::cli {

Json json_of_items(const google::protobuf::RepeatedPtrField<api::OpenItem>& items);
Command handoff_write_command();

}  // namespace tasuki::cli
