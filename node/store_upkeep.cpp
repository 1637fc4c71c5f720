#include "node/store_upkeep.hpp"

#include <spdlog/spdlog.h>

#include "node/disk_room.hpp"

namespace tasuki::node {

namespace {

// Pages of 4 KiB. After so many new ones the log is copied beside the loop. It begins anew only when all of
// it is copied while nobody writes: in a quiet moment, or, from the second number on, because the loop does
// the rest.
constexpr std::size_t kCheckpointEvery = 1'000;
constexpr std::size_t kPauseFrom = 8'000;

constexpr std::size_t kTextsAtOnce = 100;
// Search reads what waits one by one; beyond this it would be felt, so that some are indexed even under load.
constexpr std::size_t kManyTexts = 50'000;
constexpr std::size_t kTextsUnderLoad = 32;

}  // namespace

StoreUpkeep::StoreUpkeep(storage::SqlcipherStore& store, std::filesystem::path folder)
    : store_(store), folder_(std::move(folder)), thread_([this] { work(); }) {}

StoreUpkeep::~StoreUpkeep() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

void StoreUpkeep::after_batch() {
  if (store_.waiting_texts() > kManyTexts) index(kTextsUnderLoad);
  const std::size_t pages = store_.wal_pages();
  if (pages < copied_) copied_ = 0;  // the log has begun anew
  if (pages - copied_ < kCheckpointEvery) return;
  const std::lock_guard lock(mutex_);
  if (working_) return;
  copied_ = pages;
  if (pages >= kPauseFrom) {
    checkpoint();
  } else {
    wanted_ = true;
    changed_.notify_one();
  }
}

bool StoreUpkeep::when_idle() { return index(kTextsAtOnce) == kTextsAtOnce; }

engine::DiskRoom StoreUpkeep::room() {
  const auto left = disk_room(folder_);
  return left ? engine::DiskRoom{*left < kFullBelow, *left < kLowBelow} : engine::DiskRoom();
}

std::size_t StoreUpkeep::index(std::size_t limit) {
  const auto moved = store_.index_waiting(limit);
  if (!moved) spdlog::warn("search index: {} {}", moved.error().name(), moved.error().detail());
  return moved ? *moved : 0;
}

void StoreUpkeep::checkpoint() {
  if (const auto left = store_.checkpoint(); !left) spdlog::warn("checkpoint: {}", left.error().name());
}

void StoreUpkeep::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || wanted_; });
    if (stopping_) return;
    wanted_ = false;
    working_ = true;
    lock.unlock();
    checkpoint();
    lock.lock();
    working_ = false;
  }
}

}  // namespace tasuki::node
