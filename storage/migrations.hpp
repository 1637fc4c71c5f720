#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/result.hpp"
#include "storage/error.hpp"
#include "storage/sqlite.hpp"

namespace tasuki::storage {

/// A step forward in the schema; there are none back. The database's `user_version` is the number of the
/// last.
struct Migration {
  std::int64_t number;
  std::string_view sql;
};

/// All of storage/migrations/*.sql, by rising number from 1 without a gap; embedded when built.
std::span<const Migration> migrations();

/// Runs what the database lacks, each in a transaction of its own. StoreTooNew: it has had more than we know.
/// May throw SqlFault; what was begun is undone then.
Result<> migrate(Connection& connection, std::span<const Migration> all);

}  // namespace tasuki::storage
