#include "client-cli/conversation.hpp"

#include <chrono>
#include <nlohmann/json.hpp>

#include "client-cli/view.hpp"
#include "client/home.hpp"
#include "client/session_file.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

/// Longer than anything the node waits for itself: a pairing over a slow network, Argon2id in a queue.
constexpr Duration kLongestWait = std::chrono::seconds(120);

bool has_answer(const proto::api::Response& response) {
  return response.answer_case() != proto::api::Response::kDone &&
         response.answer_case() != proto::api::Response::ANSWER_NOT_SET;
}

View::Setting setting_for(const Invocation& invocation, const Moment& moment) {
  const bool terminal = invocation.io.out_is_terminal;
  return {.language = invocation.language,
          .colour = terminal && !invocation.io.environment("NO_COLOR"),
          .terminal = terminal,
          .moment = moment};
}

/// Prints answers in the way of the invocation's command.
class Presenter {
 public:
  Presenter(const Invocation& invocation, const Moment& moment)
      : invocation_(invocation),
        how_(invocation.command.exchange),
        view_(invocation.io.out, setting_for(invocation, moment), invocation.arguments) {}

  void show(const proto::api::Response& response) {
    if (how_.judge != nullptr) exit_ = std::max(exit_, how_.judge(response));
    if (invocation_.json) return print(invocation_.io.out, how_.json(response));
    how_.show(response, view_);
    ++view_.shown;
    if (how_.endless) view_.flush();
  }
  /// What is there of a list that broke off is shown as well.
  void flush() { view_.flush(); }
  ExitCode finish() {
    view_.flush();
    if (!invocation_.json && how_.finish != nullptr) how_.finish(view_);
    view_.flush();
    return exit_;
  }

 private:
  const Invocation& invocation_;
  const Exchange& how_;
  View view_;
  ExitCode exit_ = ExitCode::Done;
};

/// Only people are told how old something is.
Attempt<Moment> moment_to_show(const Invocation& invocation, Conversation& conversation) {
  if (invocation.json) return Moment{};
  return conversation.moment();
}

}  // namespace

Attempt<Conversation> Conversation::open(const Invocation& invocation) {
  TRY(const auto home, home_of(invocation));
  TRY(auto connection, client::Connection::open(home));
  TRY(const auto file, session_file_of(invocation));
  TRY(auto token, client::load_session(file));
  return Conversation(std::move(connection), std::move(token));
}

Attempt<> Conversation::ask(proto::api::Request& request, const Visit& visit) {
  return ask(request, kLongestWait, visit);
}

Attempt<> Conversation::listen(proto::api::Request& request, const Visit& visit) {
  return ask(request, std::nullopt, visit);
}

Attempt<> Conversation::ask(proto::api::Request& request, std::optional<Duration> limit, const Visit& visit) {
  std::optional<Failure> failure;
  TRY_VOID(connection_.ask(request, token_, limit, [&](const proto::api::Response& response) {
    if (response.has_error()) {
      failure = Failure::of(response.error());
    } else if (has_answer(response)) {
      visit(response);
    }
    return !failure;
  }));
  if (failure) return *failure;
  return {};
}

Attempt<Moment> Conversation::moment() {
  Moment moment;
  proto::api::Request request;
  request.mutable_status();
  TRY_VOID(ask(request, [&moment](const proto::api::Response& response) {
    moment.now = from_millis(response.status().now());
  }));
  return moment;
}

Attempt<ExitCode> exchange(Invocation& invocation, Conversation& conversation, proto::api::Request& request) {
  TRY(const auto moment, moment_to_show(invocation, conversation));
  Presenter presenter(invocation, moment);
  const auto show = [&presenter](const proto::api::Response& response) { presenter.show(response); };
  const bool endless = invocation.command.exchange.endless;
  const auto asked = endless ? conversation.listen(request, show) : conversation.ask(request, show);
  presenter.flush();
  TRY_VOID(asked);
  return presenter.finish();
}

Attempt<ExitCode> present(Invocation& invocation, Conversation& conversation,
                          const proto::api::Response& answer) {
  TRY(const auto moment, moment_to_show(invocation, conversation));
  Presenter presenter(invocation, moment);
  presenter.show(answer);
  return presenter.finish();
}

Attempt<ExitCode> run_exchange(Invocation& invocation) {
  const auto& how = invocation.command.exchange;
  proto::api::Request request;
  // Before anything else, so that wrong usage is told also where no node runs.
  TRY_VOID(how.fill(invocation.arguments, {}, request));
  TRY(auto conversation, Conversation::open(invocation));
  if (how.asks_time) {
    TRY(const auto moment, conversation.moment());
    request.Clear();
    TRY_VOID(how.fill(invocation.arguments, moment, request));
  }
  return exchange(invocation, conversation, request);
}

}  // namespace tasuki::cli
