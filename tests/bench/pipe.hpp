#pragma once

#include <cstdint>
#include <string>

#include "proto/api.pb.h"

namespace tasuki::bench {

/// A program's connection on which many requests may be under way. A failure ends the benchmark: it throws.
class Pipe {
 public:
  explicit Pipe(const std::string& home);
  ~Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void use(std::string token) { token_ = std::move(token); }
  /// Gives the request a number and sends it.
  std::uint64_t send(proto::api::Request& request);
  proto::api::Response receive();
  /// One request, its one answer; an error throws.
  proto::api::Response ask(proto::api::Request request);
  /// One request and the number of lines that answer it.
  std::size_t count_lines(proto::api::Request request);

 private:
  int socket_;
  std::string token_;
  std::uint64_t last_ = 0;
};

}  // namespace tasuki::bench
