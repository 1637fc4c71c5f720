#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "core/engine/event.hpp"
#include "storage/backup.hpp"

namespace tasuki::node {

/// Makes backups on a thread of its own, one at a time, and hands them out piece by piece as programs ask, so
/// that neither the loop nor the socket holds more than a piece. A backup that nobody fetches is dropped
/// after a minute, and by the next one. None is begun that would leave the store too little room.
class Backups {
 public:
  using Answer = std::function<void(engine::Answer)>;
  /// Bytes that can still be written where the home lies; nothing where the system does not say.
  using Room = std::function<std::optional<std::uint64_t>()>;

  /// Both are called on that thread.
  Backups(storage::HomeLayout home, storage::StoreKey key, Answer answer, Room room);
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;
  /// Stops the one under way.
  ~Backups();

  void take(engine::TakeBackup job);
  void take(engine::TakeBackupPiece job);

 private:
  using Job = std::variant<engine::TakeBackup, engine::TakeBackupPiece>;
  struct Ready {
    engine::ClientId client;
    storage::BackupMaker maker;
  };

  void put(Job job);
  void work();
  void run(const engine::TakeBackup& job);
  void run(const engine::TakeBackupPiece& job);
  bool has_room() const;
  void refuse(engine::ClientId client, std::uint64_t number, const Error& error);
  /// Tells the program how far it is, now and then. False: the node stops.
  bool progress(const engine::TakeBackup& job, std::uint64_t done, std::uint64_t all);

  const storage::HomeLayout home_;
  const storage::StoreKey key_;
  const Answer answer_;
  const Room room_;
  std::optional<Ready> ready_;
  std::chrono::steady_clock::time_point told_at_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tasuki::node
