#include "node/alert_hook.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

/// A pipe with a name that the hook's program writes into.
class AlertHookTest : public testing::Test {
 protected:
  AlertHookTest() : pipe_(folder_ / "said") {
    EXPECT_EQ(::mkfifo(pipe_.c_str(), 0600), 0);
    reader_ = ::open(pipe_.c_str(), O_RDWR);
  }
  ~AlertHookTest() override { ::close(reader_); }

  std::vector<std::string> shell(const std::string& script) const {
    return {"/bin/sh", "-c", script + " > '" + pipe_ + "'"};
  }
  /// The next line, or what came within ten seconds.
  std::string said() {
    std::string line;
    pollfd readable{reader_, POLLIN, 0};
    while (::poll(&readable, 1, 10'000) == 1) {
      char c = 0;
      if (::read(reader_, &c, 1) != 1 || c == '\n') break;
      line += c;
    }
    return line;
  }
  static engine::Alert alert(std::uint32_t step = 0) {
    return {"escalation", TeamId(), RecordId(), "phone", step};
  }

  test::TemporaryFolder folder_;
  std::string pipe_;
  int reader_ = -1;
};

TEST_F(AlertHookTest, TellsIdsAndCodesAndNothingElseOfOurs) {
  ::setenv("TASUKI_HOME", "/somewhere", 1);
  AlertHook hook(shell("echo \"$TASUKI_ALERT $TASUKI_URGENCY $TASUKI_STEP ${TASUKI_HOME:-none}\""));
  hook.raise(alert(3));
  EXPECT_EQ(said(), "escalation phone 3 none");
  ::unsetenv("TASUKI_HOME");
}

TEST_F(AlertHookTest, LeavesNothingOfOursOpenToTheProgram) {
  const int ours = ::dup(reader_);
  AlertHook hook(shell("test -e /proc/$$/fd/" + std::to_string(ours) + " && echo open || echo closed"));
  hook.raise(alert());
  EXPECT_EQ(said(), "closed");
  ::close(ours);
}

TEST_F(AlertHookTest, RunsThemOneAfterTheOther) {
  AlertHook hook(shell("echo $TASUKI_STEP"));
  for (const std::uint32_t step : {1, 2, 3}) hook.raise(alert(step));
  for (const auto* step : {"1", "2", "3"}) EXPECT_EQ(said(), step);
}

TEST_F(AlertHookTest, EndsWhatTakesTooLongAndGoesOn) {
  AlertHook hook(shell("test $TASUKI_STEP = 1 && sleep 1000; echo $TASUKI_STEP"),
                 std::chrono::milliseconds(300));
  hook.raise(alert(1));
  hook.raise(alert(2));
  EXPECT_EQ(said(), "2");
}

TEST_F(AlertHookTest, StopsWithoutWaitingForWhatRuns) {
  const auto begin = std::chrono::steady_clock::now();
  {
    AlertHook hook({"/bin/sh", "-c", "echo begun > '" + pipe_ + "'; sleep 1000"});
    hook.raise(alert());
    EXPECT_EQ(said(), "begun");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(AlertHookTest, AProgramThatIsNotThereStopsNothing) {
  AlertHook hook({"/no/such/program"});
  for (std::size_t i = 0; i < 2 * AlertHook::kMostWaiting; ++i) hook.raise(alert());
}

TEST(NoAlertHook, DoesNothing) { AlertHook({}).raise({}); }

}  // namespace
}  // namespace tasuki::node
