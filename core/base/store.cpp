#include "core/base/store.hpp"

namespace tasuki {

KeyRange KeyRange::prefix(ByteView prefix) {
  KeyRange range{copy(prefix), copy(prefix)};
  // The first key behind the prefix: the last byte that can be raised is raised, what follows it is dropped.
  while (!range.until.empty() && range.until.back() == 0xff) range.until.pop_back();
  if (!range.until.empty()) ++range.until.back();
  return range;
}

std::optional<std::pair<Bytes, Bytes>> Transaction::last(Table table, const KeyRange& range) {
  std::optional<std::pair<Bytes, Bytes>> found;
  scan(table, range, Order::Descending, [&](ByteView key, ByteView value) {
    found.emplace(copy(key), copy(value));
    return false;
  });
  return found;
}

std::size_t Transaction::count(Table table, const KeyRange& range) {
  std::size_t rows = 0;
  scan(table, range, Order::Ascending, [&](ByteView, ByteView) { return ++rows, true; });
  return rows;
}

std::string_view error_name(StoreError error) {
  switch (error) {
    case StoreError::DiskFull:
      return "disk-full";
    case StoreError::CommitFailed:
      return "commit-failed";
  }
  return "store-error";
}

}  // namespace tasuki
