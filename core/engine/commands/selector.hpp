#pragma once

#include <functional>
#include <set>
#include <string_view>

#include "core/base/id.hpp"
#include "core/base/store.hpp"
#include "core/engine/error.hpp"

namespace tasuki::engine {

/// What people type where an id is wanted: the id in hex, or a prefix of it of at least six digits that fits
/// one only. `accepts` leaves out rows that are not meant (a record of another kind). Errors: `unknown` where
/// nothing fits, Ambiguous where several do, PrefixTooShort. Costs one seek in the store, and a row for each
/// that fits.
Result<Bytes> find_by_prefix(
    Transaction& transaction, Table table, std::string_view typed, EngineError unknown,
    const std::function<bool(ByteView key, ByteView value)>& accepts = [](ByteView, ByteView) {
      return true;
    });

/// Also by what the team calls the person, exactly. What fits one team's name and another's id is Ambiguous:
/// names are given by others.
Result<TeamId> find_team(Transaction& transaction, std::string_view typed);
Result<RecordId> find_message(Transaction& transaction, std::string_view typed);
/// Also by the exact name on the card; of several with that name the only one in `among`. Ambiguous as with
/// teams, with the beginnings of the ids.
Result<AgencyId> find_agency(Transaction& transaction, std::string_view typed,
                             const std::set<AgencyId>& among = {});

}  // namespace tasuki::engine
