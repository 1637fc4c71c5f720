#include "node/backups.hpp"

#include <spdlog/spdlog.h>

#include "core/base/store.hpp"
#include "core/engine/error.hpp"
#include "node/disk_room.hpp"
#include "proto/api.pb.h"

namespace tasuki::node {

namespace {

constexpr std::chrono::milliseconds kTellEvery{500};
constexpr std::chrono::seconds kKeepUnfetched{60};

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  return failed ? 0 : size;
}

engine::Answer answer_of(engine::ClientId client, std::uint64_t number, proto::api::Response response,
                         bool last) {
  response.set_number(number);
  response.set_last(last);
  return {client, copy(as_bytes(response.SerializeAsString()))};
}

}  // namespace

Backups::Backups(storage::HomeLayout home, storage::StoreKey key, Answer answer, Room room)
    : home_(std::move(home)),
      key_(std::move(key)),
      answer_(std::move(answer)),
      room_(std::move(room)),
      thread_([this] { work(); }) {}

Backups::~Backups() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

void Backups::take(engine::TakeBackup job) { put(job); }

void Backups::take(engine::TakeBackupPiece job) { put(job); }

void Backups::put(Job job) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back(job);
  changed_.notify_one();
}

void Backups::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool something =
        changed_.wait_for(lock, kKeepUnfetched, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    if (!something) {
      ready_.reset();
      continue;
    }
    const Job job = jobs_.front();
    jobs_.pop_front();
    lock.unlock();
    std::visit([this](const auto& each) { run(each); }, job);
    lock.lock();
  }
}

void Backups::run(const engine::TakeBackup& job) {
  ready_.reset();
  told_at_ = {};
  if (!has_room()) return refuse(job.client, job.number, StoreError::DiskFull);
  auto maker = storage::BackupMaker::make(
      home_, key_.clone(), [&](std::uint64_t done, std::uint64_t all) { return progress(job, done, all); });
  if (!maker) return refuse(job.client, job.number, maker.error());
  proto::api::Response response;
  response.mutable_backup()->set_size(maker->size());
  ready_.emplace(job.client, std::move(*maker));
  answer_(answer_of(job.client, job.number, std::move(response), true));
}

void Backups::run(const engine::TakeBackupPiece& job) {
  if (!ready_ || ready_->client != job.client)
    return refuse(job.client, job.number, storage::StorageError::BackupStopped);
  const auto piece = ready_->maker.next();
  if (!piece) return refuse(job.client, job.number, piece.error());
  proto::api::Response response;
  response.mutable_backup_piece()->set_data(to_string(*piece));
  if (piece->empty()) ready_.reset();
  answer_(answer_of(job.client, job.number, std::move(response), true));
}

/// The copy holds what the log does as well. What is left beside it is the node's, which must not refuse
/// messages for want of room while a copy is made.
bool Backups::has_room() const {
  const auto room = room_();
  return !room || *room >= size_of(home_.store()) + size_of(home_.store().string() + "-wal") + kLowBelow;
}

void Backups::refuse(engine::ClientId client, std::uint64_t number, const Error& error) {
  spdlog::warn("backup: {} {}", error.name(), error.detail());
  proto::api::Response response;
  response.mutable_error()->set_code(std::string(error.name()));
  response.mutable_error()->set_exit_code(static_cast<std::uint32_t>(engine::exit_code(error.name())));
  answer_(answer_of(client, number, std::move(response), true));
}

bool Backups::progress(const engine::TakeBackup& job, std::uint64_t done, std::uint64_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (now - told_at_ >= kTellEvery) {
    told_at_ = now;
    proto::api::Response response;
    response.mutable_backup()->set_done(done);
    response.mutable_backup()->set_all(all);
    answer_(answer_of(job.client, job.number, std::move(response), false));
  }
  const std::lock_guard lock(mutex_);
  return !stopping_;
}

}  // namespace tasuki::node
