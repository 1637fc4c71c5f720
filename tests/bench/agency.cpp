#include "tests/bench/agency.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "core/base/bytes.hpp"

namespace tasuki::bench {

namespace {

constexpr const char* kPassphrase = "benchmark passphrase";

/// Starts a program; its stdout goes to the returned descriptor, its stderr nowhere.
std::pair<int, int> spawn(const std::vector<std::string>& arguments) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const int process = ::fork();
  if (process == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
    std::vector<char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  return {process, ends[0]};
}

std::string read_line(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line.push_back(c);
  return line;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Agency::Agency(std::filesystem::path programs, const std::filesystem::path& folder, std::string name,
               int port)
    : programs_(std::move(programs)),
      home_(folder / name),
      passphrase_(folder / "passphrase"),
      name_(std::move(name)),
      port_(port) {
  std::ofstream(passphrase_) << kPassphrase;
  const auto [process, output] =
      spawn({programs_ / "tasukid", "init", "--home", home_, "--agency", name_, "--kind",
             "psychiatric-hospital", "--admin", "admin", "--profession", "psw", "--passphrase-file",
             passphrase_, "--argon2-passes", "1", "--argon2-memory-mib", "8"});
  const std::string line = read_line(output);
  while (!read_line(output).empty()) continue;
  ::close(output);
  int status = 0;
  ::waitpid(process, &status, 0);
  if (status != 0 || !line.starts_with("agency_id=")) throw std::runtime_error("tasukid init does not work");
  id_ = line.substr(line.find('=') + 1);
}

Agency::~Agency() { stop(); }

double Agency::start() {
  const auto begun = std::chrono::steady_clock::now();
  const auto [process, output] =
      spawn({programs_ / "tasukid", "--home", home_, "--listen", "127.0.0.1:" + std::to_string(port_),
             "--passphrase-file", passphrase_, "--log-level", "error"});
  process_ = process;
  const bool ready = read_line(output).starts_with("ready");
  const double seconds = seconds_since(begun);
  ::close(output);
  if (!ready) throw std::runtime_error("tasukid does not start");
  return seconds;
}

void Agency::stop() {
  if (process_ < 0) return;
  pipe_.reset();
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

void Agency::log_in() {
  pipe_ = std::make_unique<Pipe>(home_);
  proto::api::Request request;
  request.mutable_login()->set_staff("admin");
  request.mutable_login()->set_passphrase(kPassphrase);
  token_ = pipe_->ask(std::move(request)).login().token();
  pipe_->use(token_);
}

std::unique_ptr<Pipe> Agency::another_pipe() const {
  auto pipe = std::make_unique<Pipe>(home_);
  pipe->use(token_);
  return pipe;
}

std::string Agency::invitation() {
  proto::api::Request invite;
  invite.mutable_contact_invite()->set_valid_ms(3'600'000);
  return pipe().ask(std::move(invite)).invite().code();
}

void Agency::pair_with(Agency& other) {
  proto::api::Request accept;
  accept.mutable_contact_accept()->set_code(invitation());
  other.pipe().ask(std::move(accept));
}

std::string Agency::found_team(const std::vector<Agency*>& members) {
  proto::api::Request create;
  create.mutable_team_create()->set_person("A");
  const auto team = to_hex(as_bytes(pipe().ask(std::move(create)).team().team_id()));
  for (auto* member : members) {
    proto::api::Request add;
    add.mutable_team_add()->set_team(team);
    add.mutable_team_add()->set_agency(member->id());
    pipe().ask(std::move(add));
  }
  return team;
}

void Agency::consent(const std::string& team) {
  proto::api::Request request;
  auto& grant = *request.mutable_consent_grant();
  grant.set_team(team);
  grant.add_category("symptoms");
  grant.add_to("team");
  grant.set_obtained("written");
  pipe().ask(std::move(request));
}

double Agency::cpu_seconds() const {
  std::ifstream stat("/proc/" + std::to_string(process_) + "/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Agency::memory() const {
  std::ifstream rollup("/proc/" + std::to_string(process_) + "/smaps_rollup");
  for (std::string word; rollup >> word;) {
    double kilobytes = 0;
    if (word == "Pss:" && rollup >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace tasuki::bench
