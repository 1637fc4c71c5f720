#include "node/recover.hpp"

#include <functional>
#include <iostream>

#include "core/engine/recovery.hpp"
#include "node/clocks.hpp"
#include "node/failure.hpp"
#include "node/passphrase.hpp"
#include "node/system_random.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"
#include "storage/sqlcipher_store.hpp"

namespace tasuki::node {

namespace {

Exit fail(const Error& error) {
  const Failure failure = failure_of(error);
  std::cout << "error=" << failure.code << "\n" << std::flush;
  std::cerr << "tasukid: " << failure.sentence << "\n";
  return failure.exit;
}

Exit missing() {
  std::cout << "error=passphrase-missing\n" << std::flush;
  std::cerr << "tasukid: A passphrase or a valid recovery code is missing. Type it on a terminal, or name a "
               "file.\n";
  return Exit::Usage;
}

std::optional<SecretBytes> typed_or_in(const std::optional<std::filesystem::path>& file, const char* prompt) {
  return file ? passphrase_from_file(*file) : passphrase_from_terminal(prompt);
}

std::optional<SecretBytes> new_one(const std::optional<std::filesystem::path>& file) {
  if (file) return passphrase_from_file(*file);
  auto first = passphrase_from_terminal("New passphrase: ");
  const auto second = first ? passphrase_from_terminal("The same again: ") : std::nullopt;
  if (!second || !same_secret(first->reveal(), second->reveal())) return std::nullopt;
  return first;
}

/// As hard to guess as the one before.
crypto::Argon2Cost cost_in(const storage::KeySlots& slots) {
  const auto slot = slots.load(storage::SlotKind::Passphrase);
  return slot ? slot->wrapped.cost : crypto::kArgon2Default;
}

/// One transaction of its own in the store of a stopped node.
Result<> change(const storage::Home& home, const storage::StoreKey& key,
                const std::function<Result<>(Transaction&, Random&)>& what) {
  TRY(auto store, storage::SqlcipherStore::open(home.layout().store(), key));
  SystemRandom random;
  try {
    auto done = what(store->begin(), random);
    if (done) return store->commit();
    store->rollback();
    return done;
  } catch (const StoreFault& fault) {
    store->rollback();
    return Error(storage::StorageError::StoreDamaged, fault.what());
  }
}

Result<StaffId> recover(const RecoverOptions& options, const crypto::RecoveryCode& code,
                        const SecretBytes& passphrase) {
  TRY(const auto home, storage::Home::open(options.home));
  const storage::KeySlots slots(home.layout().slots());
  TRY(const auto key, slots.open_with_recovery_code(code));
  SystemRandom random;
  const auto salt = crypto::random_salt(random);
  const auto cost = cost_in(slots);
  TRY(auto wrapping, crypto::derive(passphrase.reveal(), salt, cost));
  const engine::PassphraseKey its_key{std::move(wrapping), salt, cost};
  StaffId made;
  TRY_VOID(change(home, key, [&](Transaction& transaction, Random& dice) -> Result<> {
    TRY(const auto account, engine::recover_administrator(transaction, dice, SystemClock().now(), code,
                                                          {options.name, options.profession, {}}, its_key));
    made = account.id;
    return {};
  }));
  return made;
}

Result<storage::StoreKey> unlock(const storage::KeySlots& slots, ByteView typed) {
  if (const auto code = crypto::RecoveryCode::parse(as_text(typed)))
    return slots.open_with_recovery_code(*code);
  return slots.open_with_passphrase(typed);
}

Result<> put_passphrase(const RecoverOptions& options, const SecretBytes& before, const SecretBytes& after) {
  TRY(const auto home, storage::Home::open(options.home));
  storage::KeySlots slots(home.layout().slots());
  TRY(const auto key, unlock(slots, before.reveal()));
  TRY_VOID(change(home, key, [](Transaction& transaction, Random& random) {
    return engine::note_store_passphrase(transaction, random, SystemClock().now());
  }));
  SystemRandom random;
  return slots.put_passphrase(random, key, after.reveal(), cost_in(slots));
}

}  // namespace

Exit run_recover_admin(const RecoverOptions& options) {
  const auto typed = typed_or_in(options.recovery_code_file, "Recovery code: ");
  const auto code = typed ? crypto::RecoveryCode::parse(as_text(typed->reveal()))
                          : Result<crypto::RecoveryCode>(crypto::CryptoError::Mistyped);
  const auto passphrase = code ? new_one(options.new_passphrase_file) : std::nullopt;
  if (!passphrase) return missing();
  const auto made = recover(options, *code, *passphrase);
  if (!made) return fail(made.error());
  std::cout << "staff_id=" << made->hex() << "\n" << std::flush;
  return Exit::Done;
}

Exit run_passphrase(const RecoverOptions& options) {
  const auto& file = options.recovery_code_file ? options.recovery_code_file : options.passphrase_file;
  const auto before = typed_or_in(file, "Passphrase of the store, or recovery code: ");
  const auto after = before ? new_one(options.new_passphrase_file) : std::nullopt;
  if (!after) return missing();
  const auto done = put_passphrase(options, *before, *after);
  return done ? Exit::Done : fail(done.error());
}

}  // namespace tasuki::node
