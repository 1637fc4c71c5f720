#include "tests/bench/floor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include "core/crypto/aead.hpp"
#include "core/crypto/keys.hpp"
#include "core/crypto/password.hpp"
#include "core/crypto/sealed_box.hpp"
#include "storage/sqlcipher_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::bench {

namespace {

constexpr std::size_t kBody = 1024;

double seconds_for(const std::function<void()>& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

double measure_fsync(const std::filesystem::path& folder) {
  const int file = ::open((folder / "fsync").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  std::vector<double> times;
  for (int i = 0; i < 50; ++i) {
    times.push_back(seconds_for([&] {
      if (::write(file, "0123456789abcdef", 16) == 16) ::fdatasync(file);
    }));
  }
  ::close(file);
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// The rows that one delivered and receipted message leaves behind: record, inbox, receipt, disclosure, audit
/// entries at the sender; the same without the disclosure at the recipient; and what passes through outbox
/// and window.
void put_message(Transaction& transaction, Random& random) {
  const auto put = [&](Table table, std::size_t size) {
    const auto key = random.id<RecordId>();
    Bytes value(size);
    transaction.put(table, key.bytes(), value);
    return key;
  };
  for (int node = 0; node < 2; ++node) {
    put(Table::Record, kBody + 500);
    put(Table::Record, 400);
    put(Table::Message, 120);
    put(Table::Inbox, 32);
    put(Table::Receipt, 32);
    put(Table::Audit, 250);
    put(Table::Audit, 250);
    transaction.erase(Table::Outbox, put(Table::Outbox, 60).bytes());
    put(Table::EnvelopeSeen, 8);
  }
  put(Table::Disclosure, 150);
}

double measure_store(const std::filesystem::path& folder, Random& random) {
  constexpr int kBatch = 100;
  constexpr int kBatches = 10;
  auto store = storage::SqlcipherStore::create(folder / "floor.db", Secret<32>::random(random));
  if (!store) throw std::runtime_error("no store");
  const double seconds = seconds_for([&] {
    for (int batch = 0; batch < kBatches; ++batch) {
      Transaction& transaction = (*store)->begin();
      for (int i = 0; i < kBatch; ++i) put_message(transaction, random);
      if (!(*store)->commit()) throw std::runtime_error("no commit");
    }
  });
  return seconds / (kBatch * kBatches);
}

double measure_signatures(Random& random) {
  constexpr int kRounds = 500;
  const auto key = crypto::SigningKey::generate(random);
  const Bytes message(32);
  return seconds_for([&] {
           for (int i = 0; i < kRounds * 3; ++i) {
             const auto signature = key.sign("bench", message);
             if (!crypto::verify(key.public_key(), "bench", message, signature))
               throw std::logic_error("signature");
           }
         }) /
         kRounds;
}

double measure_seal_open(Random& random) {
  constexpr int kRounds = 500;
  const auto recipient = crypto::DhKey::generate(random);
  const auto key = EphemeralSecret<32>::random(random);
  const Bytes body(kBody);
  return seconds_for([&] {
           for (int i = 0; i < kRounds; ++i) {
             const auto inner = crypto::seal_with_random_nonce(random, key.reveal(), {}, body);
             const auto box = crypto::seal_box(random, recipient.public_key(), inner);
             const auto opened = crypto::open_box(recipient, *box);
             if (!opened || !crypto::open_with_nonce_in_front(key.reveal(), {}, *opened))
               throw std::logic_error("seal");
           }
         }) /
         kRounds;
}

}  // namespace

Floor measure_floor(const std::filesystem::path& folder) {
  test::SeededRandom random(1);
  Floor floor;
  floor.fsync = measure_fsync(folder);
  floor.store = measure_store(folder, random);
  floor.signatures = measure_signatures(random);
  floor.seal_open = measure_seal_open(random);
  floor.argon2 = seconds_for([&] {
    if (!crypto::derive(as_bytes("passphrase"), crypto::random_salt(random), crypto::kArgon2Least))
      throw std::logic_error("argon2");
  });
  return floor;
}

}  // namespace tasuki::bench
