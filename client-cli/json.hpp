#pragma once

#include <google/protobuf/repeated_field.h>

#include <nlohmann/json.hpp>

#include "client-cli/command.hpp"
#include "proto/api.pb.h"

// How what the API says is written as JSON: ids as lowercase hex, times as RFC 3339 UTC, null where not
// known. The field names are fixed; scripts rely on them.
namespace tasuki::cli {

namespace api = proto::api;

Json json_hex(const std::string& bytes);
Json json_hexes(const google::protobuf::RepeatedPtrField<std::string>& ids);
Json json_time(std::int64_t millis);
/// null where empty.
Json json_text(const std::string& text);
Json json_texts(const google::protobuf::RepeatedPtrField<std::string>& texts);

Json json_of_decision(const api::Decision& decision);
Json json_of_decisions(const google::protobuf::RepeatedPtrField<api::Decision>& decisions);
Json json_of_message(const api::MessageAnswer& message);
Json json_of_team(const api::TeamAnswer& team);
Json json_of_consent(const api::ConsentAnswer& consent);
Json json_of_disclosure(const api::DisclosureAnswer& disclosure);
Json json_of_audit(const api::AuditVerifyAnswer& audit);

}  // namespace tasuki::cli
