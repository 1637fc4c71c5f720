// Governance payloads of any bytes: read, written again, and folded into a team's state without harm.
#include "core/record/governance.hpp"

#include "core/record/fold.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/test_agency.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  using namespace tasuki::record;
  static test::TestAgency agency(1);
  static const SignedRecord kFounding = agency.state(
      Kind::TeamFounding, TeamId(), write_governance(TeamFounding{}, {}, from_millis(1'771'000'000'000)));
  if (size == 0) return 0;
  SignedRecord record = kFounding;
  record.record.kind = static_cast<Kind>(data[0] % 64);
  record.record.team = team_of(kFounding);
  record.record.payload = copy(ByteView(data + 1, size - 1));
  record.id = id_of(record.record);
  const auto governance = read_governance(record);
  if (!governance) return 0;

  const auto founding = read_governance(kFounding).value();
  auto statement = *governance;
  statement.parents = {founding.id};
  const std::vector<const GovernanceRecord*> forth{&founding, &statement};
  const std::vector<const GovernanceRecord*> back{&statement, &founding, &statement};
  const auto state = fold(team_of(kFounding), forth, {});
  test::require(state.decidable || !governance->understood || !state.ignored.empty() ||
                state.rules_version != kRulesVersion);
  test::require(fold(team_of(kFounding), back, {}).heads == state.heads);
  if (!governance->understood || std::holds_alternative<UnknownStatement>(governance->statement)) return 0;
  record.record.payload = write_governance(governance->statement, governance->parents, governance->stated_at);
  test::require(read_governance(record).has_value());
  return 0;
}
