#include "tests/simulation/argon2.hpp"

#include <map>
#include <mutex>

#include "core/crypto/password.hpp"
#include "core/engine/root_key.hpp"
#include "tests/simulation/snapshot.hpp"

namespace tasuki::simulation {

namespace {

constexpr std::size_t kMostRemembered = 1000;

}  // namespace

Secret<32> derive_once(const engine::Derive& job) {
  static std::mutex mutex;
  static std::map<Bytes, Secret<32>> known;
  const Bytes question = concat({job.salt, job.passphrase.reveal()});
  {
    const std::scoped_lock lock(mutex);
    if (const auto found = known.find(question); found != known.end()) return found->second.clone();
  }
  auto key = crypto::derive(job.passphrase.reveal(), job.salt, {job.ops_limit, job.mem_limit}).value();
  const std::scoped_lock lock(mutex);
  if (known.size() < kMostRemembered) known.insert_or_assign(question, key.clone());
  return key;
}

crypto::SigningKey root_key_of(const AgencyId& agency, Transaction& transaction) {
  static std::mutex mutex;
  static std::map<AgencyId, crypto::SigningKey> known;
  const std::scoped_lock lock(mutex);
  auto place = known.find(agency);
  if (place == known.end())
    place = known.emplace(agency, engine::root_key_by_passphrase(transaction, as_bytes(kPassphrase)).value())
                .first;
  return place->second.clone();
}

}  // namespace tasuki::simulation
