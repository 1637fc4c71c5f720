#include "node/clocks.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <fstream>

namespace tasuki::node {

namespace {

constexpr Duration kLookEvery{10};

Time system_now() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

Duration system_uptime() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

Time SystemClock::now() const { return system_now(); }
Duration SystemClock::uptime() const { return system_uptime(); }

std::unique_ptr<TestClock> TestClock::open(const std::filesystem::path& file) {
  const auto setting = read(file);
  if (!setting) return nullptr;
  return std::unique_ptr<TestClock>(new TestClock(file, *setting));
}

TestClock::TestClock(std::filesystem::path file, Setting setting)
    : file_(std::move(file)), setting_(setting), looked_(system_uptime()) {}

std::optional<TestClock::Setting> TestClock::read(const std::filesystem::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  std::string line;
  std::ifstream stream(file);
  std::getline(stream, line);
  const auto shown = from_rfc3339(line);
  if (!shown) return std::nullopt;
  std::getline(stream, line);
  const Duration written =
      std::chrono::seconds(status.st_mtim.tv_sec) +
      std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(status.st_mtim.tv_nsec));
  return Setting{*shown, Time(written), line == "uptime"};
}

void TestClock::look() const {
  if (system_uptime() - looked_ < kLookEvery) return;
  looked_ = system_uptime();
  const auto next = read(file_);
  if (!next) return;
  const Duration jump = (next->shown - next->written) - (setting_.shown - setting_.written);
  if (next->moves_uptime) uptime_ahead_ += std::max(jump, Duration::zero());
  setting_ = *next;
}

Time TestClock::now() const {
  const std::lock_guard lock(mutex_);
  look();
  return setting_.shown + (system_now() - setting_.written);
}

Duration TestClock::uptime() const {
  const std::lock_guard lock(mutex_);
  look();
  return system_uptime() + uptime_ahead_;
}

}  // namespace tasuki::node
