#include "core/base/clear_table.hpp"

#include <vector>

namespace tasuki {

void clear_table(Transaction& transaction, Table table) {
  std::vector<Bytes> keys;
  transaction.scan(table, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    keys.push_back(copy(key));
    return true;
  });
  for (const auto& key : keys) transaction.erase(table, key);
}

}  // namespace tasuki
