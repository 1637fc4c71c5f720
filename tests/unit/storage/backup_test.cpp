#include "storage/backup.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/sqlcipher_store.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temporary_folder.hpp"

namespace tasuki::storage {
namespace {

namespace fs = std::filesystem;

const auto kEveryPage = [](std::uint64_t, std::uint64_t) { return true; };

template <class T>
Error error_of(const Result<T>& result) {
  return result ? Error() : result.error();
}

class Backups : public testing::Test {
 protected:
  Backups() {
    fs::create_directory(home_.slots());
    fs::create_directory(draft_.folder);
    fs::create_directory(draft_.slots());
    EXPECT_TRUE(
        KeySlots(home_.slots()).put_passphrase(random_, key_, as_bytes("four words"), crypto::kArgon2Least));
    EXPECT_TRUE(KeySlots(home_.slots()).put_recovery_code(random_, key_, code_));
    const std::vector<std::uint8_t> content(32, 7);
    EXPECT_TRUE(KeySlots(home_.slots()).put_key_file(random_, key_, content));
    store_ = SqlcipherStore::create(home_.store(), key_).value();
    write(0, 200);
  }

  void write(int first, int last) {
    auto& transaction = store_->begin();
    for (int i = first; i < last; ++i) {
      const std::string key = "key " + std::to_string(i);
      transaction.put(Table::Record, as_bytes(key), Bytes(5'000, static_cast<std::uint8_t>(i)));
    }
    ASSERT_TRUE(store_->commit());
  }

  Result<std::string> make(const BackupMaker::Progress& progress = kEveryPage) {
    TRY(auto maker, BackupMaker::make(home_, key_.clone(), progress));
    const std::string file = folder_ / "backup";
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    std::uint64_t size = 0;
    while (true) {
      TRY(const Bytes piece, maker.next());
      if (piece.empty()) break;
      size += piece.size();
      out << as_text(piece);
    }
    EXPECT_EQ(size, maker.size());
    return file;
  }

  Result<> restore(const std::string& file) {
    fs::remove(draft_.store());
    TRY(auto reader, BackupReader::open(file));
    TRY_VOID(reader.unpack(draft_));
    TRY(const auto key, KeySlots(draft_.slots()).open_with_passphrase(as_bytes("four words")));
    return reader.check(key);
  }

  std::size_t restored_rows() {
    auto restored = SqlcipherStore::open(draft_.store(), key_).value();
    const auto rows = restored->begin().count(Table::Record, KeyRange::all());
    restored->rollback();
    return rows;
  }

  static void change(const std::string& file, std::uint64_t at) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(static_cast<std::streamoff>(at));
    const int was = bytes.get();
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(static_cast<char>(was ^ 1));
  }

  test::TemporaryFolder folder_;
  test::SeededRandom random_{1};
  const StoreKey key_ = StoreKey::random(random_);
  const crypto::RecoveryCode code_ = crypto::RecoveryCode::generate(random_);
  const HomeLayout home_{folder_.path()};
  const HomeLayout draft_{folder_ / "draft"};
  std::unique_ptr<SqlcipherStore> store_;
};

TEST_F(Backups, AStoreComesBackWithItsRowsAndItsSlots) {
  const auto file = make();
  ASSERT_TRUE(file) << file.error().name() << file.error().detail();
  ASSERT_TRUE(restore(*file));
  EXPECT_EQ(restored_rows(), 200u);
  const KeySlots slots(draft_.slots());
  EXPECT_TRUE(slots.open_with_recovery_code(code_));
  EXPECT_FALSE(slots.has(SlotKind::KeyFile)) << "a key file stays on its machine";
  EXPECT_FALSE(fs::exists(home_.backup_copy()));
}

TEST_F(Backups, WhatIsWrittenMeanwhileIsLeftOutWhole) {
  bool wrote = false;
  const auto file = make([&](std::uint64_t, std::uint64_t) {
    if (!std::exchange(wrote, true)) {
      write(200, 300);
      EXPECT_TRUE(store_->checkpoint());
    }
    return true;
  });
  ASSERT_TRUE(file);
  ASSERT_TRUE(restore(*file));
  EXPECT_EQ(restored_rows(), 200u);
}

TEST_F(Backups, AFileThatIsCutShortIsRefusedBeforeAnythingIsUnlocked) {
  const auto file = make().value();
  const auto size = fs::file_size(file);
  for (const std::uint64_t left : {size - 1, size / 2, std::uint64_t{340}, std::uint64_t{20}}) {
    fs::resize_file(file, left);
    EXPECT_TRUE(error_of(BackupReader::open(file)).is(StorageError::BackupDamaged)) << left;
  }
  fs::resize_file(file, 10);
  EXPECT_TRUE(error_of(BackupReader::open(file)).is(StorageError::NotABackup));
}

TEST_F(Backups, AChangedBitAnywhereIsNoticed) {
  const auto file = make().value();
  const auto size = fs::file_size(file);
  for (const std::uint64_t at : {std::uint64_t{330}, size / 3, size / 2, size - 40, size - 1}) {
    change(file, at);
    EXPECT_TRUE(error_of(restore(file)).is(StorageError::BackupDamaged)) << at;
    change(file, at);
  }
  EXPECT_TRUE(restore(file));
}

TEST_F(Backups, AChangedSlotIsNamedAsSuch) {
  const auto file = make().value();
  change(file, 100);
  EXPECT_TRUE(error_of(restore(file)).is(StorageError::SlotDamaged));
}

TEST_F(Backups, AnotherProgramsFileIsNoneAndANewerOneIsTooNew) {
  const auto file = make().value();
  change(file, 14);
  EXPECT_TRUE(error_of(BackupReader::open(file)).is(StorageError::BackupTooNew));
  EXPECT_TRUE(error_of(BackupReader::open(home_.store())).is(StorageError::NotABackup));
  EXPECT_TRUE(error_of(BackupReader::open(folder_ / "nothing")).is(StorageError::BackupUnreadable));
  EXPECT_TRUE(error_of(BackupReader::open(folder_.path())).is(StorageError::BackupUnreadable));
}

TEST_F(Backups, OneThatNobodyCouldUnlockIsNotMade) {
  fs::remove(home_.slots() / "passphrase.slot");
  fs::remove(home_.slots() / "recovery-code.slot");
  EXPECT_TRUE(error_of(make()).is(StorageError::SlotMissing));
}

TEST_F(Backups, OneThatNobodyWantsAnyMoreLeavesNothing) {
  const auto stopped = make([](std::uint64_t, std::uint64_t) { return false; });
  EXPECT_TRUE(error_of(stopped).is(StorageError::BackupStopped));
  EXPECT_FALSE(fs::exists(home_.backup_copy()));
}

TEST_F(Backups, ADamagedPageStopsItSinceEveryPageIsRead) {
  store_.reset();
  change(home_.store(), 60 * 4096 + 100);
  const Error error = error_of(make());
  EXPECT_TRUE(error.is(StorageError::StoreDamaged)) << error.name() << error.detail();
  EXPECT_FALSE(fs::exists(home_.backup_copy()));
}

TEST(BackupSeals, AreWhatTheProtocolDocumentShows) {
  BackupSeal seal;
  seal.add(Bytes(24, 0xa1));
  seal.add(Bytes(100, 0xb2));
  const StoreKey key(Bytes(32, 0x11));
  EXPECT_EQ(to_hex(seal.finish(key)), test::protocol_example("backup-seal"));
}

}  // namespace
}  // namespace tasuki::storage
