// An audit export from anybody: only what its agency wrote verifies.
#include "core/audit/export_check.hpp"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/unit/audit/office_fixture.hpp"

namespace tasuki::test {
namespace {

struct Exported {
  audit::fixture::ExportingTrail trail;
  Bytes file = trail.write();
};

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static test::Exported exported;
  if (size < 2) return 0;
  const Bytes file = test::raw_or_altered(exported.file, ByteView(data + 1, size - 1));
  const auto whole = audit::check_export(file);
  if (whole.report.ok()) test::require(whole.agency != exported.trail.agency || file == exported.file);
  // In pieces of any size it says the same.
  audit::ExportCheck check;
  for (std::size_t from = 0; from < file.size(); from += data[0] + 1U)
    check.feed(ByteView(file).subspan(from, std::min<std::size_t>(data[0] + 1U, file.size() - from)));
  test::require(check.finish().report.ok() == whole.report.ok());
  return 0;
}
