#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tests/bench/pipe.hpp"

namespace tasuki::bench {

/// A real agency: `tasukid` as a process of its own, with a home, a port on loopback, and somebody logged in.
class Agency {
 public:
  /// Makes the home. `port` is where it listens.
  Agency(std::filesystem::path programs, const std::filesystem::path& folder, std::string name, int port);
  ~Agency();
  Agency(const Agency&) = delete;
  Agency& operator=(const Agency&) = delete;

  /// Returns the seconds from the start to `ready`.
  double start();
  void stop();
  void log_in();

  /// A code, as for pairing.
  std::string invitation();
  void pair_with(Agency& other);
  std::string found_team(const std::vector<Agency*>& members);
  void consent(const std::string& team);

  Pipe& pipe() { return *pipe_; }
  /// One more connection, logged in.
  std::unique_ptr<Pipe> another_pipe() const;
  const std::string& id() const { return id_; }

  double cpu_seconds() const;
  /// Proportional set size in MiB.
  double memory() const;

 private:
  std::filesystem::path programs_;
  std::filesystem::path home_;
  std::filesystem::path passphrase_;
  std::string name_;
  int port_;
  int process_ = -1;
  std::string token_;
  std::string id_;
  std::unique_ptr<Pipe> pipe_;
};

}  // namespace tasuki::bench
