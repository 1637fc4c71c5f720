#pragma once

#include <optional>
#include <vector>

#include "core/base/id.hpp"
#include "core/base/store.hpp"

namespace tasuki::proto::state {
class CatchUpState;
}

namespace tasuki::engine {

/// What this node missed before its present life, contact by contact: how far each has told, and which of its
/// records were asked for. No rows in a node that has never been restored.

/// A new life begins: everybody is to be asked, from the beginning.
void ask_all_contacts(Transaction& transaction);

std::optional<proto::state::CatchUpState> load_catch_up(Transaction& transaction, const AgencyId& contact);
void save_catch_up(Transaction& transaction, const AgencyId& contact, const proto::state::CatchUpState& row);

/// The contact is asked for a record.
void want_record(Transaction& transaction, const AgencyId& contact, const RecordId& record);
/// It gave it, and it told nothing new.
/// Of anybody.
bool is_anything_wanted(Transaction& transaction);
void forget_wanted(Transaction& transaction, const AgencyId& contact, const RecordId& record);
/// It does not give it. False: it was not asked, or has said so before.
bool note_withheld(Transaction& transaction, const AgencyId& contact, const RecordId& record);

/// It has lost what it promised, or may have: it lives anew, and is asked from the beginning.
void doubt_awaited(Transaction& transaction, const AgencyId& contact);
/// Of that, what it has not named again.
std::vector<RecordId> doubted_of(Transaction& transaction, const AgencyId& contact);

/// Of what a contact was asked for and is still not here.
struct Missing {
  std::uint64_t awaited = 0;
  std::uint64_t withheld = 0;
};
Missing missing_of(Transaction& transaction, const AgencyId& contact);
/// How many messages are known from receipts or call records alone.
std::uint64_t count_unknown_messages(Transaction& transaction);

}  // namespace tasuki::engine
