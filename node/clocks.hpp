#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

namespace tasuki::node {

/// The system's clock. For any thread.
class SystemClock final : public Clock {
 public:
  Time now() const override;
  Duration uptime() const override;
};

/// A wall clock for demonstrations and tests, set by a file that holds one RFC 3339 time: it showed that time
/// when the file was last written and has run since. So all nodes that are given one file agree, also after a
/// restart, and writing the file moves time. A file that is gone or says nothing leaves the clock as it ran.
/// Uptime is the system's, and jumps forward with the wall clock where a second line says `uptime`: so that
/// what is due by intervals comes due in a test. For any thread; looks at the file a hundred times per second
/// at most.
class TestClock final : public Clock {
 public:
  /// Nothing where the file does not hold a time.
  static std::unique_ptr<TestClock> open(const std::filesystem::path& file);

  Time now() const override;
  Duration uptime() const override;

 private:
  struct Setting {
    Time shown;
    Time written;
    bool moves_uptime = false;
  };
  explicit TestClock(std::filesystem::path file, Setting setting);
  static std::optional<Setting> read(const std::filesystem::path& file);
  /// Under the lock.
  void look() const;

  const std::filesystem::path file_;
  mutable std::mutex mutex_;
  mutable Setting setting_;
  mutable Duration looked_{0};
  mutable Duration uptime_ahead_{0};
};

}  // namespace tasuki::node
