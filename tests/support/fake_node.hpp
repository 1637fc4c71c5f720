#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "proto/api.pb.h"

namespace tasuki::test {

/// Listens at HOME/api.sock in a thread of its own and answers programs as the test says.
class FakeNode {
 public:
  struct Reply {
    /// Sent in this order, with the request's number; `last` is set on the final one.
    std::vector<proto::api::Response> responses = {};
    /// Sent after them as it is: for frames that no node should send.
    std::string raw = {};
    /// Then the connection is closed, as when the node dies.
    bool hang_up = false;
    /// Leaves `last` unset on the final response too.
    bool unfinished = false;
  };
  using Script = std::function<Reply(const proto::api::Request&)>;

  FakeNode(std::string home, Script script);
  /// Hangs up on everybody.
  ~FakeNode();
  FakeNode(const FakeNode&) = delete;
  FakeNode& operator=(const FakeNode&) = delete;

  std::vector<proto::api::Request> requests() const;

 private:
  void listen();
  void serve();
  void talk(int client);

  std::string home_;
  Script script_;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  mutable std::mutex mutex_;
  std::vector<proto::api::Request> requests_;
  std::thread thread_;
};

}  // namespace tasuki::test
