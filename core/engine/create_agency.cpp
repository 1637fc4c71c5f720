#include "core/engine/create_agency.hpp"

#include "core/audit/events.hpp"
#include "core/base/utf8.hpp"
#include "core/base/vocabulary.hpp"
#include "core/engine/identity.hpp"
#include "core/record/card_store.hpp"
#include "core/record/validate.hpp"

namespace tasuki::engine {

namespace {

Result<> check(const NewAgency& agency) {
  if (!is_utf8(agency.name)) return EngineError::NotUtf8;
  if (agency.name.empty() || !record::is_line(agency.name, record::kNameLimit))
    return EngineError::TextTooLong;
  if (!vocabulary::is_known(vocabulary::List::AgencyKind, agency.kind)) return EngineError::UnknownCode;
  return check_new_staff(agency.administrator);
}

/// The node's first life.
Result<Identity> make_identity(Random& random, const crypto::SigningKey& root_key, const NewAgency& agency) {
  Identity identity{*AgencyId::from(root_key.public_key().bytes()),
                    agency.name,
                    agency.kind,
                    1,
                    crypto::SigningKey::generate(random),
                    crypto::DhKey::generate(random),
                    crypto::DhKey::generate(random),
                    crypto::DhKey::generate(random),
                    {},
                    {},
                    {},
                    agency.phones};
  const record::Incarnation incarnation{
      identity.incarnation, identity.node_key.public_key(), identity.transport_key.public_key(),
      identity.identity_key.public_key(), identity.envelope_key.public_key()};
  TRY(identity.card,
      record::sign_card({identity.agency, 1, agency.name, agency.kind, incarnation}, root_key));
  TRY(identity.whereabouts,
      record::sign_whereabouts({identity.agency, identity.incarnation, 1, {}, agency.phones, {}},
                               identity.node_key));
  return identity;
}

}  // namespace

Result<CreatedAgency> create_agency(Transaction& transaction, Random& random, Time now,
                                    const NewAgency& agency, const PassphraseKey& passphrase,
                                    const crypto::RecoveryCode& recovery_code) {
  if (load_identity(transaction)) return EngineError::IdentityExists;
  TRY_VOID(check(agency));
  const auto root_key = crypto::SigningKey::generate(random);
  TRY(const Identity identity, make_identity(random, root_key, agency));
  TRY_VOID(save_new_identity(transaction, identity, wrap_root_key(random, recovery_code, root_key)));
  TRY_VOID(record::keep_card(transaction, identity.card));
  TRY_VOID(record::keep_whereabouts(transaction, identity.whereabouts));

  NewStaff administrator = agency.administrator;
  administrator.role = Role::Admin;
  TRY(const auto account, add_staff(transaction, random, now, root_key, administrator, passphrase));
  audit::append(transaction, random, {now, identity.incarnation}, audit::store_created(identity.agency));
  audit::append(transaction, random, {now, identity.incarnation},
                audit::staff_added(audit::by_node(), account.id, account.certificate, role_code(account.role),
                                   account.name));
  return CreatedAgency{identity.agency, account.id};
}

}  // namespace tasuki::engine
