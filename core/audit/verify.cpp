#include "core/audit/verify.hpp"

#include <algorithm>

namespace tasuki::audit {

namespace {

struct Heads {
  std::vector<Head> authentic;
  bool newest_holds = true;
};

/// A head of an incarnation whose key nobody knows any more proves nothing; the newest one must hold.
Heads load_heads(Transaction& transaction, const AgencyId& agency, const NodeKeyOf& node_key) {
  Heads heads;
  transaction.scan(Table::AuditHead, KeyRange::all(), Order::Ascending, [&](ByteView, ByteView value) {
    const auto claimed = read_head(value);
    const auto key = claimed ? node_key(claimed->incarnation) : std::nullopt;
    const auto head = key ? open_head(value, *key) : std::nullopt;
    heads.newest_holds = head && head->agency == agency;
    if (heads.newest_holds) heads.authentic.push_back(*head);
    return true;
  });
  return heads;
}

bool details_hold(Transaction& transaction, ByteView key, const Entry& entry) {
  if (entry.commitments.empty()) return true;
  const auto details = transaction.get(Table::AuditDetail, key);
  return !details || open_details(entry, *details).has_value();
}

/// What the chain itself cannot show: the row's key, and what the commitments hide.
std::optional<Finding> check_row(Transaction& transaction, ByteView key, const Entry& entry) {
  if (read_u64(key) != entry.number) return Finding{entry.number, Fault::EntryOutOfOrder};
  if (!details_hold(transaction, key, entry)) return Finding{entry.number, Fault::DetailAltered};
  return std::nullopt;
}

/// What is kept here of others' witness. False: something of it is not authentic.
bool add_kept_witnesses(Transaction& transaction, const AgencyId& agency, std::vector<WitnessedHead>& all) {
  bool authentic = true;
  for (const auto& bytes : kept_witnesses(transaction)) {
    const auto opened = open_witnessed(bytes, node_keys_in(transaction));
    authentic = authentic && opened;
    if (opened) all.insert(all.end(), opened->begin(), opened->end());
  }
  std::erase_if(all, [&](const WitnessedHead& one) { return one.head.agency != agency; });
  return authentic;
}

}  // namespace

std::uint64_t Report::witnessed_up_to() const {
  std::uint64_t highest = 0;
  for (const auto& [witness, number] : witnessed) highest = std::max(highest, number);
  return highest;
}

bool is_about_the_head(const Finding& finding) {
  return finding.fault == Fault::HeadMissing || finding.fault == Fault::EntryNotSigned;
}

void fill_report(const ChainCheck& check, Report& report) {
  report.entries = check.entries();
  report.witnessed = check.witnessed();
  report.lost = check.lost();
  report.finding = check.finding();
  if (check.witness_finding() && (!report.finding || is_about_the_head(*report.finding)))
    report.finding = check.witness_finding();
}

Report verify_trail(Transaction& transaction, const AgencyId& agency, const NodeKeyOf& node_key,
                    std::uint64_t must_be_signed, std::vector<WitnessedHead> held) {
  const Heads heads = load_heads(transaction, agency, node_key);
  const bool witnesses_hold = add_kept_witnesses(transaction, agency, held);
  ChainCheck check(heads.authentic, std::move(held));
  std::optional<Finding> row_finding;
  transaction.scan(Table::Audit, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto entry = check.feed(value);
    if (entry && !check.finding() && !row_finding) row_finding = check_row(transaction, key, *entry);
    return true;
  });
  check.finish(must_be_signed);

  Report report;
  fill_report(check, report);
  if (heads.newest_holds && !heads.authentic.empty()) report.head = heads.authentic.back();
  if (!heads.newest_holds && (!report.finding || is_about_the_head(*report.finding))) {
    report.finding = Finding{check.proven() + 1, Fault::HeadNotAuthentic};
  }
  if (row_finding && (!report.finding || row_finding->entry < report.finding->entry))
    report.finding = row_finding;
  if (!witnesses_hold && !report.finding) report.finding = Finding{0, Fault::WitnessNotAuthentic};
  return report;
}

}  // namespace tasuki::audit
