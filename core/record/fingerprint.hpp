#pragma once

#include "core/base/store.hpp"
#include "core/crypto/hash.hpp"

namespace tasuki::record {

/// A hash of all rows of one kind, whatever the order they came in: the XOR of their hashes, kept in a row of
/// its own (key 00). Says cheaply whether anything has changed since something was computed from those rows.
/// No proof against somebody who picks the rows: used for the own caches only.
crypto::Digest fingerprint(Transaction& transaction, Table table);
/// Adds `row`, or takes it out again.
void toggle_fingerprint(Transaction& transaction, Table table, ByteView row);

}  // namespace tasuki::record
