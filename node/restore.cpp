#include "node/restore.hpp"

#include <iostream>
#include <thread>

#include "core/engine/identity.hpp"
#include "core/engine/new_life.hpp"
#include "core/engine/root_key.hpp"
#include "node/clocks.hpp"
#include "node/failure.hpp"
#include "node/passphrase.hpp"
#include "node/system_random.hpp"
#include "storage/backup.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"
#include "storage/sqlcipher_store.hpp"

namespace tasuki::node {

namespace {

/// What opens the store, and what opens the root key: the recovery code does both.
struct Keys {
  std::optional<crypto::RecoveryCode> code;
  SecretBytes store;
  SecretBytes administrator;
};

std::optional<SecretBytes> typed_or_in(const std::optional<std::filesystem::path>& file, const char* prompt) {
  return file ? passphrase_from_file(*file) : passphrase_from_terminal(prompt);
}

/// The recovery code is taken where the passphrase is asked for, as at the node's start.
std::optional<Keys> keys_of(const RestoreOptions& options) {
  const auto& file = options.recovery_code_file ? options.recovery_code_file : options.passphrase_file;
  auto typed = typed_or_in(file, "Passphrase of the store, or recovery code: ");
  if (!typed) return std::nullopt;
  auto code = crypto::RecoveryCode::parse(as_text(typed->reveal()));
  if (code) return Keys{std::move(*code), {}, {}};
  if (options.recovery_code_file) return std::nullopt;
  if (!options.admin_passphrase_file) return Keys{std::nullopt, typed->clone(), typed->clone()};
  auto administrator = passphrase_from_file(*options.admin_passphrase_file);
  if (!administrator) return std::nullopt;
  return Keys{std::nullopt, std::move(*typed), std::move(*administrator)};
}

Result<storage::StoreKey> unlock(const storage::KeySlots& slots, const Keys& keys) {
  if (keys.code) return slots.open_with_recovery_code(*keys.code);
  return slots.open_with_passphrase(keys.store.reveal());
}

Result<crypto::SigningKey> root_key(Transaction& transaction, const Keys& keys) {
  if (keys.code) return engine::recover_root_key(transaction, *keys.code);
  return engine::root_key_by_passphrase(transaction, keys.administrator.reveal());
}

struct Restored {
  engine::NewLife life;
  std::string agency;
};

/// One transaction: the store lives anew or is as it was.
Result<Restored> begin_anew(Store& store, const Keys& keys) {
  SystemRandom random;
  try {
    Transaction& transaction = store.begin();
    auto begun = [&]() -> Result<Restored> {
      TRY(const auto root, root_key(transaction, keys));
      TRY(const auto life, engine::begin_new_life(transaction, random, SystemClock().now(), root));
      TRY(const auto identity, engine::load_identity(transaction));
      return Restored{life, identity.name};
    }();
    if (!begun) {
      store.rollback();
      return begun;
    }
    TRY_VOID(store.commit());
    return begun;
  } catch (const StoreFault& fault) {
    store.rollback();
    return Error(storage::StorageError::StoreDamaged, fault.what());
  }
}

/// A life's number is the second it begins in. Whatever is restored from the same copy after this one shall
/// have a higher number, not the same.
void let_the_second_pass() {
  const SystemClock clock;
  const auto second = to_millis(clock.now()) / 1000;
  const auto until = clock.uptime() + std::chrono::seconds(1);  // the clock may be set meanwhile
  while (to_millis(clock.now()) / 1000 == second && clock.uptime() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

Result<Restored> live_anew(Store& store, const Keys& keys) {
  TRY(auto restored, begin_anew(store, keys));
  let_the_second_pass();
  return restored;
}

Result<Restored> restore_here(const RestoreOptions& options, const Keys& keys) {
  TRY(const auto home, storage::Home::open(options.home));
  TRY(const auto key, unlock(storage::KeySlots(home.layout().slots()), keys));
  TRY(const auto store, storage::SqlcipherStore::open(home.layout().store(), key));
  return live_anew(*store, keys);
}

Result<Restored> restore_from(const RestoreOptions& options, const Keys& keys) {
  TRY(auto backup, storage::BackupReader::open(*options.file));
  TRY(auto home, storage::NewHome::begin(options.home));
  TRY_VOID(backup.unpack(home.draft()));
  TRY(const auto key, unlock(storage::KeySlots(home.draft().slots()), keys));
  TRY_VOID(backup.check(key));
  TRY(auto store, storage::SqlcipherStore::open(home.draft().store(), key));
  TRY(auto restored, live_anew(*store, keys));
  TRY_VOID(store->finish_log());
  store.reset();  // closed, so that the database is one file
  TRY_VOID(home.finish());
  return restored;
}

Exit fail(const Error& error) {
  const Failure failure = failure_of(error);
  std::cout << "error=" << failure.code << "\n" << std::flush;
  std::cerr << "tasukid: " << failure.sentence << "\n";
  return failure.exit;
}

}  // namespace

Exit run_restore(const RestoreOptions& options) {
  const auto keys = keys_of(options);
  if (!keys) {
    std::cout << "error=passphrase-missing\n" << std::flush;
    std::cerr
        << "tasukid: Neither a passphrase nor a valid recovery code was given. Type it on a terminal, or "
           "name a file with --passphrase-file or --recovery-code-file.\n";
    return Exit::Usage;
  }
  const auto restored = options.file ? restore_from(options, *keys) : restore_here(options, *keys);
  if (!restored) return fail(restored.error());
  std::cout << "agency_id=" << restored->life.agency.hex() << "\nagency=" << restored->agency
            << "\nincarnation=" << restored->life.incarnation << "\n"
            << std::flush;
  return Exit::Done;
}

}  // namespace tasuki::node
