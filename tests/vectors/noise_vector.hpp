#pragma once

#include "tests/vectors/vector_runner.hpp"

namespace tasuki::test {

/// Plays one vector of the cacophony format with both roles against each other: every message written must be
/// the one given, every message read must give the payload, then the handshake hash and the transport
/// messages.
Verdict run_noise_vector(const nlohmann::json& vector);
/// `protocol_name`, or `name` where there is none.
std::string noise_vector_name(const nlohmann::json& vector);
/// Every vector of `{"vectors": […]}` or of a bare list.
void for_each_noise_vector(const nlohmann::json& file, const Visit& visit);

}  // namespace tasuki::test
