#include "core/engine/record/statements.hpp"

#include <algorithm>
#include <span>

#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/countersign.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

using Records = std::span<record::SignedRecord* const>;

/// A record of a lot carries a path of two hashes beside its signature. Lots of more would save little time,
/// and cost more bytes on the wire than their signatures have.
constexpr std::size_t kRecordsPerSignature = 4;

template <class Each>
void for_each_lot(Records records, Each&& each) {
  while (!records.empty()) {
    const auto lot = records.first(std::min(records.size(), kRecordsPerSignature));
    each(lot);
    records = records.subspan(lot.size());
  }
}

}  // namespace

RecordId Statements::by_staff(Turn& turn, const LoginSession& session, record::Kind kind, const TeamId& team,
                              Bytes payload) {
  keys_.try_emplace(session.certificate(), session.key().clone());
  return add(record::make_record(turn.desk.random, kind, team, {turn.desk.agency(), session.certificate()},
                                 std::move(payload)));
}

RecordId Statements::by_node(Turn& turn, record::Kind kind, const TeamId& team, Bytes payload) {
  return add(record::make_record(turn.desk.random, kind, team, {turn.desk.agency(), {}}, std::move(payload)));
}

RecordId Statements::add(record::SignedRecord record) {
  stated_.push_back(std::move(record));
  return stated_.back().id;
}

void Statements::sign(Turn& turn) {
  std::map<CertificateHash, std::vector<record::SignedRecord*>> by_author;
  std::vector<record::SignedRecord*> by_staff;
  for (auto& record : stated_) {
    by_author[record.record.staff_certificate].push_back(&record);
    if (!record.record.by_node()) by_staff.push_back(&record);
  }
  const auto& node_key = turn.desk.identity->node_key;
  for (const auto& [certificate, records] : by_author) {
    const auto staff_key = keys_.find(certificate);
    const auto& key = staff_key == keys_.end() ? node_key : staff_key->second;
    for_each_lot(records, [&](Records lot) { record::sign_records(lot, key); });
  }
  for_each_lot(by_staff, [&](Records lot) { countersign(turn.transaction, *turn.desk.identity, lot); });
  for (const auto& record : stated_)
    record::put_record(turn.transaction, {record, turn.desk.clock.now(), std::nullopt});
  clear();
}

std::size_t Statements::count_by_staff() const {
  return static_cast<std::size_t>(
      std::count_if(stated_.begin(), stated_.end(), [](const auto& one) { return !one.record.by_node(); }));
}

void Statements::drop_after(std::size_t count) {
  stated_.erase(stated_.begin() + static_cast<std::ptrdiff_t>(std::min(count, stated_.size())),
                stated_.end());
}

void Statements::clear() {
  stated_.clear();
  keys_.clear();
}

}  // namespace tasuki::engine
