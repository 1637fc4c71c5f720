#include "core/engine/recovery.hpp"

#include "core/audit/events.hpp"
#include "core/engine/identity.hpp"

namespace tasuki::engine {

Result<StaffAccount> recover_administrator(Transaction& transaction, Random& random, Time now,
                                           const crypto::RecoveryCode& code, NewStaff administrator,
                                           const PassphraseKey& passphrase) {
  TRY(const auto identity, load_identity(transaction));
  TRY(const auto root_key, recover_root_key(transaction, code));
  administrator.role = Role::Admin;
  TRY(auto account, add_staff(transaction, random, now, root_key, administrator, passphrase));
  const audit::Moment moment{now, identity.incarnation};
  audit::append(transaction, random, moment, audit::key_event(audit::by_node(), "administrator-recovered"));
  audit::append(transaction, random, moment,
                audit::staff_added(audit::by_node(), account.id, account.certificate, role_code(account.role),
                                   account.name));
  return account;
}

Result<> note_store_passphrase(Transaction& transaction, Random& random, Time now) {
  TRY(const auto identity, load_identity(transaction));
  audit::append(transaction, random, {now, identity.incarnation},
                audit::key_event(audit::by_node(), "store-passphrase"));
  return {};
}

}  // namespace tasuki::engine
