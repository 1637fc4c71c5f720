#pragma once

#include <map>

#include "client-cli/invocation.hpp"
#include "client/connection.hpp"

namespace tasuki::cli {

struct NodeStatus {
  Moment moment;
  std::string agency_id;
  std::string agency_name;
};

/// A connection to the invocation's node, with its session. An error that the node answers becomes a Failure
/// here.
class Conversation {
 public:
  static Attempt<Conversation> open(const Invocation& invocation);

  using Visit = std::function<void(const proto::api::Response&)>;
  /// Each answer but an error and the mere end of a list is handed to `visit`.
  Attempt<> ask(proto::api::Request& request, const Visit& visit);
  /// The same, for answers that come as things happen: waits for ever.
  Attempt<> listen(proto::api::Request& request, const Visit& visit);
  /// What time it is at the node, and whose it is. Needs no login.
  Attempt<NodeStatus> status();
  /// By their raw ids. Empty where this login may not know.
  std::map<std::string, std::string> contact_names();

 private:
  Conversation(client::Connection connection, SecretBytes token)
      : connection_(std::move(connection)), token_(std::move(token)) {}
  Attempt<> ask(proto::api::Request& request, std::optional<Duration> limit, const Visit& visit);

  client::Connection connection_;
  SecretBytes token_;
};

/// Runs a command that is one request: asks, and prints each answer as it comes.
Attempt<ExitCode> run_exchange(Invocation& invocation);

/// The same for a request that the caller has filled, with the command's own way of printing.
Attempt<ExitCode> exchange(Invocation& invocation, Conversation& conversation, proto::api::Request& request);

/// Prints one answer that the caller has, in the command's own way.
Attempt<ExitCode> present(Invocation& invocation, Conversation& conversation,
                          const proto::api::Response& answer);

}  // namespace tasuki::cli
