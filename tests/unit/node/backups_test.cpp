#include "node/backups.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "node/disk_room.hpp"
#include "proto/api.pb.h"
#include "storage/sqlcipher_store.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::node {
namespace {

using engine::ClientId;

class BackupsTest : public testing::Test {
 protected:
  BackupsTest() {
    std::filesystem::create_directory(home_.slots());
    EXPECT_TRUE(storage::KeySlots(home_.slots())
                    .put_recovery_code(random_, key_, crypto::RecoveryCode::generate(random_)));
    store_ = storage::SqlcipherStore::create(home_.store(), key_).value();
  }

  /// The last answer to what `ask` asked for.
  proto::api::Response last_of(const std::function<void(Backups&)>& ask) {
    std::promise<proto::api::Response> last;
    last_ = &last;
    ask(*backups_);
    return last.get_future().get();
  }
  proto::api::Response take(ClientId client) {
    return last_of([&](Backups& backups) { backups.take(engine::TakeBackup{client, 1}); });
  }
  proto::api::Response piece(ClientId client) {
    return last_of([&](Backups& backups) { backups.take(engine::TakeBackupPiece{client, 2}); });
  }
  void answered(const engine::Answer& answer) {
    proto::api::Response response;
    response.ParseFromArray(answer.response.data(), static_cast<int>(answer.response.size()));
    if (response.last()) last_->set_value(response);
  }

  test::TemporaryFolder folder_;
  test::SeededRandom random_{1};
  const storage::HomeLayout home_{folder_.path()};
  const storage::StoreKey key_ = storage::StoreKey::random(random_);
  std::unique_ptr<storage::SqlcipherStore> store_;
  std::promise<proto::api::Response>* last_ = nullptr;
  std::atomic<std::uint64_t> room_ = std::uint64_t{1} << 40U;
  std::unique_ptr<Backups> backups_ = std::make_unique<Backups>(
      home_, key_.clone(), [this](engine::Answer answer) { answered(answer); },
      [this] { return std::optional(room_.load()); });
};

TEST_F(BackupsTest, AreHandedOutPieceByPieceAndGoneAfterwards) {
  const auto size = take(ClientId{1}).backup().size();
  EXPECT_GT(size, 100'000u);
  std::uint64_t got = 0;
  while (true) {
    const auto data = piece(ClientId{1}).backup_piece().data();
    if (data.empty()) break;
    EXPECT_LE(data.size(), storage::kBackupPiece);
    got += data.size();
  }
  EXPECT_EQ(got, size);
  EXPECT_EQ(piece(ClientId{1}).error().code(), "backup-stopped");
  EXPECT_FALSE(std::filesystem::exists(home_.backup_copy()));
}

TEST_F(BackupsTest, AreForWhoeverAskedAlone) {
  ASSERT_TRUE(take(ClientId{1}).has_backup());
  EXPECT_EQ(piece(ClientId{2}).error().code(), "backup-stopped");
  EXPECT_FALSE(piece(ClientId{1}).backup_piece().data().empty());
}

TEST_F(BackupsTest, TheNextOneTakesThePlaceOfTheLast) {
  ASSERT_TRUE(take(ClientId{1}).has_backup());
  ASSERT_TRUE(take(ClientId{2}).has_backup());
  EXPECT_EQ(piece(ClientId{1}).error().code(), "backup-stopped");
  EXPECT_TRUE(piece(ClientId{2}).has_backup_piece());
}

TEST_F(BackupsTest, LeaveNothingWhenTheNodeStops) {
  ASSERT_TRUE(take(ClientId{1}).has_backup());
  EXPECT_TRUE(std::filesystem::exists(home_.backup_copy()));
  backups_.reset();
  EXPECT_FALSE(std::filesystem::exists(home_.backup_copy()));
}

TEST_F(BackupsTest, ThatCannotBeMadeAreRefusedByName) {
  std::filesystem::remove(home_.slots() / "recovery-code.slot");
  EXPECT_EQ(take(ClientId{1}).error().code(), "slot-missing");
}

TEST_F(BackupsTest, AreNotBegunWhereTheStoreWouldBeLeftTooLittleRoom) {
  const auto takes =
      std::filesystem::file_size(home_.store()) + std::filesystem::file_size(home_.store().string() + "-wal");
  room_ = takes + kLowBelow - 1;
  EXPECT_EQ(take(ClientId{1}).error().code(), "disk-full");
  EXPECT_FALSE(std::filesystem::exists(home_.backup_copy()));
  EXPECT_EQ(piece(ClientId{1}).error().code(), "backup-stopped");
  room_ = takes + kLowBelow;
  EXPECT_TRUE(take(ClientId{1}).has_backup());
}

}  // namespace
}  // namespace tasuki::node
