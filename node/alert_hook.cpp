#include "node/alert_hook.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>

namespace tasuki::node {

namespace {

constexpr int kLookEveryMs = 100;

/// Everything of ours but what an alert says.
std::vector<std::string> environment_with(const engine::Alert& alert) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::strncmp(*entry, "TASUKI_", 7) != 0) all.emplace_back(*entry);
  }
  all.push_back("TASUKI_ALERT=" + alert.reason);
  all.push_back("TASUKI_URGENCY=" + alert.urgency);
  all.push_back("TASUKI_TEAM_ID=" + alert.team.hex());
  all.push_back("TASUKI_MESSAGE_ID=" + alert.message.hex());
  all.push_back("TASUKI_STEP=" + std::to_string(alert.step));
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// A group of its own, nothing of ours open but the log, signals as they usually are.
std::optional<pid_t> start(std::vector<std::string> command, const engine::Alert& alert) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
  if (::posix_spawn_file_actions_init(&files) != 0) return std::nullopt;
  if (::posix_spawnattr_init(&how) != 0) {
    ::posix_spawn_file_actions_destroy(&files);
    return std::nullopt;
  }
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(&how, &all);
  ::posix_spawnattr_setsigmask(&how, &none);
  ::posix_spawnattr_setpgroup(&how, 0);
  ::posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  auto environment = environment_with(alert);
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, command.front().c_str(), &files, &how,
                                    pointers_to(command).data(), pointers_to(environment).data());
  ::posix_spawnattr_destroy(&how);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

}  // namespace

AlertHook::AlertHook(std::vector<std::string> command, Duration limit)
    : command_(std::move(command)), limit_(limit) {
  if (!command_.empty()) thread_ = std::thread([this] { run(); });
}

AlertHook::~AlertHook() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  something_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void AlertHook::raise(engine::Alert alert) {
  if (command_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kMostWaiting) {
      spdlog::warn("on_alert: alert-queue-full");
      return;
    }
    waiting_.push_back(std::move(alert));
  }
  something_.notify_all();
}

bool AlertHook::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void AlertHook::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    something_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const auto alert = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    run_one(alert);
    lock.lock();
  }
}

void AlertHook::run_one(const engine::Alert& alert) {
  const auto child = start(command_, alert);
  if (!child) return spdlog::warn("on_alert: alert-not-started");
  const auto until = std::chrono::steady_clock::now() + limit_;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, *child, 0));
  bool ended = false;
  while (!ended && !is_stopping() && std::chrono::steady_clock::now() < until) {
    pollfd ends{handle, POLLIN, 0};
    ::poll(&ends, handle < 0 ? 0 : 1, kLookEveryMs);
    siginfo_t info{};
    const int asked = ::waitid(P_PID, static_cast<id_t>(*child), &info, WEXITED | WNOHANG | WNOWAIT);
    ended = asked == 0 && info.si_pid == *child;
  }
  if (handle >= 0) ::close(handle);
  if (!ended) {
    ::kill(-*child, SIGKILL);
    spdlog::warn("on_alert: alert-timeout");
  }
  int status = 0;
  ::waitpid(*child, &status, 0);
  if (ended && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) spdlog::warn("on_alert: alert-failed");
}

}  // namespace tasuki::node
