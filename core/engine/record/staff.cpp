#include "core/engine/record/staff.hpp"

#include <array>

#include "core/base/protobuf.hpp"
#include "core/engine/commands/selector.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::array kRoles{Role::Staff, Role::Admin, Role::Auditor};

std::optional<StaffAccount> read_account(ByteView row) {
  const auto state = parse_message<proto::state::StaffAccount>(row);
  if (!state) return std::nullopt;
  const auto id = StaffId::from(state->staff_id());
  const auto role = role_of(state->role());
  const auto certificate = CertificateHash::from(state->certificate_hash());
  auto staff_key = crypto::WrappedSecret::from_proto(state->staff_key());
  if (!id || !role || !certificate || !staff_key) return std::nullopt;
  StaffAccount account{*id,          state->name(),         state->profession(), *role, state->active(),
                       *certificate, std::move(*staff_key), std::nullopt};
  if (!state->has_root_key()) return account;
  auto root_key = crypto::WrappedSecret::from_proto(state->root_key());
  if (!root_key) return std::nullopt;
  account.root_key = std::move(*root_key);
  return account;
}

}  // namespace

std::string_view role_code(Role role) {
  switch (role) {
    case Role::Staff:
      return "staff";
    case Role::Admin:
      return "admin";
    case Role::Auditor:
      return "auditor";
  }
  return "staff";
}

std::optional<Role> role_of(std::string_view code) {
  for (const Role role : kRoles) {
    if (role_code(role) == code) return role;
  }
  return std::nullopt;
}

std::optional<StaffAccount> load_staff(Transaction& transaction, const StaffId& id) {
  const auto row = transaction.get(Table::Staff, id.bytes());
  if (!row) return std::nullopt;
  return read_account(*row);
}

void save_staff(Transaction& transaction, const StaffAccount& account) {
  proto::state::StaffAccount state;
  state.set_staff_id(account.id.str());
  state.set_name(account.name);
  state.set_profession(account.profession);
  state.set_role(std::string(role_code(account.role)));
  state.set_active(account.active);
  state.set_certificate_hash(account.certificate.str());
  account.staff_key.to_proto(*state.mutable_staff_key());
  if (account.root_key) account.root_key->to_proto(*state.mutable_root_key());
  transaction.put(Table::Staff, account.id.bytes(), serialize_message(state));
}

std::vector<StaffAccount> list_staff(Transaction& transaction) {
  std::vector<StaffAccount> accounts;
  transaction.scan(Table::Staff, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView row) {
    if (auto account = read_account(row)) accounts.push_back(std::move(*account));
    return true;
  });
  return accounts;
}

void to_answer(const StaffAccount& account, proto::api::StaffAnswer& answer) {
  answer.set_staff_id(account.id.str());
  answer.set_name(account.name);
  answer.set_profession(account.profession);
  answer.set_role(std::string(role_code(account.role)));
  answer.set_active(account.active);
}

Result<StaffAccount> find_staff(Transaction& transaction, std::string_view typed,
                                std::vector<StaffId>* candidates) {
  std::vector<StaffAccount> named;
  for (auto& account : list_staff(transaction)) {
    if (account.name == typed) named.push_back(std::move(account));
  }
  if (named.size() > 1) std::erase_if(named, [](const StaffAccount& account) { return !account.active; });
  if (named.size() == 1) return std::move(named.front());
  if (named.size() > 1) {
    for (const auto& account : named) {
      if (candidates != nullptr) candidates->push_back(account.id);
    }
    return EngineError::Ambiguous;
  }
  TRY(const Bytes key, find_by_prefix(transaction, Table::Staff, typed, EngineError::UnknownStaff));
  auto account = load_staff(transaction, *StaffId::from(key));
  if (!account) return EngineError::UnknownStaff;
  return std::move(*account);
}

}  // namespace tasuki::engine
