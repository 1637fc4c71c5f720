#include "core/engine/commands/call.hpp"

#include "proto/api.pb.h"

namespace tasuki::engine {

void answer(Effects& effects, PendingAnswer to, proto::api::Response response, bool last) {
  response.set_number(to.number);
  response.set_last(last);
  effects.push_back(Answer{to.client, copy(as_bytes(response.SerializeAsString()))});
}

void answer_error(Effects& effects, PendingAnswer to, const Error& error) {
  proto::api::Response response;
  auto& said = *response.mutable_error();
  said.set_code(std::string(error.name()));
  said.set_message(error.detail());
  said.set_exit_code(static_cast<std::uint32_t>(exit_code(error.name())));
  answer(effects, to, std::move(response));
}

void Call::reply(proto::api::Response response) {
  answer(effects, pending(*this), std::move(response), false);
}

void Call::finish(proto::api::Response response) { answer(effects, pending(*this), std::move(response)); }

void Call::done() {
  proto::api::Response response;
  response.mutable_done();
  finish(std::move(response));
}

void Call::refuse(const Error& error) { answer_error(effects, pending(*this), error); }

}  // namespace tasuki::engine
