#include "core/record/peer_holdings.hpp"

#include <algorithm>
#include <set>

#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/fingerprint.hpp"
#include "core/record/governance.hpp"
#include "core/record/ledger.hpp"
#include "core/record/stored.hpp"

namespace tasuki::record {

namespace {

constexpr std::string_view kHoldingDomain = "tasuki/1/holding";
constexpr std::string_view kLedgerDomain = "tasuki/1/held-ledger";
constexpr std::string_view kFingerprintDomain = "tasuki/1/ledger-fingerprint";

using Held = crypto::Digest;

/// Cards and ends are replaced by newer ones: what is held of them is named by their bytes.
Held cards_name(Transaction& transaction, const AgencyId& agency) {
  Bytes all;
  for (const auto& card : signed_cards_of(transaction, agency)) append(all, card.payload);
  return crypto::hash(kHoldingDomain, {agency.bytes(), ByteView(all)});
}
Held end_name(const SignedBytes& end) { return crypto::hash(kHoldingDomain, {ByteView(end.payload)}); }

/// A team's id is its founding's, which is held under its own name.
Held ledger_name(const TeamId& team) { return crypto::hash(kLedgerDomain, {team.bytes()}); }

Bytes key(const AgencyId& peer, ByteView what) { return concat({peer.bytes(), what}); }
bool holds(Transaction& transaction, const AgencyId& peer, ByteView what) {
  return transaction.contains(Table::PeerHolds, key(peer, what));
}
void note(Transaction& transaction, const AgencyId& peer, ByteView what) {
  transaction.put(Table::PeerHolds, key(peer, what), {});
}

/// Everything that `governance_lacked_by` looks at.
Held ledger_fingerprint(Transaction& transaction, const TeamId& team) {
  Bytes heads;
  for (const auto& head : ledger_heads(transaction, team)) append(heads, head.bytes());
  return crypto::hash(kFingerprintDomain, {ByteView(heads), ByteView(fingerprint(transaction, Table::Card)),
                                           ByteView(fingerprint(transaction, Table::CertificateEnd))});
}

GovernanceRecord load(Transaction& transaction, const RecordId& id) {
  const auto record = find_record(transaction, id);
  if (!record) throw StoreFault("a record of the ledger is missing");
  return stored(read_governance(record->record));
}

/// Whose cards and certificates some records need.
struct Needs {
  std::set<AgencyId> agencies;
  std::set<CertificateHash> certificates;

  /// `peer` knows itself, unless it may have lost what it knew.
  void add(const GovernanceRecord& record, const AgencyId& peer, bool peer_lived_before) {
    if (record.author != peer || peer_lived_before) {
      agencies.insert(record.author);
      certificates.insert(record.certificate);
    }
    const auto* member = std::get_if<MemberAdd>(&record.statement);
    if (member != nullptr && member->agency != peer) agencies.insert(member->agency);
  }
};

enum class AlsoHeld { No, Yes };

void ship_needs(Transaction& transaction, const AgencyId& peer, const Needs& needs, AlsoHeld also_held,
                Shipment& shipment) {
  for (const auto& agency : needs.agencies) {
    if (!find_known_agency(transaction, agency)) continue;
    if (also_held == AlsoHeld::Yes || !holds(transaction, peer, cards_name(transaction, agency))) {
      shipment.cards.push_back(agency);
    }
  }
  for (const auto& certificate : needs.certificates) {
    if (also_held == AlsoHeld::Yes || !holds(transaction, peer, certificate.bytes())) {
      shipment.certificates.push_back(certificate);
    }
    const auto end = signed_certificate_end(transaction, certificate);
    if (end && (also_held == AlsoHeld::Yes || !holds(transaction, peer, end_name(*end)))) {
      shipment.ends.push_back(certificate);
    }
  }
}

}  // namespace

Shipment governance_lacked_by(Transaction& transaction, const TeamId& team, const AgencyId& peer) {
  const auto now = ledger_fingerprint(transaction, team);
  const Bytes row = key(peer, ledger_name(team));
  const auto held_in_full = transaction.get(Table::PeerHolds, row);
  if (held_in_full && equal(*held_in_full, now)) return {};
  Shipment shipment;
  Needs needs;
  const bool lived_before = has_lived_before(transaction, peer);
  for (const auto& id : ledger_records(transaction, team)) {
    needs.add(load(transaction, id), peer, lived_before);
    if (!holds(transaction, peer, id.bytes())) shipment.records.push_back(id);
  }
  ship_needs(transaction, peer, needs, AlsoHeld::No, shipment);
  if (shipment.empty()) transaction.put(Table::PeerHolds, row, now);
  return shipment;
}

Shipment governance_wanted_by(Transaction& transaction, const TeamId& team, const AgencyId& peer,
                              const std::vector<RecordId>& wanted) {
  std::set<RecordId> chosen;
  Needs needs;
  const bool lived_before = has_lived_before(transaction, peer);
  std::vector<RecordId> to_visit = wanted;
  const std::set<RecordId> asked_for(wanted.begin(), wanted.end());
  while (!to_visit.empty()) {
    const auto id = to_visit.back();
    to_visit.pop_back();
    if (chosen.contains(id) || !is_in_ledger(transaction, team, id)) continue;
    if (!asked_for.contains(id) && holds(transaction, peer, id.bytes())) continue;
    chosen.insert(id);
    const auto record = load(transaction, id);
    needs.add(record, peer, lived_before);
    to_visit.insert(to_visit.end(), record.parents.begin(), record.parents.end());
  }
  Shipment shipment;
  if (chosen.empty()) return shipment;
  for (const auto& id : ledger_records(transaction, team)) {
    if (chosen.contains(id)) shipment.records.push_back(id);
  }
  ship_needs(transaction, peer, needs, AlsoHeld::Yes, shipment);
  return shipment;
}

std::vector<RecordId> removals_of(Transaction& transaction, const TeamState& state, const AgencyId& agency) {
  std::set<RecordId> ignored;
  for (const auto& record : state.ignored) ignored.insert(record.id);
  std::vector<RecordId> removals;
  for (const auto& id : ledger_records(transaction, state.team)) {
    const auto record = load(transaction, id);
    const auto* removal = std::get_if<MemberRemove>(&record.statement);
    if (removal != nullptr && removal->agency == agency && !ignored.contains(id)) removals.push_back(id);
  }
  return removals;
}

std::vector<RecordId> up_to(Transaction& transaction, const std::vector<RecordId>& heads,
                            const std::vector<RecordId>& wanted) {
  std::set<RecordId> visited;
  std::vector<RecordId> to_visit = heads;
  while (!to_visit.empty()) {
    const auto id = to_visit.back();
    to_visit.pop_back();
    if (!visited.insert(id).second) continue;
    const auto parents = load(transaction, id).parents;
    to_visit.insert(to_visit.end(), parents.begin(), parents.end());
  }
  std::vector<RecordId> known = wanted;
  std::erase_if(known, [&](const RecordId& id) { return !visited.contains(id); });
  return known;
}

void note_holdings(Transaction& transaction, const AgencyId& peer, const Shipment& held) {
  for (const auto& agency : held.cards) note(transaction, peer, cards_name(transaction, agency));
  for (const auto& certificate : held.certificates) note(transaction, peer, certificate.bytes());
  for (const auto& certificate : held.ends) {
    const auto end = signed_certificate_end(transaction, certificate);
    if (end) note(transaction, peer, end_name(*end));
  }
  for (const auto& id : held.records) note(transaction, peer, id.bytes());
}

void forget_holdings(Transaction& transaction, const AgencyId& peer) {
  std::vector<Bytes> keys;
  transaction.scan(Table::PeerHolds, KeyRange::prefix(peer.bytes()), Order::Ascending,
                   [&](ByteView row, ByteView) {
                     keys.push_back(copy(row));
                     return true;
                   });
  for (const auto& row : keys) transaction.erase(Table::PeerHolds, row);
}

}  // namespace tasuki::record
