#include "client-cli/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace tasuki::cli {

namespace {

constexpr int kFirstSecret = 3;
constexpr std::size_t kMostOutput = 64 * 1024;

struct Pipe {
  int ends[2] = {-1, -1};

  /// Above the descriptors that the child is to find its secrets at.
  bool open() {
    int made[2];
    if (::pipe2(made, O_CLOEXEC) != 0) return false;
    for (int i = 0; i < 2; ++i) {
      ends[i] = ::fcntl(made[i], F_DUPFD_CLOEXEC, 20);
      ::close(made[i]);
    }
    return ends[0] >= 0 && ends[1] >= 0;
  }
  void close_end(int which) {
    if (ends[which] >= 0) ::close(ends[which]);
    ends[which] = -1;
  }
};

/// A passphrase fits into a pipe's buffer, so this does not wait for the child.
bool fill(Pipe& pipe, const SecretBytes& secret) {
  const auto bytes = secret.reveal();
  const bool written =
      ::write(pipe.ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  pipe.close_end(1);
  return written;
}

/// What was read, unless the pipe has ended.
bool read_some(int file, std::string& into) {
  char piece[4096];
  const auto got = ::read(file, piece, sizeof piece);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  into.append(piece, std::min(kMostOutput - into.size(), static_cast<std::size_t>(got)));
  return true;
}

/// Both at once: a child that fills one of them would wait for ever while the other is read.
void read_to_end(Pipe& out, Pipe& err, ChildEnd& into) {
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    pollfd waiting[] = {{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    if (waiting[0].revents != 0 && !read_some(out.ends[0], into.out)) out.close_end(0);
    if (waiting[1].revents != 0 && !read_some(err.ends[0], into.err)) err.close_end(0);
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Between fork and exec: only what is allowed there.
[[noreturn]] void become(char* const* arguments, int out, int err, const std::vector<Pipe>& secrets) {
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  for (std::size_t i = 0; i < secrets.size(); ++i)
    ::dup2(secrets[i].ends[0], kFirstSecret + static_cast<int>(i));
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

std::optional<ChildEnd> run_child(const std::vector<std::string>& words,
                                  const std::vector<SecretBytes>& secrets) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  Pipe out;
  Pipe err;
  std::vector<Pipe> handed(secrets.size());
  bool ready = out.open() && err.open();
  for (std::size_t i = 0; i < secrets.size(); ++i)
    ready = ready && handed[i].open() && fill(handed[i], secrets[i]);
  const pid_t child = ready ? ::fork() : -1;
  if (child == 0) become(arguments.data(), out.ends[1], err.ends[1], handed);
  out.close_end(1);
  err.close_end(1);
  for (auto& pipe : handed) {
    pipe.close_end(0);
    pipe.close_end(1);
  }
  ChildEnd end;
  if (child > 0) read_to_end(out, err, end);
  out.close_end(0);
  err.close_end(0);
  if (child < 0) return std::nullopt;
  end.exit_code = wait_for(child);
  return end;
}

std::string secret_path(std::size_t index) { return "/dev/fd/" + std::to_string(kFirstSecret + index); }

std::string program_beside(const std::string& name) {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  if (!ignored && ::access((self.parent_path() / name).c_str(), X_OK) == 0) return self.parent_path() / name;
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path == nullptr ? "" : path; !rest.empty();) {
    const auto colon = rest.find(':');
    const auto candidate = std::filesystem::path(rest.substr(0, colon)) / name;
    if (candidate.is_absolute() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  return {};
}

}  // namespace tasuki::cli
