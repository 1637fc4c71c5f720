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

/// Japan's where the node tells none, as older ones do.
Zone zone_of(const proto::api::TimeZone& told) {
  std::vector<Zone::Transition> transitions;
  for (const auto& transition : told.transition())
    transitions.push_back({from_millis(transition.at()), std::chrono::seconds(transition.offset_s())});
  auto zone = Zone::create(told.name(), std::chrono::seconds(told.before_s()), std::move(transitions));
  return zone ? std::move(*zone) : Zone::tokyo();
}

/// What people are told beyond the answer: how old things are, what agencies are called. Scripts are not.
Attempt<View::Setting> setting_for(const Invocation& invocation, Conversation& conversation) {
  const bool terminal = invocation.io.out_is_terminal;
  View::Setting setting{.language = invocation.language,
                        .colour = terminal && !invocation.io.environment("NO_COLOR"),
                        .terminal = terminal};
  if (invocation.json) return setting;
  TRY(const auto status, conversation.status());
  setting.moment = status.moment;
  if (invocation.command.exchange.names_agencies) {
    setting.agency_names = conversation.contact_names();
    setting.agency_names[status.agency_id] = status.agency_name;
  }
  return setting;
}

/// Prints answers in the way of the invocation's command.
class Presenter {
 public:
  Presenter(const Invocation& invocation, View::Setting setting)
      : invocation_(invocation),
        how_(invocation.command.exchange),
        view_(invocation.io.out, std::move(setting), invocation.arguments) {}

  void show(const proto::api::Response& response) {
    if (how_.judge != nullptr) exit_ = std::max(exit_, how_.judge(response, invocation_.arguments));
    if (invocation_.json) {
      print(invocation_.io.out, how_.json(response, invocation_.language));
    } else {
      how_.show(response, view_);
      ++view_.shown;
    }
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

Attempt<NodeStatus> Conversation::status() {
  NodeStatus status;
  proto::api::Request request;
  request.mutable_status();
  TRY_VOID(ask(request, [&status](const proto::api::Response& response) {
    status.moment.now = from_millis(response.status().now());
    status.moment.zone = zone_of(response.status().time_zone());
    status.agency_id = response.status().agency_id();
    status.agency_name = response.status().agency_name();
  }));
  return status;
}

std::map<std::string, std::string> Conversation::contact_names() {
  std::map<std::string, std::string> names;
  proto::api::Request request;
  request.mutable_contact_list();
  const auto asked = ask(request, [&names](const proto::api::Response& response) {
    names[response.contact().agency_id()] = response.contact().name();
  });
  if (!asked) names.clear();
  return names;
}

Attempt<ExitCode> exchange(Invocation& invocation, Conversation& conversation, proto::api::Request& request) {
  TRY(auto setting, setting_for(invocation, conversation));
  Presenter presenter(invocation, std::move(setting));
  const auto show = [&presenter](const proto::api::Response& response) { presenter.show(response); };
  const bool endless = invocation.command.exchange.endless;
  const auto asked = endless ? conversation.listen(request, show) : conversation.ask(request, show);
  presenter.flush();
  TRY_VOID(asked);
  return presenter.finish();
}

Attempt<ExitCode> present(Invocation& invocation, Conversation& conversation,
                          const proto::api::Response& answer) {
  TRY(auto setting, setting_for(invocation, conversation));
  Presenter presenter(invocation, std::move(setting));
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
    TRY(const auto status, conversation.status());
    request.Clear();
    TRY_VOID(how.fill(invocation.arguments, status.moment, request));
  }
  return exchange(invocation, conversation, request);
}

}  // namespace tasuki::cli
