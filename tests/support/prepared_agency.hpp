#pragma once

#include <string>

#include "core/engine/create_agency.hpp"

namespace tasuki::test {

/// Argon2id at its least cost: some milliseconds.
inline engine::PassphraseKey passphrase_key(Random& random, std::string_view passphrase) {
  const auto salt = crypto::random_salt(random);
  return {crypto::derive(as_bytes(passphrase), salt, crypto::kArgon2Least).value(), salt,
          crypto::kArgon2Least};
}

inline engine::NewAgency new_agency(std::string name, std::string kind, std::string administrator,
                                    std::string phone = "03-0000-0001") {
  return {std::move(name),
          std::move(kind),
          {{"night", std::move(phone), "病棟"}},
          {std::move(administrator), "psw"}};
}

/// What `tasukid init` does, with a recovery code that nobody sees. For tests that link tasuki_engine.
inline engine::CreatedAgency prepare_agency(Transaction& transaction, Random& random, Time now,
                                            const std::string& name = "さくら精神科病院",
                                            const std::string& kind = "psychiatric-hospital",
                                            const std::string& administrator = "管理 一郎",
                                            std::string_view passphrase = "passphrase",
                                            const std::string& phone = "03-0000-0001") {
  return engine::create_agency(transaction, random, now, new_agency(name, kind, administrator, phone),
                               passphrase_key(random, passphrase), crypto::RecoveryCode::generate(random))
      .value();
}

}  // namespace tasuki::test
