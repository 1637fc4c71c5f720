#include "storage/merged_scan.hpp"

namespace tasuki::storage {

namespace {

template <class Iterator>
void merge(Statement& committed, Iterator pending, Iterator end, int direction, const Visit& visit) {
  bool has_row = committed.step();
  while (has_row || pending != end) {
    // Below zero: the committed row comes first. Zero: the pending one takes its place.
    int order = has_row ? -1 : 1;
    if (has_row && pending != end) order = direction * compare(committed.blob(0), pending->first);
    if (order < 0) {
      if (!visit(committed.blob(0), committed.blob(1))) return;
      has_row = committed.step();
      continue;
    }
    if (pending->second && !visit(pending->first, *pending->second)) return;
    ++pending;
    if (order == 0) has_row = committed.step();
  }
}

}  // namespace

void merged_scan(Statement& committed, const PendingWrites::Rows& pending, const KeyRange& range, Order order,
                 const Visit& visit) {
  const auto first = pending.lower_bound(range.from);
  const auto last = range.until.empty() ? pending.end() : pending.lower_bound(range.until);
  if (order == Order::Ascending) {
    merge(committed, first, last, 1, visit);
  } else {
    merge(committed, std::make_reverse_iterator(last), std::make_reverse_iterator(first), -1, visit);
  }
}

}  // namespace tasuki::storage
