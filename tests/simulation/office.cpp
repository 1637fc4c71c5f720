#include "tests/simulation/office.hpp"

#include "core/base/protobuf.hpp"
#include "tests/simulation/snapshot.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

using proto::api::Request;
using proto::api::Response;

void Office::opens() { log_in(world_.chance().one_in(2) ? administrator_ : nurse_); }

void Office::closes() {
  token_.clear();
  waiting_.clear();
}

void Office::change_shift() { log_in(on_duty_ == nurse_ ? administrator_ : nurse_); }

void Office::log_in(const std::string& who) {
  token_.clear();
  on_duty_ = who;
  Request request;
  request.mutable_login()->set_staff(who);
  request.mutable_login()->set_passphrase(std::string(kPassphrase));
  post(std::move(request), [this, who](const Response& response) {
    if (response.has_login()) {
      token_ = response.login().token();
    } else if (who == nurse_) {
      log_in(administrator_);  // her account was disabled
    } else if (response.error().code() != "commit-failed") {
      world_.fail("nobody can log in: " + response.error().code());
    }
  });
}

bool Office::ask(Request request, Reply reply) {
  if (token_.empty()) return false;
  request.set_token(token_);
  post(std::move(request), std::move(reply));
  return true;
}

void Office::post(Request request, Reply reply) {
  const engine::ClientId client{next_client_++};
  request.set_number(static_cast<std::uint64_t>(client));
  waiting_.emplace(client, std::move(reply));
  world_.node(node_).push(engine::Command{client, 1000, serialize_message(request)});
}

void Office::answered(const engine::Answer& answer) {
  const auto place = waiting_.find(answer.client);
  if (place == waiting_.end()) return;
  const auto response = parse_message<Response>(answer.response).value();
  world_.answered(node_, response);
  const Reply reply = place->second;
  if (response.last()) waiting_.erase(place);
  if (reply) reply(response);
  const auto& code = response.error().code();
  if (code == "not-logged-in" || code == "session-expired") log_in(administrator_);
}

}  // namespace tasuki::simulation
