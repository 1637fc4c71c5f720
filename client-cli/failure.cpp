#include "client-cli/failure.hpp"

#include "client/error.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

ExitCode exit_of(const Error& error) {
  using client::ClientError;
  if (error.is(ClientError::MalformedAnswer)) return ExitCode::Bug;
  if (error.is(ClientError::HomeUnknown)) return ExitCode::Usage;
  for (const auto network :
       {ClientError::HomeMissing, ClientError::NodeNotRunning, ClientError::ConnectionLost,
        ClientError::SocketNotPermitted, ClientError::NodeSilent}) {
    if (error.is(network)) return ExitCode::NoNode;
  }
  return ExitCode::Refused;
}

/// A newer node may send a number that this program does not know: that is a refusal too.
ExitCode exit_of(std::uint32_t code) {
  for (const auto known : {ExitCode::Refused, ExitCode::Usage, ExitCode::NoNode, ExitCode::Untrusted,
                           ExitCode::NoConsent, ExitCode::Bug}) {
    if (static_cast<std::uint32_t>(known) == code) return known;
  }
  return ExitCode::Refused;
}

}  // namespace

Failure Failure::of(const Error& error) {
  return {exit_of(error), std::string(error.name()), error.detail()};
}

Failure Failure::of(const proto::api::Error& error) {
  Failure failure(exit_of(error.exit_code()), error.code().empty() ? "internal" : error.code(),
                  error.message());
  failure.answer = std::make_shared<const proto::api::Error>(error);
  return failure;
}

}  // namespace tasuki::cli
