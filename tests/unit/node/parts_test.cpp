// The small parts: clocks, the deriver, request numbers, passphrase files.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <future>

#include "core/crypto/password.hpp"
#include "node/clocks.hpp"
#include "node/deriver.hpp"
#include "node/passphrase.hpp"
#include "node/request_number.hpp"
#include "proto/api.pb.h"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Files : public testing::Test {
 protected:
  std::string write(std::string_view text) {
    std::ofstream(file_, std::ios::binary) << text;
    return file_;
  }
  test::TemporaryFolder folder_;
  std::string file_ = folder_ / "file";
};

using TestClockFile = Files;

TEST_F(TestClockFile, ShowsTheFilesTimeAndRunsOn) {
  const auto clock = TestClock::open(write("2026-02-13T17:00:00+09:00\n"));
  ASSERT_TRUE(clock);
  const Duration since = clock->now() - *from_rfc3339("2026-02-13T08:00:00Z");
  EXPECT_GE(since, 0ms);
  EXPECT_LT(since, 60s);
}

TEST_F(TestClockFile, CountsFromWhenTheFileWasWrittenSoThatARestartDoesNotTurnItBack) {
  write("2026-02-13T08:00:00Z");
  fs::last_write_time(file_, fs::file_time_type::clock::now() - 1h);
  const Duration since = TestClock::open(file_)->now() - *from_rfc3339("2026-02-13T08:00:00Z");
  EXPECT_GE(since, 1h);
  EXPECT_LT(since, 1h + 60s);
}

TEST_F(TestClockFile, MovesUptimeForwardWithItWhereTheFileSaysSoAndNeverBack) {
  const auto clock = TestClock::open(write("2026-02-13T08:00:00Z\nuptime\n"));
  // It looks at the file every few milliseconds.
  const auto when = [&](Time shown) {
    while (clock->now() < shown || clock->now() > shown + 60s) {
    }
    return clock->uptime();
  };
  const auto before = clock->uptime();
  write("2026-02-13T09:00:00Z\nuptime\n");
  const auto behind = when(*from_rfc3339("2026-02-13T09:00:00Z"));
  EXPECT_GE(behind - before, 1h - 60s);
  EXPECT_LT(behind - before, 1h + 60s);
  write("2026-02-13T08:00:00Z\nuptime\n");
  EXPECT_GE(when(*from_rfc3339("2026-02-13T08:00:00Z")), behind);
  write("2026-02-13T10:00:00Z\n");
  EXPECT_LT(when(*from_rfc3339("2026-02-13T10:00:00Z")) - behind, 60s);
}

TEST_F(TestClockFile, WithoutATimeThereIsNoClock) {
  EXPECT_FALSE(TestClock::open(write("half past two")));
  EXPECT_FALSE(TestClock::open(folder_ / "none"));
}

TEST(SystemClock, RunsForward) {
  const SystemClock clock;
  EXPECT_GT(clock.now(), *from_rfc3339("2024-01-01T00:00:00Z"));
  const auto before = clock.uptime();
  EXPECT_GE(clock.uptime(), before);
}

TEST(Deriver, GivesTheKeysInTheOrderOfTheJobs) {
  std::promise<void> all;
  std::vector<engine::Derived> done;
  Deriver deriver([&](engine::Derived derived) {
    done.push_back(std::move(derived));
    if (done.size() == 2) all.set_value();
  });
  const Bytes salt(16, 3);
  const auto cost = crypto::kArgon2Least;
  deriver.derive({engine::JobId{1},
                  {engine::ClientId{7}, 41},
                  SecretBytes("one"),
                  salt,
                  cost.ops_limit,
                  cost.mem_limit});
  deriver.derive({engine::JobId{2}, {}, SecretBytes("two"), salt, cost.ops_limit, 1ULL << 50U});
  ASSERT_EQ(all.get_future().wait_for(30s), std::future_status::ready);
  EXPECT_EQ(done[0].job, engine::JobId{1});
  EXPECT_EQ(done[0].waiting.client, engine::ClientId{7});
  EXPECT_EQ(done[0].waiting.number, 41u);
  const auto expected = crypto::derive(as_bytes("one"), salt, cost).value();
  EXPECT_TRUE(same_secret(done[0].key->reveal(), expected.reveal()));
  EXPECT_FALSE(done[1].key) << "a cost outside the bounds";
}

TEST(RequestNumber, IsReadWithoutTheRest) {
  proto::api::Request request;
  request.set_number(1ULL << 40U);
  request.set_token("token");
  request.mutable_login()->set_passphrase("secret");
  const std::string bytes = request.SerializeAsString();
  EXPECT_EQ(request_number(as_bytes(bytes)), 1ULL << 40U);
}

TEST(RequestNumber, IsFoundWhereverItStands) {
  const auto number_last = from_hex("12027474080b").value();  // token "tt", then number 11
  EXPECT_EQ(request_number(number_last), 11u);
}

TEST(RequestNumber, IsZeroForWhatIsNoRequest) {
  for (const char* hex : {"", "ff", "08", "12ff", "0a0001", "0b0c"}) {
    EXPECT_EQ(request_number(from_hex(hex).value()), 0u) << hex;
  }
}

using PassphraseFile = Files;

TEST_F(PassphraseFile, DropsOneTrailingNewline) {
  const auto read = [&](std::string_view text) {
    const auto passphrase = passphrase_from_file(write(text));
    return passphrase ? to_string(passphrase->reveal()) : "none";
  };
  EXPECT_EQ(read("夜勤 2026\n"), "夜勤 2026");
  EXPECT_EQ(read("夜勤 2026"), "夜勤 2026");
  EXPECT_EQ(read("a\n\n"), "a\n");
  EXPECT_EQ(read(" a \r\n"), " a \r");
  EXPECT_EQ(read("\n"), "none");
  EXPECT_EQ(read(""), "none");
  EXPECT_EQ(read(std::string(4'096, 'x') + "\n"), std::string(4'096, 'x'));
  EXPECT_EQ(read(std::string(4'097, 'x')), "none");
}

TEST_F(PassphraseFile, ThatIsNotThereGivesNone) { EXPECT_FALSE(passphrase_from_file(folder_ / "none")); }

}  // namespace
}  // namespace tasuki::node
