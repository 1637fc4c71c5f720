#pragma once

#include <optional>

#include "core/base/clock.hpp"
#include "core/base/store.hpp"
#include "core/record/record.hpp"

namespace tasuki::record {

/// A record with how it came here.
struct StoredRecord {
  SignedRecord record{};
  Time received_at{};
  std::optional<AgencyId> from{};  ///< The peer that handed it over. None: made here.
};

/// Replaces what is stored under the same id: a record is put unsigned when it is stated and again when its
/// batch is signed. Never brings back what has been buried.
void put_record(Transaction& transaction, const StoredRecord& record);
std::optional<StoredRecord> find_record(Transaction& transaction, const RecordId& id);

/// Deletes a record's content, salt and signatures; its id and `when` stay for good, so that it is not taken
/// for new should it come again.
void bury_record(Transaction& transaction, const RecordId& id, Time when);
std::optional<Time> buried_at(Transaction& transaction, const RecordId& id);

/// Held now or once: what makes effects happen exactly once.
bool was_received(Transaction& transaction, const RecordId& id);

}  // namespace tasuki::record
