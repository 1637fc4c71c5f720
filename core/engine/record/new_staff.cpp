#include "core/engine/record/new_staff.hpp"

#include "core/base/utf8.hpp"
#include "core/base/vocabulary.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/validate.hpp"

namespace tasuki::engine {

Result<> check_new_staff(const NewStaff& staff) {
  if (!is_utf8(staff.name)) return EngineError::NotUtf8;
  if (staff.name.empty() || !record::is_line(staff.name, record::kNameLimit)) return EngineError::TextTooLong;
  if (!vocabulary::is_known(vocabulary::List::Profession, staff.profession)) return EngineError::UnknownCode;
  return {};
}

Result<StaffAccount> add_staff(Transaction& transaction, Random& random, Time now,
                               const crypto::SigningKey& root_key, const NewStaff& staff,
                               const PassphraseKey& passphrase) {
  TRY_VOID(check_new_staff(staff));
  const auto key = crypto::SigningKey::generate(random);
  const auto id = *StaffId::from(key.public_key().bytes());
  const auto agency = *AgencyId::from(root_key.public_key().bytes());
  TRY(const auto certificate,
      record::sign_certificate(
          {agency, id, staff.name, staff.profession, std::string(role_code(staff.role)), now}, root_key));
  TRY(const auto hash, record::keep_certificate(transaction, certificate));

  const auto wrapped = [&](std::string_view domain, const crypto::SigningKey& secret) {
    return crypto::wrap(random, passphrase.key, passphrase.salt, passphrase.cost, domain,
                        secret.reveal_seed());
  };
  StaffAccount account{
      id, staff.name, staff.profession, staff.role, true, hash, wrapped(kStaffKeyWrap, key), std::nullopt};
  if (staff.role == Role::Admin) account.root_key = wrapped(kRootKeyWrap, root_key);
  save_staff(transaction, account);
  return account;
}

}  // namespace tasuki::engine
