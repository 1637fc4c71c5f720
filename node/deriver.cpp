#include "node/deriver.hpp"

#include "core/crypto/password.hpp"

namespace tasuki::node {

namespace {

engine::Derived run(const engine::Derive& job) {
  auto key = crypto::derive(job.passphrase.reveal(), job.salt, {job.ops_limit, job.mem_limit});
  if (!key) return {job.job, job.waiting, std::nullopt};
  return {job.job, job.waiting, std::move(*key)};
}

}  // namespace

Deriver::Deriver(std::function<void(engine::Derived)> done)
    : done_(std::move(done)), thread_([this] { work(); }) {}

Deriver::~Deriver() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

void Deriver::derive(engine::Derive job) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back(std::move(job));
  changed_.notify_one();
}

void Deriver::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    const engine::Derive job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    done_(run(job));
    lock.lock();
  }
}

}  // namespace tasuki::node
