#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "client-cli/parse.hpp"
#include "client-cli/view.hpp"
#include "proto/api.pb.h"

// The three pure parts of a command, each alone: what was typed → request; answer → JSON; answers → text.
namespace tasuki::cli::test {

using Words = std::vector<std::string>;

/// Friday 13 February 2026, 17:00 in Japan.
inline Moment friday() { return {*from_rfc3339("2026-02-13T08:00:00Z"), Zone::tokyo()}; }
inline std::int64_t millis(std::string_view rfc3339) { return to_millis(*from_rfc3339(rfc3339)); }
/// An id of 32 such bytes.
inline std::string id(char byte) { return std::string(32, byte); }

inline Attempt<proto::api::Request> request_of(const Words& words, const Moment& moment = friday()) {
  TRY(auto parsed, parse(words));
  if (parsed.command->prepare != nullptr) {
    TRY_VOID(parsed.command->prepare(parsed.arguments));
  }
  proto::api::Request request;
  TRY_VOID(parsed.command->exchange.fill(parsed.arguments, moment, request));
  return request;
}

/// The request as text on one line, or `error CODE SUBJECT`.
inline std::string request_text(const Words& words, const Moment& moment = friday()) {
  const auto request = request_of(words, moment);
  if (!request) return "error " + request.error().code + " " + request.error().subject;
  return request->ShortDebugString();
}

inline Json json_of(const Words& words, const proto::api::Response& response,
                    Language language = Language::Japanese) {
  return parse(words)->command->exchange.json(response, language);
}

inline std::string text_of(const Words& words, const std::vector<proto::api::Response>& responses,
                           View::Setting setting = {}) {
  const auto parsed = parse(words);
  EXPECT_TRUE(parsed) << parsed.error().code;
  setting.moment = friday();
  std::ostringstream out;
  View view(out, setting, parsed->arguments);
  for (const auto& response : responses) {
    parsed->command->exchange.show(response, view);
    ++view.shown;
  }
  view.flush();
  if (parsed->command->exchange.finish != nullptr) parsed->command->exchange.finish(view);
  view.flush();
  return out.str();
}

inline ExitCode judged(const Words& words, const proto::api::Response& response) {
  const auto parsed = parse(words);
  return parsed->command->exchange.judge(response, parsed->arguments);
}

}  // namespace tasuki::cli::test
