#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/store.hpp"
#include "core/crypto/password.hpp"
#include "core/engine/error.hpp"

namespace tasuki::proto::api {
class StaffAnswer;
}

namespace tasuki::engine {

enum class Role { Staff, Admin, Auditor };
std::string_view role_code(Role role);
std::optional<Role> role_of(std::string_view code);

/// The domains under which an account's keys are wrapped.
inline constexpr std::string_view kStaffKeyWrap = "tasuki/1/staff-key-wrap";
inline constexpr std::string_view kRootKeyWrap = "tasuki/1/root-key-wrap";

/// Somebody who works here. The keys are under their own passphrase: the node cannot open them by itself.
struct StaffAccount {
  StaffId id;
  std::string name;
  std::string profession;
  Role role = Role::Staff;
  bool active = true;
  CertificateHash certificate;
  crypto::WrappedSecret staff_key;
  std::optional<crypto::WrappedSecret> root_key;  ///< administrators only
};

std::optional<StaffAccount> load_staff(Transaction& transaction, const StaffId& id);
void save_staff(Transaction& transaction, const StaffAccount& account);
/// Ordered by id, those who left too.
std::vector<StaffAccount> list_staff(Transaction& transaction);

/// What programs are told of an account: no keys.
void to_answer(const StaffAccount& account, proto::api::StaffAnswer& answer);

/// Who is meant by what was typed: an exact name, or an id's prefix of at least six digits. Disabled accounts
/// are found too; of several with one name the active ones are meant. UnknownStaff, PrefixTooShort;
/// Ambiguous, then `candidates` holds those that fit.
Result<StaffAccount> find_staff(Transaction& transaction, std::string_view typed,
                                std::vector<StaffId>* candidates = nullptr);

}  // namespace tasuki::engine
