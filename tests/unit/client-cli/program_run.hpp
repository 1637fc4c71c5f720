#pragma once

#include <fstream>
#include <map>
#include <memory>

#include "client-cli/program.hpp"
#include "tests/support/fake_node.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli::test {

namespace api = proto::api;
using tasuki::test::FakeNode;

/// Whole runs of the program, against a node that answers as the test says.
class ProgramRun : public ::testing::Test {
 protected:
  /// Status is answered by itself: people are told how old things are.
  void node(FakeNode::Script script) {
    node_.reset();
    node_ = std::make_unique<FakeNode>(folder_.path(), [script](const api::Request& request) {
      if (!request.has_status()) return script(request);
      api::Response response;
      response.mutable_status()->set_now(millis("2026-02-13T08:00:00Z"));
      response.mutable_status()->set_agency_id(id('\x01'));
      response.mutable_status()->set_agency_name("さくら精神科病院");
      return FakeNode::Reply{.responses = {response}};
    });
  }
  void node_answers(const api::Response& response) {
    node([response](const api::Request&) { return FakeNode::Reply{.responses = {response}}; });
  }

  int run(Words words) {
    words.insert(words.begin(), {"--home", folder_.path(), "--session", folder_ / "session"});
    return run_bare(words);
  }
  int run_bare(const Words& words) {
    out_.str("");
    err_.str("");
    Io io{.out = out_,
          .err = err_,
          .environment = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = environment_.find(name);
            return found == environment_.end() ? std::nullopt : std::optional(found->second);
          }};
    io.can_ask = can_ask_;
    io.out_is_terminal = out_is_terminal_;
    io.ask_secret = [this](const std::string&) { return SecretBytes(next_answer()); };
    io.ask_line = [this](const std::string& prompt) {
      asked_ += prompt;
      return next_answer();
    };
    return static_cast<int>(run_tasuki(words, io));
  }
  std::string next_answer() {
    const auto answer = answers_.empty() ? "" : answers_.front();
    if (!answers_.empty()) answers_.erase(answers_.begin());
    return answer;
  }
  std::string file(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }
  Json json() const { return Json::parse(out_.str()); }
  /// The last request that was no question for the time.
  api::Request asked_of_node() const {
    api::Request last;
    for (const auto& request : node_->requests()) {
      if (!request.has_status()) last = request;
    }
    return last;
  }

  tasuki::test::TemporaryFolder folder_;
  std::unique_ptr<FakeNode> node_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::map<std::string, std::string> environment_;
  bool can_ask_ = false;
  bool out_is_terminal_ = false;
  std::vector<std::string> answers_;
  std::string asked_;
};

}  // namespace tasuki::cli::test
