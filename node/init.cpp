#include "node/init.hpp"

#include <iostream>

#include "core/engine/create_agency.hpp"
#include "node/clocks.hpp"
#include "node/failure.hpp"
#include "node/passphrase.hpp"
#include "node/system_random.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"
#include "storage/sqlcipher_store.hpp"

namespace tasuki::node {

namespace {

struct Passphrases {
  SecretBytes store;
  SecretBytes administrator;
};

std::optional<SecretBytes> ask_twice() {
  auto first = passphrase_from_terminal("Passphrase for the store and the first administrator: ");
  if (!first) return std::nullopt;
  const auto second = passphrase_from_terminal("The same again: ");
  if (!second || !same_secret(first->reveal(), second->reveal())) {
    std::cerr << "tasukid: The two are not the same.\n";
    return std::nullopt;
  }
  return first;
}

std::optional<Passphrases> passphrases(const InitOptions& options) {
  auto store = options.passphrase_file ? passphrase_from_file(*options.passphrase_file) : ask_twice();
  if (!store) return std::nullopt;
  if (!options.admin_passphrase_file) return Passphrases{store->clone(), store->clone()};
  auto administrator = passphrase_from_file(*options.admin_passphrase_file);
  if (!administrator) return std::nullopt;
  return Passphrases{std::move(*store), std::move(*administrator)};
}

engine::NewAgency agency_of(const InitOptions& options) {
  engine::NewAgency agency{options.agency, options.kind, {}, {options.admin, options.profession, {}}};
  for (const auto& number : options.phones) agency.phones.push_back({"", number, ""});
  return agency;
}

Result<engine::CreatedAgency> make_agency(Random& random, const InitOptions& options, Store& store,
                                          const SecretBytes& passphrase, const crypto::RecoveryCode& code) {
  const auto salt = crypto::random_salt(random);
  TRY(auto key, crypto::derive(passphrase.reveal(), salt, options.cost));
  const engine::PassphraseKey wrapping{std::move(key), salt, options.cost};
  try {
    TRY(const auto created, engine::create_agency(store.begin(), random, SystemClock().now(),
                                                  agency_of(options), wrapping, code));
    TRY_VOID(store.commit());
    return created;
  } catch (const StoreFault& fault) {
    return Error(StoreError::CommitFailed, fault.what());
  }
}

Result<> make_slots(Random& random, const InitOptions& options, const storage::KeySlots& given,
                    const storage::StoreKey& key, const SecretBytes& passphrase,
                    const crypto::RecoveryCode& code) {
  storage::KeySlots slots = given;
  TRY_VOID(slots.put_passphrase(random, key, passphrase.reveal(), options.cost));
  TRY_VOID(slots.put_recovery_code(random, key, code));
  if (!options.key_file) return {};
  TRY(const auto content, storage::read_key_file(*options.key_file));
  return slots.put_key_file(random, key, content.reveal());
}

void show(const engine::CreatedAgency& created, const crypto::RecoveryCode& code) {
  const auto text = code.reveal_text();
  std::cout << "agency_id=" << created.agency.hex() << "\nstaff_id=" << created.administrator.hex()
            << "\nrecovery_code=" << as_text(text.reveal()) << "\n"
            << std::flush;
}

Result<> make_home(const InitOptions& options, storage::NewHome& home, const Passphrases& passphrases) {
  SystemRandom random;
  const auto key = storage::StoreKey::random(random);
  const auto code = crypto::RecoveryCode::generate(random);
  TRY_VOID(
      make_slots(random, options, storage::KeySlots(home.draft().slots()), key, passphrases.store, code));
  TRY(auto store, storage::SqlcipherStore::create(home.draft().store(), key));
  TRY(const auto created, make_agency(random, options, *store, passphrases.administrator, code));
  TRY_VOID(store->finish_log());
  store.reset();  // closed, so that the database is one file
  show(created, code);
  if (!std::cout) return Error(storage::StorageError::HomeUnusable, "stdout");
  return home.finish();
}

Exit fail(const Error& error) {
  const Failure failure = failure_of(error);
  std::cout << "error=" << failure.code << "\n" << std::flush;
  std::cerr << "tasukid: " << failure.sentence << "\n";
  return failure.exit;
}

}  // namespace

Exit run_init(const InitOptions& options) {
  auto home = storage::NewHome::begin(options.home);
  if (!home) return fail(home.error());
  const auto given = passphrases(options);
  if (!given) {
    std::cout << "error=passphrase-missing\n" << std::flush;
    std::cerr << "tasukid: No passphrase was given. Type it on a terminal, or name a file with "
                 "--passphrase-file.\n";
    return Exit::Usage;
  }
  const auto made = make_home(options, *home, *given);
  return made ? Exit::Done : fail(made.error());
}

}  // namespace tasuki::node
