#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "node/rules.hpp"
#include "storage/sqlcipher_store.hpp"

namespace tasuki::node {

/// Keeps the store in shape without holding up commits: copies the write-ahead log into the database on a
/// thread of its own, and moves texts into the search index when nothing else is to do.
class StoreUpkeep final : public Upkeep {
 public:
  /// `folder` is where the store lies.
  StoreUpkeep(storage::SqlcipherStore& store, std::filesystem::path folder);
  StoreUpkeep(const StoreUpkeep&) = delete;
  StoreUpkeep& operator=(const StoreUpkeep&) = delete;
  ~StoreUpkeep() override;

  void after_batch() override;
  bool when_idle() override;
  engine::DiskRoom room() override;

 private:
  std::size_t index(std::size_t limit);
  void checkpoint();
  void work();

  storage::SqlcipherStore& store_;
  const std::filesystem::path folder_;
  std::size_t copied_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;
  bool working_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tasuki::node
