// Entries, details and heads of an audit trail, as an export brings them.
#include "core/audit/entry.hpp"
#include "core/audit/trail.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::test {
namespace {

constexpr audit::Moment kMoment{from_millis(1'771'000'000'000), 1};

/// An entry with a detail, and a head over it.
struct Written {
  Written() {
    MemoryStore store;
    Transaction& transaction = store.begin();
    const auto draft = [] { return audit::Draft("login").fact("state", "opened").detail("name", "secret"); };
    audit::append(transaction, agency.random(), kMoment, draft());
    audit::sign_head(transaction, agency.id(), kMoment, agency.node_key());
    head = audit::newest_head(transaction).value();
    bytes = audit::make_entry(draft(), agency.random(), {1, 1, kMoment.now, {}});
  }
  TestAgency agency{1};
  Bytes head;
  audit::EntryBytes bytes;
};

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static const test::Written written;
  if (size < 2) return 0;
  const ByteView input(data + 1, size - 1);
  if (data[0] % 3 == 0) {
    const Bytes bytes = test::raw_or_altered(written.head, input);
    static_cast<void>(audit::read_head(bytes));
    const auto head = audit::open_head(bytes, written.agency.node_key().public_key());
    if (head) test::require(head->agency == written.agency.id() && head->number == 1);
  } else if (data[0] % 3 == 1) {
    const auto entry = audit::read_entry(test::raw_or_altered(written.bytes.entry, input));
    if (entry) static_cast<void>(audit::open_details(*entry, written.bytes.details));
  } else {
    const auto entry = audit::read_entry(written.bytes.entry);
    const auto details = audit::open_details(*entry, test::raw_or_altered(written.bytes.details, input));
    if (details) test::require(details->size() == 1 && details->front().value == "secret");
  }
  return 0;
}
