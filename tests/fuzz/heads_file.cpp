// A file of heads from anybody: it is believed whole, as its writer signed it, or not at all.
#include "core/audit/heads_file.hpp"

#include "core/audit/held_heads.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::test {
namespace {

/// Two heads of one trail, held by another office.
struct Written {
  audit::fixture::ExportingTrail trail;
  Bytes file;

  Written() {
    for (int i = 0; i < 2; ++i) {
      trail.append(audit::login(trail.us.staff));
      trail.sign();
      auto bytes = *audit::newest_signed_head(trail.transaction);
      audit::hold_head(trail.transaction, {*audit::read_head(bytes), bytes, trail.moment.now});
    }
    audit::write_heads(trail.transaction, trail.them.agency, trail.moment, trail.them.node,
                       [this](ByteView piece) { append(file, piece); });
  }
};

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static test::Written written;
  if (size < 1) return 0;
  const Bytes file = test::raw_or_altered(written.file, ByteView(data, size));
  const auto read = audit::read_heads_file(file);
  if (!read || read->by != written.trail.them.agency) return 0;
  test::require(file == written.file && read->heads.size() == 2);
  return 0;
}
