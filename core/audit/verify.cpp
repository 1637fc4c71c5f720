#include "core/audit/verify.hpp"

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

bool is_about_the_head(const Finding& finding) {
  return finding.fault == Fault::HeadMissing || finding.fault == Fault::EntryNotSigned;
}

}  // namespace

Report verify_trail(Transaction& transaction, const AgencyId& agency, const NodeKeyOf& node_key,
                    Unsigned behind_head) {
  const Heads heads = load_heads(transaction, agency, node_key);
  ChainCheck check(heads.authentic);
  std::optional<Finding> row_finding;
  transaction.scan(Table::Audit, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView value) {
    const auto entry = check.feed(value);
    if (entry && !check.finding() && !row_finding) row_finding = check_row(transaction, key, *entry);
    return true;
  });
  check.finish(behind_head);

  Report report{check.entries(), {}, {}, check.finding()};
  if (heads.newest_holds && !heads.authentic.empty()) report.head = heads.authentic.back();
  if (!heads.newest_holds && (!report.finding || is_about_the_head(*report.finding))) {
    report.finding = Finding{check.proven() + 1, Fault::HeadNotAuthentic};
  }
  if (row_finding && (!report.finding || row_finding->entry < report.finding->entry))
    report.finding = row_finding;
  return report;
}

}  // namespace tasuki::audit
